import { describe, expect, test } from 'vitest';
import type { FlowResult } from '../../../src/flows/flow.ts';
import { anna, ben, browse, enter, leave } from '../../support/correct-stories.ts';
import { shopRuns } from '../../support/flow-runs.ts';
import { judgedOf, type Scene, shopOf, type Vendor, vendors } from '../../support/judging.ts';
import type { RecordingBuilder } from '../../support/recording-builder.ts';
import { shopVendors } from '../../support/shops.ts';

const runsOf = (build: (r: RecordingBuilder) => void, scene?: Scene): readonly FlowResult[] =>
  judgedOf(build, scene).flows.filter((f) => f.flow === 'sign-up');
const verdicts = (run: FlowResult | undefined) => Object.fromEntries(run?.steps.map((s) => [s.step, s.verdict]) ?? []);

const person = (r: RecordingBuilder, vendor: Vendor, id: string) => {
  const visit = shopOf(r, vendor);
  visit('/', ({ sdk }) => sdk.page().track('View'));
  visit('/signup', ({ d, sdk }) => {
    sdk.track('View');
    d.login();
  });
  visit('/welcome', ({ sdk }) => sdk.identify(id).track('Sign Up'));
};

describe.each(vendors)('sign-up in %s', (vendor) => {
  test('passes with every step', () => {
    const [run, ...more] = runsOf((r) => person(r, vendor, 'anna'));
    expect(more).toEqual([]);
    expect(run?.verdict).toBe('pass');
    expect(run?.steps.map((s) => [s.step, s.verdict])).toEqual(
      [
        'fresh-visitor',
        'anonymous-events',
        'login-confirmed',
        'identify',
        'event-after-identify',
        'history-lands-on-user',
        'first-touch-lands-on-user',
      ].map((s) => [s, 'pass']),
    );
  });

  test('tells two people on one browser apart', () => {
    const runs = runsOf((r) => {
      person(r, vendor, 'anna');
      shopOf(r, vendor)('/account', ({ d, sdk }) => {
        d.logout();
        sdk.track('Log Out').reset();
      });
      person(r, vendor, 'ben');
    });
    expect(runs.map((f) => [f.run, f.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
  });

  test('asks nothing while capturing is off', () => {
    const [run] = runsOf((r) => {
      shopOf(r, vendor)('/', ({ d, sdk }) => {
        sdk.optOut().track('View');
        d.login();
        sdk.identify('anna').track('Sign Up');
      });
    });
    expect(run?.verdict).toBe('not-applicable');
  });

  test('needs no identify where an event of a server links the visitor', () => {
    const [run, ...more] = runsOf((r) => {
      shopOf(r, vendor)('/', ({ d, sdk }) => {
        sdk.anonymous('X1').track('View');
        d.login();
        sdk.track('View');
      });
      r.inject(
        vendor,
        vendor === 'mixpanel' ? 'T' : 'W',
        vendor === 'mixpanel'
          ? { event: 'Sign Up', properties: { $device_id: 'X1', $user_id: 'anna', time: r.now() / 1000 } }
          : { type: 'track', event: 'Sign Up', anonymousId: 'X1', userId: 'anna', messageId: 'm' },
      );
    });
    expect(more).toEqual([]);
    expect(run?.verdict).toBe('pass');
    expect(verdicts(run)).toMatchObject({ identify: 'not-applicable', 'history-lands-on-user': 'pass' });
  });

  test('is not what a returning user does', () => {
    const runs = runsOf((r) => {
      person(r, vendor, 'anna');
      shopOf(r, vendor)('/account', ({ d, sdk }) => {
        d.logout();
        sdk.reset();
      });
      person(r, vendor, 'anna');
    });
    expect(runs).toHaveLength(1);
  });

  test('is not tried by browsing, nor by a failed log-in', () => {
    expect(
      runsOf((r) => {
        shopOf(r, vendor)('/', ({ sdk }) => sdk.track('View'));
        shopOf(r, vendor)('/login', ({ d }) => d.login({ confirmed: false }));
      }),
    ).toEqual([]);
  });

  test('waits while the page is still open', () => {
    const [run] = runsOf((r) =>
      shopOf(r, vendor)(
        '/',
        ({ d, sdk }) => {
          sdk.track('View').send();
          d.login();
        },
        { stay: true },
      ),
    );
    expect(run?.verdict).toBe('incomplete');
    expect(verdicts(run)).toMatchObject({ 'login-confirmed': 'pass', identify: 'waiting', 'event-after-identify': 'waiting' });
  });

  test('fails when identify never comes', () => {
    const [run] = runsOf((r) => {
      shopOf(r, vendor)('/login', ({ d, sdk }) => {
        sdk.track('View');
        d.login();
      });
      shopOf(r, vendor)('/', ({ sdk }) => sdk.track('View'));
    });
    expect(run?.verdict).toBe('fail');
    expect(verdicts(run).identify).toBe('fail');
  });

  test('is incomplete when no log-in was seen, and says which button helps', () => {
    const [run] = runsOf((r) => shopOf(r, vendor)('/', ({ sdk }) => sdk.track('View').identify('anna').track('Sign Up')));
    expect(run?.verdict).toBe('incomplete');
    expect(run?.steps.find((s) => s.step === 'login-confirmed')?.why).toContain('I logged in');
  });

  test('cannot be judged when the anonymous id was stored before', () => {
    const [run] = runsOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.stored({ anonymousId: 'OLD', knownId: null }).track('View'));
      visit('/signup', ({ d, sdk }) => {
        d.login();
        sdk.identify('anna').track('Sign Up');
      });
    });
    expect(run?.verdict).toBe('not-applicable');
    expect(run?.steps[0]).toMatchObject({ step: 'fresh-visitor', verdict: 'not-applicable', why: expect.stringContaining('OLD') });
  });

  test('can be judged again after a reset, whatever was stored before', () => {
    const runs = runsOf((r) => {
      shopOf(r, vendor)('/', ({ d, sdk }) => {
        sdk.stored({ anonymousId: 'OLD', knownId: 'old-anna' }).track('View');
        d.logout();
        sdk.reset();
      });
      person(r, vendor, 'ben');
    });
    expect(runs.map((f) => f.verdict)).toEqual(['pass']);
  });

  test('has nothing to carry over when identify comes first', () => {
    const [run] = runsOf((r) =>
      shopOf(r, vendor)('/', ({ d, sdk }) => {
        d.login();
        sdk.identify('anna').track('Sign Up');
      }),
    );
    expect(run?.verdict).toBe('not-applicable');
  });

  test('fails when a reset cut the history off', () => {
    const [run] = runsOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.page().track('View'));
      visit('/welcome', ({ d, sdk }) => {
        sdk.reset();
        d.login();
        sdk.identify('anna').track('Sign Up');
      });
    });
    expect(verdicts(run)).toMatchObject({ 'history-lands-on-user': 'fail', 'first-touch-lands-on-user': 'fail' });
  });

  test('fails on a placeholder', () => {
    const [run] = runsOf((r) => person(r, vendor, 'undefined'));
    expect(verdicts(run).identify).toBe('fail');
  });
});

