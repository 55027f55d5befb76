import { expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { anna, browse, enter, leave } from '../../support/correct-stories.ts';
import { entryOf, harOf, readEntries } from '../../support/har.ts';
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

test('Mixpanel: own code that writes the profile of a visitor is told once, with the lines', () => {
  const update = (id: string) => ({ $token: 'T', $distinct_id: id, $set: { plan: 'free' } });
  const judged = (ids: readonly string[]) =>
    judgedShop('mixpanel', (shop) => {
      shop.page('/', (p) => void p.track('View'));
      for (const id of ids) shop.inject('mixpanel', 'T', update(id));
    });
  expect(found(judged(['$device:D1', '$device:D1', '$device:D2']), rule)).toMatchObject([
    { severity: 'warning', what: expect.stringContaining('3 profile updates'), evidence: [{ observation: ['lines', 0] }, {}, {}] },
  ]);
  expect(found(judged([anna]), rule)).toEqual([]);
});

test('Mixpanel: requests that were recorded count as well', () => {
  const judged = judgedShop('mixpanel', (shop) => {
    shop.page('/', (p) =>
      p.track('View').fact({
        kind: 'wire.sent',
        request: 'engage',
        vendor: 'mixpanel',
        project: 'T',
        transport: 'xhr',
        url: 'https://api-js.mixpanel.com/engage/',
        payloads: [{ $token: 'T', $distinct_id: '$device:D1', $set_once: { first: 1 } }],
      }),
    );
  });
  expect(found(judged, rule)).toHaveLength(1);
});

test('Mixpanel: a HAR shows who was written to, and its profile updates are neither events nor skipped', () => {
  const update = (id: string, at: string) =>
    entryOf({
      at,
      url: 'https://metrics.shop.example/engage/',
      postData: { text: JSON.stringify([{ $token: 'T', $distinct_id: id, $set: { a: 1 } }]) },
    });
  const read = (id: string) => readEntries(harOf([entryOf(), update(id, '2026-11-22T10:00:01Z'), update(id, '2026-11-22T10:00:02Z')]));
  const judged = (id: string) => readRecordings([read(id).recording], defaultOptions);
  expect(read('$device:D1').skipped).toBe(0);
  expect(judged('$device:D1').analysis.projects.map(({ events }) => events.map(({ event }) => event.name))).toEqual([['View']]);
  expect(found(judged('$device:D1'), rule)).toMatchObject([{ what: expect.stringContaining('2 profile updates') }]);
  expect(found(judged(anna), rule)).toEqual([]);
});

test.each([
  ['mixpanel-legacy', 0],
  ['mixpanel-simplified', 1],
])('Mixpanel: a visitor whom an alias gave the name of a user is one with them under %s, or not', (model, count) => {
  const judged = judgedShop(
    'mixpanel',
    (shop) => {
      browse(shop);
      shop.page('/signup', (p) => {
        p.login().tool.call('alias', anna).track('Sign Up');
        const id = `$device:${p.tool.ids().anonymousId}`;
        p.fact({
          kind: 'wire.sent',
          request: 'engage-1',
          vendor: 'mixpanel',
          project: 'T',
          transport: 'xhr',
          url: 'https://api.mixpanel.com/engage/',
          payloads: [{ $set: { plan: 'free' }, $token: 'T', $distinct_id: id, $user_id: anna }],
        });
      });
    },
    { options: { models: { T: model } } },
  );
  expect(judged.findings.flatMap((f) => [f.rule, ...f.related]).filter((one) => one === rule)).toHaveLength(count);
});
