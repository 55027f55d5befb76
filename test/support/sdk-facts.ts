import type { Json } from '../../src/core/json.ts';
import type { FactOf, Ids } from '../../src/core/observation.ts';

export const nobody: Ids = { anonymousId: null, knownId: null };

type Call = FactOf<'call.observed'>;

/** A call of which only what is given is known. */
export const callOf = (given: Pick<Call, 'call' | 'vendor' | 'project' | 'instance' | 'method' | 'args'> & Partial<Call>): Call => ({
  kind: 'call.observed',
  before: null,
  after: null,
  site: null,
  parent: null,
  queued: false,
  replayOf: null,
  ...given,
});

/** A call with the ids around it, of the instance that bears the vendor's name. */
export const call = (vendor: string, project: string, id: string, method: string, args: readonly Json[], before: Ids, after: Ids): Call =>
  callOf({ call: id, vendor, project, instance: vendor, method, args, before, after });

export const change = (vendor: string, project: string, ids: Ids, cause: string | null): FactOf<'storage.changed'> => ({
  kind: 'storage.changed',
  vendor,
  project,
  area: 'localStorage',
  ids,
  unsent: null,
  capturing: 'unknown',
  cause,
});

export const found = (vendor: string, project: string): FactOf<'sdk.found'> => ({
  kind: 'sdk.found',
  vendor,
  project,
  instance: vendor,
  version: null,
  how: 'global',
  hooked: true,
  why: null,
  capturing: 'unknown',
});
