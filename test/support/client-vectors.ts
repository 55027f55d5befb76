import type { Json, JsonObject } from '../../src/core/json.ts';
import amplitude from '../fixtures/vectors/client-amplitude.json' with { type: 'json' };
import mixpanel from '../fixtures/vectors/client-mixpanel.json' with { type: 'json' };
import posthog from '../fixtures/vectors/client-posthog.json' with { type: 'json' };
import rudderstack from '../fixtures/vectors/client-rudderstack.json' with { type: 'json' };
import segment from '../fixtures/vectors/client-segment.json' with { type: 'json' };

/** Stands for undefined, in arguments and in what was sent. */
export const absent = '∅';

export type ClientStep =
  | { readonly call: string; readonly args: readonly Json[] }
  | { readonly do: 'reload' | 'init' | 'wait'; readonly config?: JsonObject };

/** A recording of a real SDK: what was called, what it sent and what it stored. Generated ids are numbered as they appear. */
export type ClientVector = {
  readonly id: string;
  readonly title: string;
  readonly options?: JsonObject;
  readonly steps: readonly ClientStep[];
  readonly wire: readonly string[];
  readonly state: JsonObject;
};

export const clientVectors: Readonly<Record<string, readonly ClientVector[]>> = {
  mixpanel: mixpanel as readonly ClientVector[],
  posthog: posthog as readonly ClientVector[],
  segment: segment as readonly ClientVector[],
  rudderstack: rudderstack as readonly ClientVector[],
  amplitude: amplitude as readonly ClientVector[],
};

export const argsOf = (args: readonly Json[]): readonly (Json | undefined)[] => args.map((arg) => (arg === absent ? undefined : arg));
