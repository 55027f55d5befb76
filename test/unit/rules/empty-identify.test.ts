import { expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { found, judgedOf, rulesOf, shopOf } from '../../support/judging.ts';

const rule = 'empty-identify';
const after = (vendor: 'mixpanel' | 'segment', id: Json | undefined, traits?: { readonly plan: string }) =>
  judgedOf((r) => shopOf(r, vendor)('/', ({ sdk }) => sdk.track('View').identify(id, traits).track('View')));

test.each([[undefined], [null], [''], [false]] as const)('mixpanel.identify(%s) is a warning', (id) => {
  expect(after('mixpanel', id).findings).toMatchObject([{ rule, severity: 'warning', affected: 0 }]);
});

test('an object as a Mixpanel id is a warning', () => {
  expect(rulesOf(after('mixpanel', { id: 7 }))).toContain(rule);
});

test.each(['anna', 42])('mixpanel.identify(%s) is fine', (id) => {
  expect(rulesOf(after('mixpanel', id))).toEqual([]);
});

test.each([[undefined], [null], ['']] as const)('analytics.identify(%s) keeps the current id, so nothing is said', (id) => {
  expect(rulesOf(after('segment', id))).toEqual([]);
});

test('analytics.identify(traits) is a use of its own', () => {
  expect(rulesOf(after('segment', undefined, { plan: 'free' }))).toEqual([]);
});

test('explains a log-in after which nobody was identified', () => {
  const judged = judgedOf((r) => {
    const visit = shopOf(r, 'mixpanel');
    visit('/login', ({ d, sdk }) => {
      sdk.track('View');
      d.login();
      sdk.identify(undefined).track('Log In');
      r.wait(11_000);
    });
    visit('/', ({ sdk }) => sdk.track('View'));
  });
  expect(found(judged, rule)[0]).toMatchObject({ related: ['login-without-identify'], severity: 'error' });
  expect(found(judged, 'login-without-identify')).toEqual([]);
});
