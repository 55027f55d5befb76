import { describe, expect, test } from 'vitest';
import type { FlowResult } from '../../../src/flows/flow.ts';
import { anna, ben, browse, enter as enterShop, leave as leaveShop } from '../../support/correct-stories.ts';
import { shopRuns } from '../../support/flow-runs.ts';
import { judgedOf, shopOf, type Vendor, vendors } from '../../support/judging.ts';
import type { RecordingBuilder } from '../../support/recording-builder.ts';
import { type Shop, shopVendors } from '../../support/shops.ts';

const runsOf = (build: (r: RecordingBuilder) => void): readonly FlowResult[] =>
  judgedOf(build).flows.filter((f) => f.flow === 'shared-device');
const verdicts = (run: FlowResult | undefined) => Object.fromEntries(run?.steps.map((s) => [s.step, s.verdict]) ?? []);

const enter = (r: RecordingBuilder, vendor: Vendor, id: string) => {
  shopOf(r, vendor)('/', ({ sdk }) => sdk.page());
  shopOf(r, vendor)('/login', ({ d }) => d.login());
  shopOf(r, vendor)('/welcome', ({ sdk }) => sdk.identify(id).track('Log In'));
};
const leave = (r: RecordingBuilder, vendor: Vendor, { reset = true, seen = true } = {}) =>
  shopOf(r, vendor)('/account', ({ d, sdk }) => {
    if (seen) d.logout();
    sdk.track('Log Out');
    if (reset) sdk.reset();
  });

