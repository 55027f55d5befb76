import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { sensitiveIn } from '../../../src/rules/sensitive-values.ts';
import { anna } from '../../support/correct-stories.ts';
import { found } from '../../support/judging.ts';
import { judgedShop } from '../../support/shops.ts';

const rule = 'sensitive-trait-in-browser';

describe.each(['segment', 'posthog', 'rudderstack'] as const)('traits of %s', (vendor) => {
  const judge = (traits: JsonObject) =>
    found(
      judgedShop(vendor, (shop) => void shop.page('/', (p) => void p.identify(anna, traits).track('View'))),
      rule,
    );

  test('that stay with the server are told once, without their values', () => {
    const told = judge({ ssn: '078-05-1120', creditCardNumber: '4111111111111111' });
    expect(told).toMatchObject([{ severity: 'info', what: expect.stringContaining('ssn') }]);
    expect(JSON.stringify(told)).not.toContain('4111');
  });

  test('of other kinds are right', () => {
    expect(judge({ plan: 'free', email: 'anna@shop.test', passport_renewal_page: 'visited', password_changed: true })).toEqual([]);
  });
});

test.each([[{ password: 'hunter22' }], ['password', 'hunter22']] as const)('profiles of Mixpanel', (...args) => {
  const judged = judgedShop('mixpanel', (shop) => void shop.page('/', (p) => void p.tool.identify(anna).call('people.set', ...args)));
  expect(found(judged, rule)).toMatchObject([{ severity: 'info', what: expect.stringContaining('a password') }]);
});

test('properties of a person that PostHog is given by themselves', () => {
  const judged = judgedShop(
    'posthog',
    (shop) => void shop.page('/', (p) => void p.tool.identify(anna).call('setPersonProperties', {}, { iban: 'DE89370400440532013000' })),
  );
  expect(found(judged, rule)).toHaveLength(1);
});

test('what a server sends is where it belongs', () => {
  const judged = judgedShop('segment', (shop) =>
    shop.inject('segment', 'W', { type: 'identify', userId: anna, messageId: 'm', traits: { ssn: '078-05-1120' } }),
  );
  expect(found(judged, rule)).toEqual([]);
});

test('says that profiles are not known where calls are not seen', () => {
  const judged = judgedShop('mixpanel', (shop) => shop.inject('mixpanel', 'X', { event: 'a', properties: { token: 'X', $user_id: anna } }));
  expect(judged.unchecked).toContainEqual(expect.objectContaining({ rule, project: 'X' }));
});

test.each<JsonObject>([
  { ssn: '078-05-1120' },
  { 'Passport Number': 'C01X00T47' },
  { card_number: '4111 1111 1111 1111' },
  { note: '4111-1111-1111-1111' },
  { note: '3782 822463 10005' },
  { cvv: '123' },
  { diagnosis: 'diabetes' },
  { security_answer: 'Rosebud' },
  { payment: { card: 5555555555554444 } },
])('%j is sensitive', (traits) => {
  expect(sensitiveIn(traits)).toHaveLength(1);
});

test.each<JsonObject>([
  { passport_renewal_page: 'visited' },
  { passport: true },
  { card_number: '4111111111111112' },
  { order_id: '4111111111111111' },
  { note: '4111-1111-1111-1112' },
  { card: 'loyalty' },
  { password: '********' },
  { password: '' },
  { password_strength: 'weak' },
  { has_password: 'yes' },
  { diagnosis: '[REDACTED]' },
  { tax_id: 'pending' },
  { phone: '+4930123456' },
  { pan: 'handle' },
])('%j is not', (traits) => {
  expect(sensitiveIn(traits)).toEqual([]);
});
