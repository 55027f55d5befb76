import type { ViewProfile, ViewProject, ViewRefusal } from '../../../../src/messages/view.ts';
import { mixpanel, sceneBuilder } from '../../../ui-frame/scene-builder.ts';

/** A profile of these ids; `merges` are the pairs that events put together, in order. */
export const profileOf = (
  id: string,
  ids: readonly string[],
  merges: readonly (readonly [string, string])[] = [],
  more: Partial<ViewProfile> = {},
): ViewProfile => ({
  id,
  label: ids.find((each) => !each.startsWith('$device:')) ?? ids[0] ?? '',
  known: ids.some((each) => !each.startsWith('$device:')),
  ids,
  events: ids.length,
  firstTouch: { event: 0, name: 'View', at: 1_000, url: 'https://shop.test/a?b=c' },
  mergedBy: merges.map((pair, place) => ({ event: place, ids: pair, rule: 'A rule.', cite: 'https://vendor.test', key: `k${place}` })),
  nearLimits: [],
  ...more,
});

/** A project of these profiles, and of nothing else. */
export const projectWith = (profiles: readonly ViewProfile[], refusals?: readonly ViewRefusal[]): ViewProject => ({
  ...sceneBuilder().project(mixpanel),
  profiles,
  ...(refusals === undefined ? {} : { refusals }),
});

export const refusalOf = (ids: readonly string[], more: Partial<ViewRefusal> = {}): ViewRefusal => ({
  event: 7,
  key: 'k7',
  times: 1,
  ids,
  reason: 'errAnonDistinctIdAssignedAlready',
  ...more,
});

export const noneCarried = { anonymous: new Set<string>(), known: new Set<string>() };

export const devices = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from }, (_, place) => `$device:D${from + place}`);
