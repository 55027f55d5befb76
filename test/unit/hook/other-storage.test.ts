import { describe, expect, test } from 'vitest';
import type { Ids } from '../../../src/core/observation.ts';
import { readCookieWrite } from '../../../src/hook/storage-writes.ts';
import type { Vendor } from '../../../src/hook/vendors/vendor.ts';
import { davidwells, ga4, heap, jitsu, kissmetrics, mparticle, snowplow } from '../../support/hook-vendors.ts';
import { sdkFixture } from '../../support/sdk-fixture.ts';

const holding = (vendor: Vendor) => {
  const texts = new Map<string, string>();
  const put = (key: string, text: string | null): void => {
    const part = vendor.cellOf?.(key)?.part;
    if (part === undefined) return;
    if (text === null) texts.delete(part);
    else texts.set(part, text);
  };
  const read = (part: string): string | null => texts.get(part) ?? null;
  return {
    put,
    cookie: (key: string, raw: string) => put(key, readCookieWrite(`${key}=${raw}`, 0).value),
    ids: (): Ids | null => vendor.idsOf?.(read) ?? null,
    unsent: () => vendor.unsentOf?.(read) ?? null,
  };
};

/** The ids after each line of the session that changed what is stored. */
const storedIn = (vendor: Vendor, name: string): readonly (readonly [code: string, ids: Ids | null])[] => {
  const held = holding(vendor);
  return sdkFixture(name).calls.flatMap(({ storage, code, page }) => {
    const before = JSON.stringify(held.ids());
    for (const [key, text] of Object.entries(storage?.set ?? {})) {
      if (key.startsWith('cookie:')) held.cookie(key.slice(7), text);
      else held.put(key.slice(key.indexOf(':') + 1), text);
    }
    for (const key of storage?.removed ?? []) held.put(key.slice(key.indexOf(':') + 1), null);
    const ids = held.ids();
    return JSON.stringify(ids) === before ? [] : [[code ?? page ?? '', ids] as const];
  });
};
const known = (rows: ReturnType<typeof storedIn>): readonly (string | null)[] => rows.map(([, ids]) => ids?.knownId ?? null);

describe('recorded sessions', () => {
  test("Jitsu's cookies: the id stays over another user, and changes with reset", () => {
    const rows = storedIn(jitsu, 'jitsu/lifecycle-script');
    expect(known(rows)).toEqual([null, 'user-1', 'user-2', 'user-2', null, '12345', 'undefined']);
    const ids = rows.map(([, one]) => one?.anonymousId ?? null);
    expect(ids.slice(0, 5)).toEqual([ids[0], ids[0], ids[0], 'my-anon', ids[4]]);
    expect(ids[4]).not.toBe(ids[0]);
  });

  test('the analytics library: JSON in localStorage, nothing after reset', () => {
    const rows = storedIn(davidwells, 'davidwells-analytics/lifecycle-npm');
    expect(known(rows).slice(0, 5)).toEqual([null, 'user-1', 'user-2', 'user-2', null]);
    expect(rows[4]?.[1]).toEqual({ anonymousId: null, knownId: null });
  });

  test("mParticle's own notation: the current profile's customer id, else its e-mail address", () => {
    const rows = storedIn(mparticle, 'mparticle/lifecycle-snippet');
    expect(known(rows)).toEqual([null, 'user-q', 'user-1', 'user-2', null]);
    expect(new Set(rows.map(([, ids]) => ids?.anonymousId))).toEqual(new Set(['475de903-d886-4991-4e6f-f070cd2050ba']));
    const mail = holding(mparticle);
    mail.put('mprtcl-v4_wt', "{'9':{'ui':'eyI3IjoiYUBiLnRlc3QifQ=='}|'gs':{'das':'D'}|'cu':'9'}");
    mail.put('mprtcl-v4_wt-id-cache', '{}');
    expect(mail.ids()).toEqual({ anonymousId: 'D', knownId: 'a@b.test' });
  });

  test("Snowplow's cookie: the visitor's id, no user; what is not sent yet is counted", () => {
    const rows = storedIn(snowplow, 'snowplow/lifecycle-tag-post');
    const visitors = rows.map(([, ids]) => ids?.anonymousId ?? null);
    expect([visitors[0], visitors.at(-1)]).toEqual(['32264024-da3f-4992-bb10-c2d1ad194dfb', '431e631f-82a2-4e69-899a-52b5f7ec6eb3']);
    expect(new Set(known(rows))).toEqual(new Set([null]));
    const queue = holding(snowplow);
    for (const { storage } of sdkFixture('snowplow/lifecycle-tag-post').calls.slice(0, 5))
      for (const [key, text] of Object.entries(storage?.set ?? {})) queue.put(key.slice(key.indexOf(':') + 1), text);
    expect(queue.unsent()).toBe(1);
    queue.put('snowplowOutQueue_snowplow_sp', '[]');
    expect(queue.unsent()).toBe(0);
  });
});

describe('what documentation says of closed libraries', () => {
  test.each<[Vendor, readonly (readonly [string, string])[], Ids]>([
    [ga4, [['_ga', 'GA1.1.1234567890.1795353000']], { anonymousId: '1234567890.1795353000', knownId: null }],
    [ga4, [['_ga_ABC', 'GS1.1.1']], { anonymousId: null, knownId: null }],
    [
      kissmetrics,
      [
        ['km_ai', '5tyjk0zrrtnz5xdmcjzhso4bdyau%3D'],
        ['km_ni', 'bob%40bob.test'],
      ],
      { anonymousId: '5tyjk0zrrtnz5xdmcjzhso4bdyau=', knownId: 'bob@bob.test' },
    ],
    [heap, [['_hp2_id.11', '%7B%22userId%22%3A%2277%22%2C%22identity%22%3A%22u-1%22%7D']], { anonymousId: '77', knownId: 'u-1' }],
    [heap, [['_hp2_id.11', '%7B%22userId%22%3A%2277%22%2C%22identity%22%3Anull%7D']], { anonymousId: '77', knownId: null }],
  ])('$0.name: $1', (vendor, cookies, ids) => {
    const held = holding(vendor);
    for (const [key, raw] of cookies) held.cookie(key, raw);
    expect(held.ids()).toEqual(ids);
  });
});