test('identify without an event fails in Mixpanel, where it links nothing', () => {
  const [run] = runsOf((r) =>
    shopOf(r, 'mixpanel')('/', ({ d, sdk }) => {
      sdk.track('View');
      d.login();
      sdk.identify('anna');
    }),
  );
  expect(verdicts(run)).toMatchObject({ 'event-after-identify': 'fail', 'history-lands-on-user': 'fail' });
});

test('a file of events is judged without log-ins', () => {
  const line = (n: number, more: object) => ({
    event: 'View',
    properties: { token: 'T', $device_id: 'D1', $insert_id: `i${n}`, time: 1_795_000_000 + n, ...more },
  });
  const [run] = runsOf((r) => [line(1, {}), line(2, { $user_id: 'anna' })].forEach((p) => void r.inject('mixpanel', 'T', p)));
  expect(run?.verdict).toBe('pass');
  expect(verdicts(run)['login-confirmed']).toBe('not-applicable');
});

describe.each(shopVendors)('sign-up as the SDK of %s does it', (vendor) => {
  test('passes, for each person once', () => {
    const runs = shopRuns('sign-up', vendor, (shop) => {
      for (const id of [anna, ben, anna]) {
        browse(shop);
        enter(shop, id);
        leave(shop);
      }
    });
    expect(runs.map((f) => [f.run, f.verdict])).toEqual([
      [1, 'pass'],
      [2, 'pass'],
    ]);
    expect(verdicts(runs[0])).toMatchObject({ 'anonymous-events': 'pass', 'history-lands-on-user': 'pass' });
  });

  test('fails when a reset cuts the history off, and when identify never comes', () => {
    const [cut] = shopRuns('sign-up', vendor, (shop) => {
      browse(shop);
      shop.page('/welcome', (p) => void p.reset().login().identify(anna).track('Sign Up'));
    });
    expect(verdicts(cut)['history-lands-on-user']).toBe('fail');
    const [never] = shopRuns('sign-up', vendor, (shop) => {
      browse(shop);
      shop.page('/login', (p) => void p.login().track('View'));
    });
    expect(verdicts(never).identify).toBe('fail');
  });
});

test("asks nothing of the history without an alias in Mixpanel's legacy system: a log-in has none", () => {
  const [run] = shopRuns(
    'sign-up',
    'mixpanel',
    (shop) => {
      browse(shop);
      enter(shop, anna);
    },
    { options: { models: { T: 'mixpanel-legacy' } } },
  );
  expect(verdicts(run)).toMatchObject({ identify: 'pass', 'history-lands-on-user': 'not-applicable' });
});
