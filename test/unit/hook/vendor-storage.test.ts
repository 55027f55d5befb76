import { describe, expect, test } from 'vitest';
import type { Ids } from '../../../src/core/observation.ts';
import { readCookieWrite } from '../../../src/hook/storage-writes.ts';
import type { Read, Vendor } from '../../../src/hook/vendors/vendor.ts';
import { amplitude, mixpanel, posthog, rudderstack, segment } from '../../support/hook-vendors.ts';
import { type SdkCall, sdkFixture, sdkFixtureNames } from '../../support/sdk-fixture.ts';

type Area = 'cookie' | 'localStorage';

/** What storage holds, line by line, as the vendor's file reads it: by the project its keys name. */
const startStorage = (vendor: Vendor) => {
  const parts = new Map<string | null, Map<string, Partial<Record<Area, string>> & { last: Area }>>();
  const write = (name: string, raw: string | null): void => {
    const colon = name.indexOf(':');
    const area = name.slice(0, colon) as Area;
    if (area !== 'cookie' && area !== 'localStorage') return;
    const key = name.slice(colon + 1);
    const text = area === 'cookie' && raw !== null ? readCookieWrite(`${key}=${raw}`, 0).value : raw;
    const cell = vendor.cellOf?.(key) ?? null;
    if (cell === null) return;
    const own = parts.get(cell.project) ?? new Map();
    parts.set(cell.project, own);
    const before = own.get(cell.part) ?? { last: area };
    const { [area]: _gone, ...others } = before;
    own.set(cell.part, text === null ? { ...others, last: area } : { ...before, [area]: text, last: area });
  };
  const read =
    (project: string | null): Read =>
    (part, area) => {
      const texts = parts.get(project)?.get(part);
      return (area === undefined ? (texts?.[texts.last] ?? texts?.cookie ?? texts?.localStorage) : texts?.[area]) ?? null;
    };
  return {
    apply: ({ storage }: SdkCall): void => {
      for (const [key, text] of Object.entries(storage?.set ?? {})) write(key, text);
      for (const key of storage?.removed ?? []) write(key, null);
    },
    projects: (): readonly (string | null)[] => [...parts.keys()],
    idsOf: (project: string | null): Ids | null => vendor.idsOf?.(read(project)) ?? null,
    unsentOf: (project: string | null): number | null => vendor.unsentOf?.(read(project)) ?? null,
    capturingOf: (project: string | null) => vendor.capturingOf?.(read(project)),
  };
};

const noIds: Ids = { anonymousId: null, knownId: null };
const text = (value: unknown): string | null =>
  value === undefined || value === null || value === '' ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** What the SDK itself said, in our two ids; undefined where it said nothing of one. */
const told: Readonly<Record<string, (seen: Readonly<Record<string, unknown>>) => Partial<Ids>>> = {
  // The second names are those of the old releases' recordings. An id that is not the device's and no user's stands for a person.
  mixpanel: ({ $device_id, $user_id, distinct_id, dev, uid, did }) => {
    const anonymousId = text($device_id ?? dev);
    const id = text(distinct_id ?? did);
    return { anonymousId, knownId: text($user_id ?? uid) ?? (id === anonymousId || id?.startsWith('$device:') ? null : id) };
  },
  segment: ({ anonymousId, userId }) => ({
    ...(anonymousId === undefined ? {} : { anonymousId: text(anonymousId) }),
    knownId: text(userId),
  }),
  posthog: ({ distinct_id: id, $device_id: device, state, $user_id: user }) =>
    state === undefined && device === undefined
      ? {}
      : state === 'identified' || user
        ? { anonymousId: text(device), knownId: text(user ?? id) }
        : { anonymousId: text(id), knownId: null },
  amplitude: ({ deviceId, userId, d, u }) => ({ anonymousId: text(deviceId ?? d), knownId: text(userId ?? u) }),
  rudderstack: ({ anonymousId, userId }) => ({
    ...(anonymousId === undefined ? {} : { anonymousId: text(anonymousId) }),
    knownId: text(userId),
  }),
};

