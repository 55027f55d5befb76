import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { anna, browse, enter, leave } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type Shop, type ShopPage, type ShopVendor } from '../../support/shops.ts';

const rule = 'other-tool-not-reset';
const both: readonly ShopVendor[] = ['segment', 'mixpanel'];
const bye = (act: (p: ShopPage) => void, after: (shop: Shop) => void = browse, options?: Parameters<typeof judgedShop>[2]) =>
  judgedShop(
    both,
    (shop) => {
      enter(shop, anna);
      shop.page('/bye', act);
      after(shop);
    },
    options,
  );

test('counts what still goes to the user who left', () => {
  expect(
    found(
      bye((p) => void p.on('segment').reset()),
      rule,
    ),
  ).toMatchObject([{ vendor: 'mixpanel', severity: 'warning', affected: 2 }]);
});

test('is silent when the other one follows within the wait', () => {
  const judged = bye((p) => {
    p.on('segment').reset();
    p.wait(2_000);
    p.on('mixpanel').track('Log Out').reset();
  });
  expect(found(judged, rule)).toEqual([]);
});

test('is silent when the next page resets it before any event', () => {
  const judged = bye(
    (p) => void p.on('segment').reset(),
    (shop) => {
      shop.page('/?bye', (p) => void p.on('mixpanel').reset().track('View'));
      browse(shop);
    },
  );
  expect(found(judged, rule)).toEqual([]);
});

test('is silent when the page was left before it had its chance', () => {
  expect(
    found(
      bye(
        (p) => void p.on('segment').reset(),
        () => undefined,
      ),
      rule,
    ),
  ).toEqual([]);
});

test('waits', () => {
  const judged = judgedShop(both, (shop) => {
    enter(shop, anna);
    shop.page('/bye', (p) => void p.on('segment').reset(), { stay: true });
  });
  expect(found(judged, rule)).toEqual([]);
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'T' }));
});

test('is told of a tool that sends nothing, once the wait is over', () => {
  const judged = judgedShop(
    both,
    (shop) => {
      enter(shop, anna);
      shop.page('/bye', (p) => void p.on('segment').reset(), { stay: true });
    },
    { until: (last) => last + 20_000 },
  );
  expect(found(judged, rule)).toMatchObject([{ vendor: 'mixpanel', affected: 0 }]);
});

test('is silent about a reset that begins the same session again', () => {
  const judged = bye((p) => void p.on('segment').reset().identify(anna).track('View'));
  expect(found(judged, rule)).toEqual([]);
});

test('is information where resets at every log-out are wrong', () => {
  const judged = bye((p) => void p.on('segment').reset(), browse, { options: { models: { mixpanel: 'mixpanel-original' } } });
  expect(found(judged, rule)).toMatchObject([{ severity: 'info' }]);
});

test('is no matter of a tool on other pages', () => {
  const judged = judgedShop(both, (shop) => {
    shop.page('https://one.test/', (p) => void p.identify(anna).track('View'), { only: ['mixpanel'] });
    shop.page('https://two.test/', (p) => void p.identify(anna).track('View').reset(), { only: ['segment'] });
    shop.page('https://one.test/', (p) => void p.track('View'), { only: ['mixpanel'] });
  });
  expect(found(judged, rule)).toEqual([]);
});

test('both of them reset is right', () => {
  const judged = judgedShop(both, (shop) => {
    enter(shop, anna);
    leave(shop);
    browse(shop);
  });
  expect(found(judged, rule)).toEqual([]);
});

test('is told of a chat that goes on with the user who left, and not of one that was shut down', () => {
  const chat = (method: string, args: readonly Json[]) => ({
    kind: 'call.observed' as const,
    call: `chat-${method}`,
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
  const judged = (shutDown: boolean) =>
    judgedShop('segment', (shop) => {
      shop.page('/login', (p) => {
        p.identify(anna)
          .track('Log In')
          .fact(chat('boot', [{ app_id: 'app1', user_id: anna }]));
      });
      shop.page('/bye', (p) => {
        p.track('Log Out').reset();
        if (shutDown) p.fact(chat('shutdown', []));
        p.wait(6_000);
      });
      browse(shop);
    });
  expect(found(judged(false), rule)).toMatchObject([{ vendor: 'intercom', project: 'app1', affected: 0 }]);
  expect(found(judged(true), rule)).toEqual([]);
});
