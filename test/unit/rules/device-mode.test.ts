import { describe, expect, test } from 'vitest';
import type { Judged } from '../../../src/reports/engine.ts';
import { anna, ben } from '../../support/correct-stories.ts';
import { judgedShop, type Shop, type ShopVendor } from '../../support/shops.ts';

const driven = ['mixpanel', 'posthog', 'amplitude'] as const satisfies readonly ShopVendor[];
const loud = ({ findings }: Judged) => findings.filter((f) => f.severity !== 'info').map((f) => [f.rule, f.vendor]);

describe.each(driven)('Segment that drives %s on the page', (vendor) => {
  const shopWith = (build: (visit: (path: string, act: Parameters<Shop['page']>[1]) => void) => void) =>
    judgedShop(['segment', vendor], (shop) => build((path, act) => void shop.page(path, act, { drives: [vendor] })));
  const enter = (visit: (path: string, act: Parameters<Shop['page']>[1]) => void, id: string) => {
    visit('/', (p) => void p.on('segment').track('View'));
    visit('/login', (p) => void p.login().on('segment').identify(id, { plan: 'free' }).track('Log In'));
  };

  test('raises no alarm when both are reset', () => {
    const judged = shopWith((visit) => {
      enter(visit, anna);
      visit('/bye', (p) => {
        p.logout().on('segment').track('Log Out');
        p.reset();
      });
      enter(visit, ben);
    });
    expect(loud(judged)).toEqual([]);
  });

  test('tells of the tool that was not reset, once', () => {
    const judged = shopWith((visit) => {
      enter(visit, anna);
      visit('/bye', (p) => void p.logout().on('segment').track('Log Out').reset());
      enter(visit, ben);
    });
    expect(loud(judged)).toEqual([['logout-without-reset', vendor]]);
  });

  test('tells of a switch once, for Segment', () => {
    const judged = shopWith((visit) => {
      enter(visit, anna);
      visit('/switch', (p) => void p.on('segment').identify(ben, { plan: 'free' }).track('Switch'));
    });
    expect(loud(judged)).toEqual([['user-switched-without-reset', 'segment']]);
  });

  test('tells of two ids of one person once, for Segment', () => {
    const judged = shopWith((visit) => {
      enter(visit, 'anna@shop.test');
      visit('/account', (p) => void p.on('segment').identify(anna, { plan: 'free' }).track('View'));
    });
    expect(loud(judged)).toEqual([['id-shape-changed', 'segment']]);
  });
});