describe.each(vendors)('a shared device in %s', (vendor) => {
  test('passes with every step', () => {
    const [run, ...more] = runsOf((r) => {
      enter(r, vendor, 'anna');
      leave(r, vendor);
      enter(r, vendor, 'ben');
    });
    expect(more).toEqual([]);
    expect(run?.steps.map((s) => [s.step, s.verdict])).toEqual(
      ['fresh-visitor', 'first-logs-in', 'logout', 'reset-took-effect', 'anonymous-lands-on-nobody', 'second-logs-in', 'kept-apart'].map(
        (s) => [s, 'pass'],
      ),
    );
    expect(run?.verdict).toBe('pass');
  });

  test('waits when the page of the log-out is the last that was seen', () => {
    const [run] = runsOf((r) => {
      enter(r, vendor, 'anna');
      leave(r, vendor, { reset: false });
    });
    expect(run?.verdict).toBe('incomplete');
    expect(verdicts(run)).toMatchObject({ 'reset-took-effect': 'waiting' });
  });

  test('two people without a log-out between them fail by the missing reset, and keep their events', () => {
    const [run] = runsOf((r) => {
      enter(r, vendor, 'anna');
      shopOf(r, vendor)('/switch', ({ sdk }) => sdk.identify('ben').track('View'));
    });
    expect(verdicts(run)).toMatchObject({ 'reset-took-effect': 'fail', 'kept-apart': 'pass' });
  });

  test('fails without a reset', () => {
    const [run] = runsOf((r) => {
      enter(r, vendor, 'anna');
      leave(r, vendor, { reset: false });
      enter(r, vendor, 'ben');
    });
    expect(run?.verdict).toBe('fail');
    expect(verdicts(run)).toMatchObject({
      'first-logs-in': 'pass',
      logout: 'pass',
      'reset-took-effect': 'fail',
      'anonymous-lands-on-nobody': 'fail',
      'kept-apart': 'fail',
    });
  });

  test('does not blame the log-out event on anybody', () => {
    const [run] = runsOf((r) => {
      enter(r, vendor, 'anna');
      leave(r, vendor, { reset: false });
      enter(r, vendor, 'ben');
    });
    expect(run?.steps.some((s) => s.why.includes('Log Out'))).toBe(false);
  });

  test('three people are two runs', () => {
    const runs = runsOf((r) => {
      for (const id of ['anna', 'ben', 'cleo']) {
        enter(r, vendor, id);
        if (id !== 'cleo') leave(r, vendor);
      }
    });
    expect(runs.map((f) => [f.run, f.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
  });

  test('is not tried by one person alone', () => {
    expect(runsOf((r) => enter(r, vendor, 'anna'))).toEqual([]);
  });

  test('waits for the second person after the first has left', () => {
    const [run] = runsOf((r) => {
      enter(r, vendor, 'anna');
      leave(r, vendor);
    });
    expect(run?.verdict).toBe('incomplete');
    expect(verdicts(run)).toMatchObject({ 'reset-took-effect': 'pass', 'second-logs-in': 'waiting', 'kept-apart': 'waiting' });
  });

  test('does not ask for a third person once it was tried', () => {
    const runs = runsOf((r) => {
      enter(r, vendor, 'anna');
      leave(r, vendor);
      enter(r, vendor, 'ben');
      leave(r, vendor);
    });
    expect(runs.map((f) => f.verdict)).toEqual(['pass']);
  });

  test('is not what a returning user does', () => {
    const runs = runsOf((r) => {
      enter(r, vendor, 'anna');
      leave(r, vendor);
      enter(r, vendor, 'anna');
    });
    expect(runs).toEqual([]);
  });

  test('is incomplete when the log-out was not seen, and says which button helps', () => {
    const [run] = runsOf((r) => {
      enter(r, vendor, 'anna');
      leave(r, vendor, { seen: false });
      enter(r, vendor, 'ben');
    });
    expect(run?.verdict).toBe('incomplete');
    expect(run?.steps.find((s) => s.step === 'logout')?.why).toContain('I logged out');
  });

  test('goes on with a first person who was logged in before the recording', () => {
    const [run] = runsOf((r) => {
      shopOf(r, vendor)('/', ({ sdk }) => sdk.stored({ anonymousId: 'OLD', knownId: 'anna' }).track('View'));
      leave(r, vendor);
      enter(r, vendor, 'ben');
    });
    expect(verdicts(run)).toMatchObject({ 'fresh-visitor': 'not-applicable', 'first-logs-in': 'not-applicable', 'kept-apart': 'pass' });
    expect(run?.verdict).toBe('not-applicable');
  });

  test('has no anonymous stretch when the second logs in at once', () => {
    const [run] = runsOf((r) => {
      enter(r, vendor, 'anna');
      leave(r, vendor);
      shopOf(r, vendor)('/welcome', ({ d, sdk }) => {
        d.login();
        sdk.identify('ben').track('Log In');
      });
    });
    expect(verdicts(run)['anonymous-lands-on-nobody']).toBe('not-applicable');
    expect(run?.verdict).toBe('pass');
  });
});

test('an anonymous id that survives a reset fails', () => {
  const [run] = runsOf((r) => {
    enter(r, 'segment', 'anna');
    shopOf(r, 'segment')('/account', ({ d, sdk }) => {
      d.logout();
      const held = { anonymousId: 'KEPT', knownId: 'anna' };
      sdk.track('Log Out');
      d.fact({
        kind: 'call.observed',
        call: 'r1',
        vendor: 'segment',
        project: 'W',
        instance: 'W',
        method: 'reset',
        args: [],
        before: held,
        after: { ...held, knownId: null },
        site: null,
        parent: null,
        queued: false,
        replayOf: null,
      });
    });
  });
  expect(verdicts(run)['reset-took-effect']).toBe('fail');
});

describe.each(shopVendors)('a shared device as the SDK of %s does it', (vendor) => {
  test('passes, and what is anonymous in between is nobody’s', () => {
    const [run] = shopRuns('shared-device', vendor, (shop) => {
      browse(shop);
      enterShop(shop, anna);
      leaveShop(shop);
      browse(shop);
      enterShop(shop, ben);
    });
    expect(run?.verdict).toBe('pass');
    expect(verdicts(run)['anonymous-lands-on-nobody']).toBe('pass');
  });

  test('fails without a reset', () => {
    const [run] = shopRuns('shared-device', vendor, (shop) => {
      enterShop(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out'));
      browse(shop);
      enterShop(shop, ben);
    });
    expect(verdicts(run)).toMatchObject({ 'reset-took-effect': 'fail', 'anonymous-lands-on-nobody': 'fail', 'kept-apart': 'fail' });
  });
});

test('the reset of RudderStack that keeps the anonymous id fails only once somebody else follows', () => {
  const story = (shop: Shop, next: string | null) => {
    enterShop(shop, anna);
    shop.page('/bye', (p) => void p.logout().tool.call('reset'));
    browse(shop);
    if (next !== null) enterShop(shop, next);
  };
  const [alone] = shopRuns('shared-device', 'rudderstack', (shop) => story(shop, null));
  expect(alone?.verdict).toBe('incomplete');
  const [run] = shopRuns('shared-device', 'rudderstack', (shop) => story(shop, ben));
  expect(run?.steps.find((s) => s.step === 'reset-took-effect')?.why).toContain('reset(true)');
  expect(run?.verdict).toBe('fail');
});

test('the reset of PostHog that keeps the device id is enough', () => {
  const [run] = shopRuns('shared-device', 'posthog', (shop) => {
    enterShop(shop, anna);
    shop.page('/bye', (p) => void p.logout().tool.call('reset'));
    browse(shop);
    enterShop(shop, ben);
  });
  expect(run?.verdict).toBe('pass');
});

test('Original ID Merge needs no reset: the second person is refused the first one’s visitor', () => {
  const [run] = shopRuns(
    'shared-device',
    'mixpanel',
    (shop) => {
      enterShop(shop, anna);
      shop.page('/bye', (p) => void p.logout().track('Log Out'));
      browse(shop);
      enterShop(shop, ben);
    },
    { options: { models: { T: 'mixpanel-original' } } },
  );
  expect(verdicts(run)).toMatchObject({ 'reset-took-effect': 'not-applicable', 'kept-apart': 'pass' });
  expect(run?.verdict).toBe('pass');
});
