import { describe, expect, test } from 'vitest';
import { anna, browse, enter } from '../../support/correct-stories.ts';
import { found, judgedOf } from '../../support/judging.ts';
import { judgedShop, type Shop } from '../../support/shops.ts';

const rule = 'alias-misuse';
const signUp = (shop: Shop) => {
  browse(shop);
  shop.page('/signup', (p) => {
    p.login().tool.call('alias', anna);
    p.identify(anna).track('Sign Up');
  });
};
const model = (id: string) => ({ options: { models: { mixpanel: id } } });
const createAlias = (n: number, alias: string, distinct: string) => ({
  event: '$create_alias',
  properties: { token: 'T', alias, distinct_id: distinct, $insert_id: `i${n}`, time: 1_795_000_000 + n },
});

describe('Mixpanel', () => {
  test('alias before identify is right in the legacy system', () => {
    expect(found(judgedShop('mixpanel', signUp, model('mixpanel-legacy')), rule)).toEqual([]);
  });

  test('alias while somebody is identified is wrong there as well', () => {
    const judged = judgedShop(
      'mixpanel',
      (shop) => {
        enter(shop, anna);
        shop.page('/account', (p) => void p.identify(anna).tool.call('alias', 'anna-2').track('View'));
      },
      model('mixpanel-legacy'),
    );
    expect(found(judged, rule)).toMatchObject([{ severity: 'warning', what: expect.stringContaining('while 100042 was identified') }]);
  });

  test('a second alias of the same name fails in the legacy system', () => {
    const judged = judgedOf(
      (r) => [createAlias(1, 'anna', 'D1'), createAlias(2, 'anna', 'D2')].forEach((p) => void r.inject('mixpanel', 'T', p)),
      model('mixpanel-legacy'),
    );
    expect(found(judged, rule)).toMatchObject([{ what: expect.stringContaining('called again') }]);
  });

  test('the same alias sent again for the same id does no harm', () => {
    const judged = judgedOf(
      (r) => [createAlias(1, 'anna', 'D1'), createAlias(2, 'anna', 'D1')].forEach((p) => void r.inject('mixpanel', 'T', p)),
      model('mixpanel-original'),
    );
    expect(found(judged, rule)).toEqual([]);
  });

  test('an alias of an identified user in a simplified project is the cause of what is refused', () => {
    const judged = judgedShop('mixpanel', (shop) => {
      enter(shop, anna);
      shop.page('/account', (p) => void p.identify(anna).tool.call('alias', 'anna-2').track('View'));
    });
    const loud = judged.findings.filter((f) => f.severity !== 'info');
    expect(loud).toMatchObject([{ rule, severity: 'error', related: ['merge-refused'] }]);
  });

  test('advice says that the model is assumed', () => {
    expect(found(judgedShop('mixpanel', signUp), rule)[0]?.fix).toContain('assumed');
  });
});

test('an alias of an anonymous visitor is right for Segment and RudderStack', () => {
  for (const vendor of ['segment', 'rudderstack'] as const) {
    const judged = judgedShop(vendor, (shop) => {
      browse(shop);
      shop.page('/signup', (p) => void p.login().tool.call('alias', anna).identify(anna).track('Sign Up'));
    });
    expect(found(judged, rule)).toEqual([]);
  }
});

test('RudderStack sends the right alias while a user is known, unless both ids are the same', () => {
  const aliased = (to: string) =>
    found(
      judgedShop('rudderstack', (shop) => {
        enter(shop, anna);
        shop.page('/account', (p) => void p.tool.call('alias', to).track('View'));
      }),
      rule,
    );
  expect(aliased('anna-2')).toEqual([]);
  expect(aliased(anna)).toHaveLength(1);
});

test('PostHog: a second name for an identified user is what alias is for', () => {
  const judged = judgedShop('posthog', (shop) => {
    enter(shop, anna);
    shop.page('/account', (p) => void p.tool.call('alias', 'backend-7').track('View'));
  });
  expect(found(judged, rule)).toEqual([]);
});

test('an alias in place of identify is told by the missing identify', () => {
  const judged = judgedShop('mixpanel', (shop) => {
    browse(shop);
    shop.page('/signup', (p) => void p.login().tool.call('alias', anna).track('Sign Up'));
  });
  expect(judged.findings.filter((f) => f.severity !== 'info')).toHaveLength(1);
});
