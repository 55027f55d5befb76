import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/core/json.ts';
import { anna, ben, browse, enter } from '../../support/correct-stories.ts';
import { judgedShop, type Shop, type ShopVendor } from '../../support/shops.ts';

const rule = 'session-replay-spans-people';
const names = { mixpanel: '$mp_replay_id', posthog: '$session_id', amplitude: '[Amplitude] Session Replay ID' } as const;
const recorders = Object.keys(names) as (keyof typeof names)[];

const told = (vendor: ShopVendor, build: (shop: Shop) => void) =>
  judgedShop(vendor, build).findings.map((f) => ({ rule: f.rule, related: f.related }));
const tracked = (shop: Shop, id: string, properties: JsonObject): void =>
  void shop.page('/account', (p) => void p.identify(id).tool.track('View', properties));

describe.each(recorders)('a recording of %s', (vendor) => {
  test('that goes on with the next user is a consequence of the missing reset', () => {
    const findings = told(vendor, (shop) => {
      browse(shop);
      tracked(shop, anna, { [names[vendor]]: 'rec-1' });
      tracked(shop, ben, { [names[vendor]]: 'rec-1' });
    });
    expect(findings.find((f) => f.rule === 'user-switched-without-reset')?.related).toContain(rule);
    expect(findings.map((f) => f.rule)).not.toContain(rule);
  });

  test('of each user of their own is right', () => {
    const findings = told(vendor, (shop) => {
      tracked(shop, anna, { [names[vendor]]: 'rec-1' });
      tracked(shop, ben, { [names[vendor]]: 'rec-2' });
    });
    expect(findings.flatMap((f) => f.related)).not.toContain(rule);
  });

  test('is never told of alone', () => {
    const findings = told(vendor, (shop) => {
      enter(shop, anna);
      tracked(shop, anna, { [names[vendor]]: 'rec-1' });
      shop.page('/bye', (p) => void p.reset());
      tracked(shop, ben, { [names[vendor]]: 'rec-1' });
    });
    expect(findings.flatMap((f) => [f.rule, ...f.related])).not.toContain(rule);
  });
});
