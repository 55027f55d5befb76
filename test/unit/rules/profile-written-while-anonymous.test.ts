import { expect, test } from 'vitest';
import { anna, browse, enter, leave } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop } from '../../support/shops.ts';

const rule = 'profile-written-while-anonymous';

test('PostHog: counts the events that are billed from then on', () => {
  const judged = judgedShop('posthog', (shop) => {
    browse(shop);
    shop.page('/mug', (p) => void p.tool.call('setPersonProperties', { theme: 'dark' }).track('View').track('Click'));
  });
  expect(found(judged, rule)[0]?.consequence).toContain('3 events');
});

test('PostHog: is seen after a reset, too, when the anonymous id is not the device any more', () => {
  const judged = judgedShop('posthog', (shop) => {
    browse(shop);
    enter(shop, anna);
    shop.page('/bye', (p) => void p.logout().track('Log Out').tool.call('reset'));
    shop.page('/', (p) => void p.track('View').tool.call('setPersonProperties', { theme: 'dark' }).track('View'));
  });
  expect(found(judged, rule)).toHaveLength(1);
});

test('PostHog: is silent about a user who is identified', () => {
  const judged = judgedShop('posthog', (shop) => {
    browse(shop);
    shop.page('/login', (p) => void p.login().identify(anna).tool.call('setPersonProperties', { theme: 'dark' }).track('View'));
  });
  expect(found(judged, rule)).toEqual([]);
});

test('PostHog: is silent, and says so, where every visitor has a profile', () => {
  const judged = judgedShop('posthog', (shop) => {
    shop.page('/', (p) => void p.track('View').tool.call('setPersonProperties', { theme: 'dark' }), {
      config: { person_profiles: 'always' },
    });
  });
  expect(found(judged, rule)).toEqual([]);
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule }));
});

test('Mixpanel: updates that wait for identify are right', () => {
  const judged = judgedShop('mixpanel', (shop) => {
    shop.page('/', (p) => void p.track('View').tool.call('people.set', { theme: 'dark' }).identify(anna).track('Log In'));
    leave(shop);
  });
  expect(found(judged, rule)).toEqual([]);
});

test('Mixpanel: an identify without an id sends them to the visitor, and is the cause', () => {
  const judged = judgedShop('mixpanel', (shop) => {
    shop.page('/', (p) => void p.track('View').tool.call('people.set', { theme: 'dark' }).call('identify').track('View'));
  });
  expect(found(judged, 'empty-identify')).toMatchObject([{ related: [rule] }]);
});

test('Mixpanel: so does an identify with the own anonymous id', () => {
  const judged = judgedShop('mixpanel', (shop) => {
    shop.page('/', (p) => {
      const own = `$device:${p.tool.ids().anonymousId}`;
      p.track('View').tool.call('people.set', { theme: 'dark' }).call('identify', own).track('View');
    });
  });
  expect(found(judged, rule)).toMatchObject([{ severity: 'warning' }]);
});
