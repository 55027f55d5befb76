import type { Json } from '../../../src/core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../../../src/core/landed.ts';
import type { Judged } from '../../../src/reports/engine.ts';
import type { Ids, Read } from './dialect.ts';
import { dialects } from './dialects/index.ts';
import type { Walked } from './walk.ts';

export const shown = ({ anonymousId, knownId }: Ids): string => `${anonymousId ?? '–'} / ${knownId ?? '–'}`;
export const same = (a: Ids, b: Ids): boolean =>
  (a.anonymousId || null) === (b.anonymousId || null) && (a.knownId || null) === (b.knownId || null);
/** PostHog's `distinct_id` after a plain reset() counts as known once person profiles are made: before the request only its text is sure. */
export const asSaid = (vendor: string, told: Ids, wire: Ids): boolean =>
  same(told, wire) || (vendor === 'posthog' && told.knownId === null && wire.anonymousId === null && told.anonymousId === wire.knownId);
export const isUndelivered = (event: LandedEvent): boolean => ['lost', 'suppressed', 'failed'].includes(event.delivery);
export const isWaiting = (event: LandedEvent): boolean => ['called', 'queued', 'sent'].includes(event.delivery);
/** Names that the script gave each event its own of. */
export const isOwn = (name: string): boolean => /^E\d+(x\d+)?$/.test(name);

export const projectOf = ({ analysis }: Judged, vendor: string): ProjectAnalysis | undefined =>
  analysis.projects.find((one) => one.vendor === vendor);
/** `at`: when it arrived, epoch ms. */
export type Collected = Read & { readonly payload: Json; readonly at: number };

/** What the collector took in, each event once. */
export function collectedOf({ script, arrived }: Walked): readonly Collected[] {
  const seen = new Map<string, Collected>();
  for (const { at, payloads } of arrived)
    for (const payload of payloads) {
      const said = dialects[script.vendor].read(payload);
      if (said !== null && !seen.has(said.id)) seen.set(said.id, { ...said, payload, at });
    }
  return [...seen.values()];
}

/** Nothing that a page may read holds its ids: what is said of them is that nobody knows. */
export const isForgetful = ({ script }: Pick<Walked, 'script'>): boolean =>
  /memory|none|session|disableClientPersistence/.test(
    JSON.stringify(dialects[script.vendor].configs[script.config]?.storage ?? dialects[script.vendor].configs[script.config]),
  ) &&
  !/localStorage|cookie/.test(JSON.stringify(dialects[script.vendor].configs[script.config])) &&
  script.vendor !== 'posthog';
