import { describe, expect, test } from 'vitest';
import { anna, ben, browse, leave } from '../../support/correct-stories.ts';
import { runsIn, shopRuns, verdicts, whyOf } from '../../support/flow-runs.ts';
import { judgedOf } from '../../support/judging.ts';
import { type Shop, shopVendors } from '../../support/shops.ts';

const legacy = { models: { T: 'mixpanel-legacy' } };
const runsOf = (build: (shop: Shop) => void, options: object = legacy) => shopRuns('alias-then-identify', 'mixpanel', build, { options });
const signUp = (shop: Shop, id: string) => {
  browse(shop);
  shop.page('/signup', (p) => void p.login().tool.call('alias', id).identify(id).track('Sign Up'));
};

describe("sign-up by alias in Mixpanel's legacy system", () => {
  test('passes with every step', () => {
    const [run, ...more] = runsOf((shop) => signUp(shop, anna));
    expect(more).toEqual([]);
    expect(Object.values(verdicts(run))).toEqual(['pass', 'pass', 'pass', 'pass', 'pass']);
    expect(whyOf(run, 'history-lands-on-user')).toBe(`All 2 anonymous events land on ${anna}.`);
  });

  test('is a run for each user', () => {
    const runs = runsOf((shop) => {
      signUp(shop, anna);
      leave(shop);
      signUp(shop, ben);
    });
    expect(runs.map((r) => [r.run, r.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
  });

  test('fails when alias is called again at a log-in', () => {
    const [run] = runsOf((shop) => {
      signUp(shop, anna);
      leave(shop);
      signUp(shop, anna);
    });
    expect(verdicts(run)['alias-once']).toBe('fail');
  });

  test('takes handlers that run twice for one', () => {
    const [run] = runsOf((shop) => {
      browse(shop);
      shop.page('/signup', (p) => void p.tool.call('alias', anna).call('alias', anna).identify(anna).track('Sign Up'));
    });
    expect(verdicts(run)['alias-once']).toBe('not-applicable');
  });

  test('fails after identify, where the SDK does nothing any more', () => {
    const [run] = runsOf((shop) => {
      browse(shop);
      shop.page('/signup', (p) => void p.login().identify(anna).track('Sign Up').tool.call('alias', anna).track('View'));
    });
    expect(verdicts(run)).toMatchObject({ 'before-identify': 'fail' });
  });

  test('fails when an event of the server comes before the alias', () => {
    const [run] = runsOf((shop) => {
      browse(shop);
      shop.inject('mixpanel', 'T', {
        event: 'Welcome Mail',
        properties: { token: 'T', distinct_id: anna, $user_id: anna, $insert_id: 'w', time: shop.now() / 1000 },
      });
      shop.page('/signup', (p) => void p.login().tool.call('alias', anna).identify(anna).track('Sign Up'));
    });
    expect(verdicts(run)['before-known-event']).toBe('fail');
    expect(whyOf(run, 'before-known-event')).toContain('(Welcome Mail)');
  });

  test('waits for an event after the alias', () => {
    const [run] = runsOf((shop) => {
      browse(shop);
      shop.page('/signup', (p) => void p.tool.call('alias', anna), { stay: true });
    });
    expect(run?.verdict).toBe('incomplete');
    expect(verdicts(run)).toMatchObject({ 'before-identify': 'waiting', 'history-lands-on-user': 'waiting' });
  });

  test('is not tried by a log-in, which needs no alias', () => {
    expect(runsOf((shop) => [browse(shop), shop.page('/login', (p) => void p.login().identify(anna).track('Log In'))])).toEqual([]);
  });
});

test.each(shopVendors)('is no flow of %s with its usual model, and nobody is asked to try it', (vendor) => {
  const build = (shop: Shop) => [
    browse(shop),
    shop.page('/signup', (p) => void p.tool.call('alias', anna).identify(anna).track('Sign Up')),
  ];
  expect(shopRuns('alias-then-identify', vendor, build)).toEqual([]);
});

test('takes an alias of Kissmetrics', () => {
  const lines = [
    { event: 'View', anonymous_id: 'a1', timestamp: 1_795_000_001 },
    { alias: ['a1', anna], timestamp: 1_795_000_002 },
    { event: 'Sign Up', identity: anna, timestamp: 1_795_000_003 },
  ];
  const judged = judgedOf((r) => lines.forEach((line) => void r.inject('kissmetrics', 'K', line)));
  const [run] = runsIn(judged, 'alias-then-identify');
  expect(verdicts(run)).toMatchObject({ 'alias-once': 'pass', 'before-known-event': 'pass' });
  expect(run?.verdict).not.toBe('fail');
});
