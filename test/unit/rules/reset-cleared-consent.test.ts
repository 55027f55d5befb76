import { expect, test } from 'vitest';
import { anna, browse } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop, type ShopPage } from '../../support/shops.ts';

const rule = 'reset-cleared-consent';

/** A site where nothing is captured until somebody agrees; `after` is played with the consent gone. */
const visit = (agree: (p: ShopPage) => void, after: (p: ShopPage) => void) =>
  judgedShop('posthog', (shop) => {
    shop.page('/', (p) => {
      agree(p);
      p.track('View').identify(anna).track('Log In');
    });
    shop.page('/bye', (p) => {
      p.track('Log Out').reset();
      after(p);
    });
  });
const agrees = (p: ShopPage): void => void p.tool.call('opt_in_capturing');

test('nothing leaves the browser after the reset', () => {
  const judged = visit(agrees, (p) => void p.tool.drop().track('View').track('Click'));
  expect(found(judged, rule)).toMatchObject([{ severity: 'warning', what: expect.stringContaining('agreed') }]);
  // The lost events are its consequence.
  expect(found(judged, 'call-lost-in-navigation')).toEqual([]);
});

/** Somebody who opts out, and logs out of the next page. */
const refusing = (after: (p: ShopPage) => void) =>
  judgedShop('posthog', (shop) => {
    shop.page('/', (p) => void p.track('View').identify(anna).track('Log In'));
    shop.page('/privacy', (p) => void p.tool.call('opt_out_capturing'));
    shop.page('/bye', (p) => {
      p.reset();
      after(p);
    });
  });

test('is silent when they are opted out again', () => {
  expect(
    found(
      refusing((p) => void p.tool.call('opt_out_capturing').drop().track('View')),
      rule,
    ),
  ).toEqual([]);
});

test('is silent when events go on', () => {
  expect(
    found(
      visit(agrees, (p) => void p.track('View')),
      rule,
    ),
  ).toEqual([]);
});

test('is silent when the visitor is asked again', () => {
  expect(
    found(
      visit(agrees, (p) => void p.tool.call('opt_in_capturing').track('View')),
      rule,
    ),
  ).toEqual([]);
});

test('is silent where nobody had to agree', () => {
  expect(
    found(
      visit(
        () => undefined,
        (p) => void p.tool.drop().track('View'),
      ),
      rule,
    ),
  ).toEqual([]);
});

test('is silent about a choice that the visitor took back', () => {
  expect(
    found(
      visit(
        (p) => void p.tool.call('opt_in_capturing').call('opt_out_capturing'),
        (p) => void p.tool.drop().track('View'),
      ),
      rule,
    ),
  ).toEqual([]);
});

test('waits while the page is open', () => {
  const judged = judgedShop('posthog', (shop) => {
    shop.page('/', (p) => void p.tool.call('opt_in_capturing').track('View').identify(anna).track('Log In'));
    shop.page('/bye', (p) => void p.tool.reset().drop().track('View'), { stay: true });
  });
  expect(found(judged, rule)).toEqual([]);
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule }));
});

test('says that nothing can be told without calls', () => {
  const judged = judgedShop('posthog', (shop) => {
    browse(shop);
    shop.inject('posthog', 'X', { event: 'a', properties: { distinct_id: 'd', token: 'X' } });
  });
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});
