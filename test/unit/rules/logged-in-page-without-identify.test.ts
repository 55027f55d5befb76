import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { anna, ben, enter } from '../../support/correct-stories.ts';
import { found, judgedOf } from '../../support/judging.ts';
import type { RecordingBuilder } from '../../support/recording-builder.ts';
import { judgedShop, type Shop } from '../../support/shops.ts';

const rule = 'logged-in-page-without-identify';

describe('Mixpanel profile updates', () => {
  const later = (act: Parameters<Shop['page']>[1], options?: Parameters<Shop['page']>[2]) =>
    found(
      judgedShop('mixpanel', (shop) => {
        enter(shop, anna);
        shop.page('/account', act, options);
      }),
      rule,
    );

  test('on a page that identifies leave, before and after it', () => {
    expect(later((p) => void p.identify(anna).tool.call('people.set', { a: 1 }))).toEqual([]);
    expect(later((p) => void p.tool.call('people.set', { a: 1 }).identify(anna))).toEqual([]);
  });

  test('of an anonymous visitor are kept for the log-in, which is right', () => {
    const judged = judgedShop('mixpanel', (shop) => {
      shop.page('/', (p) => void p.track('View').tool.call('people.set', { a: 1 }));
      enter(shop, anna);
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('may still leave while the page is open', () => {
    expect(later((p) => void p.tool.call('people.increment', 'visits'), { stay: true })).toEqual([]);
  });

  test('that never leave are a warning, once for all pages', () => {
    const judged = judgedShop('mixpanel', (shop) => {
      enter(shop, anna);
      for (const path of ['/a', '/b', '/c']) shop.page(path, (p) => void p.tool.call('people.set', { path }));
    });
    expect(found(judged, rule)).toMatchObject([{ severity: 'warning', what: expect.stringContaining('2 more pages') }]);
  });
});

describe('Google Analytics and Snowplow, which store no user id', () => {
  const hit = (
    vendor: string,
    r: RecordingBuilder,
    path: string,
    user: string | null,
    before: (d: ReturnType<RecordingBuilder['document']>) => void = () => undefined,
  ) => {
    const d = r.document(`https://shop.test${path}`);
    before(d);
    const project = vendor === 'ga4' ? 'G-1' : 'app';
    const payload =
      vendor === 'ga4'
        ? { en: 'page_view', cid: '1.2', tid: 'G-1', ...(user === null ? {} : { uid: user }) }
        : { e: 'pv', duid: '8f3c', aid: 'app', eid: `e${r.now()}`, ...(user === null ? {} : { uid: user }) };
    d.fact({ kind: 'wire.sent', request: 'r1', vendor, project, transport: 'fetch', url: 'https://c.test/', payloads: [payload] });
    d.fact({ kind: 'wire.settled', request: 'r1', status: 200, outcome: 'accepted' });
    d.close();
  };

  test.each(['ga4', 'snowplow'])('%s: a page between two of the user is a warning', (vendor) => {
    const judged = judgedOf((r) => [anna, null, anna].forEach((user, n) => void hit(vendor, r, `/${n}`, user)));
    expect(found(judged, rule)).toMatchObject([{ severity: 'warning', affected: 1 }]);
  });

  test.each(['ga4', 'snowplow'])('%s: a page after which nobody comes back is somebody who left', (vendor) => {
    const judged = judgedOf((r) => [anna, null, ben].forEach((user, n) => void hit(vendor, r, `/${n}`, user)));
    expect(found(judged, rule)).toEqual([]);
  });

  test('a log-in or log-out in between explains it', () => {
    const judged = judgedOf((r) => {
      hit('ga4', r, '/', anna, (d) => d.logout());
      hit('ga4', r, '/bye', null);
      hit('ga4', r, '/welcome', anna, (d) => d.login());
    });
    expect(found(judged, rule)).toEqual([]);
  });
});

test('Segment alone remembers the user, so that nothing is said', () => {
  const judged = judgedShop('segment', (shop) => {
    enter(shop, anna);
    shop.page('/account', (p) => void p.track('View'));
  });
  expect(found(judged, rule)).toEqual([]);
});

test('Segment that drives another tool is a remark', () => {
  const judged = judgedShop(['segment', 'mixpanel'], (shop) => {
    shop.page('/login', (p) => {
      p.on('segment').identify(anna);
      p.fact({
        kind: 'call.observed',
        call: 'nested',
        vendor: 'mixpanel',
        project: 'T',
        instance: 'mixpanel',
        method: 'identify',
        args: [anna],
        before: { anonymousId: 'D1', knownId: null },
        after: { anonymousId: 'D1', knownId: anna },
        site: null,
        parent: 'c1',
        queued: false,
        replayOf: null,
      });
    });
    shop.page('/account', (p) => void p.on('segment').track('View'));
  });
  expect(found(judged, rule)).toMatchObject([{ severity: 'info', vendor: 'segment' }]);
});

test('says that it cannot tell where calls were not observed', () => {
  const judged = judgedShop('segment', (shop) => shop.inject('segment', 'X', { type: 'track', event: 'a', userId: anna, messageId: 'm' }));
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});

test('Intercom that is booted without the user on a later page is a remark', () => {
  const boot = (call: string, method: string, args: readonly Json[]) => ({
    kind: 'call.observed' as const,
    call,
    vendor: 'intercom',
    project: 'app1',
    instance: 'intercom',
    method,
    args,
    before: null,
    after: null,
    site: null,
    parent: null,
    queued: false,
    replayOf: null,
  });
  const judged = (last: ReturnType<typeof boot>) =>
    judgedShop('segment', (shop) => {
      shop.page('/login', (p) => void p.identify(anna).fact(boot('b1', 'boot', [{ app_id: 'app1', user_id: anna }])));
      shop.page('/account', (p) => void p.identify(anna).fact(last));
    });
  expect(found(judged(boot('b2', 'boot', [{ app_id: 'app1' }])), rule)).toMatchObject([{ vendor: 'intercom', severity: 'info' }]);
  expect(found(judged(boot('b2', 'shutdown', [])), rule)).toEqual([]);
});