/** Where storage says less than the SDK: it was told to keep nothing. */
const keepsNothing = (name: string, { code = '' }: SdkCall, seen: readonly SdkCall[]): boolean =>
  name === 'posthog/person-profiles-never-and-memory' ||
  (name === 'mixpanel/optout-group-people' && [...seen, { code }].some((call) => call.code === 'mixpanel.opt_out_tracking()'));

/** How often the ids read from storage were compared with what the SDK named, and where they differed. */
const compare = (vendor: Vendor, name: string): { readonly compared: number; readonly wrong: readonly string[] } => {
  const { calls } = sdkFixture(name);
  const storage = startStorage(vendor);
  const wrong: string[] = [];
  let compared = 0;
  for (const [index, call] of calls.entries()) {
    storage.apply(call);
    if (call.seen === undefined || call.tab === 'B' || keepsNothing(name, call, calls.slice(0, index))) continue;
    const wanted = { ...told[vendor.name]?.(call.seen) };
    const read = storage.projects().length === 0 ? [noIds] : storage.projects().map(storage.idsOf);
    // Segment's getter makes and stores an id where there is none: it was asked after storage was looked at.
    if (vendor === segment && read.every((ids) => ids?.anonymousId == null)) delete (wanted as { anonymousId?: unknown }).anonymousId;
    compared += 1;
    const same = read.some((ids) => Object.entries(wanted).every(([key, id]) => ids?.[key as keyof Ids] === id));
    if (!same) wrong.push(`${call.code ?? call.page}: ${JSON.stringify(wanted)}, read ${JSON.stringify(read)}`);
  }
  return { compared, wrong };
};

describe.each([mixpanel, segment, posthog, amplitude, rudderstack])('what $name stores', (vendor) => {
  const names = sdkFixtureNames(vendor.name);
  test.each(names)('%s: gives the ids the SDK names after each call', (name) => {
    expect(compare(vendor, name).wrong).toEqual([]);
  });
  test('was compared often enough to mean something', () => {
    const compared = names.reduce((sum, name) => sum + compare(vendor, name).compared, 0);
    expect(compared).toBeGreaterThan(vendor === rudderstack ? 10 : 40);
  });
});

test('RudderStack told to keep its ids in local storage quotes what it encodes', () => {
  const storage = startStorage(rudderstack);
  const encoded = (id: string): string => JSON.stringify(`RS_ENC_v3_${btoa(JSON.stringify(id))}`);
  storage.apply({
    storage: { set: { 'localStorage:rl_anonymous_id': encoded('A1'), 'localStorage:rl_user_id': encoded('u-1') } },
  } as unknown as SdkCall);
  expect(storage.idsOf(null)).toEqual({ anonymousId: 'A1', knownId: 'u-1' });
});

describe('where two hosts of a site share the cookie and not local storage', () => {
  const idsIn = (lines: Readonly<Record<string, string>>): Ids | null => {
    const storage = startStorage(segment);
    storage.apply({ storage: { set: lines } } as unknown as SdkCall);
    return storage.idsOf(null);
  };

  test('Segment knows the user of the cookie, who logged in on the other host', () => {
    expect(
      idsIn({
        'cookie:ajs_user_id': 'u-1',
        'cookie:ajs_anonymous_id': 'D1',
        'localStorage:ajs_anonymous_id': '"D1"',
        'localStorage:ajs_user_id': 'null',
      }),
    ).toEqual({ anonymousId: 'D1', knownId: 'u-1' });
  });

  test('Segment goes by the anonymous id of the cookie, and by the user of local storage', () => {
    expect(
      idsIn({
        'cookie:ajs_anonymous_id': 'D2',
        'localStorage:ajs_anonymous_id': '"D1"',
        'cookie:ajs_user_id': 'u-2',
        'localStorage:ajs_user_id': '"u-1"',
      }),
    ).toEqual({ anonymousId: 'D2', knownId: 'u-1' });
  });
});

test('PostHog that was configured to wait for consent starts without', () => {
  expect(posthog.startsOut?.({ config: { opt_out_capturing_by_default: true } })).toBe(true);
  expect(posthog.startsOut?.({ config: {} })).toBe(false);
});
