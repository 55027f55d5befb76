import { describe, expect, test } from 'vitest';
import { found, judgedOf, rulesOf, shopOf, vendors } from '../../support/judging.ts';

const rule = 'login-without-identify';

describe.each(vendors)('a log-in in %s', (vendor) => {
  test('after which nobody is identified: one error that counts what stays anonymous', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/login', ({ d, sdk }) => {
        sdk.track('View');
        d.login();
      });
      visit('/welcome', ({ sdk }) => sdk.track('Log In'));
      visit('/mug', ({ sdk }) => sdk.track('View'));
    });
    expect(judged.findings).toMatchObject([{ rule, severity: 'error', affected: 2 }]);
  });

  test('counts the page that answered the form from its first event on', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/login', ({ d, sdk }) => {
        sdk.track('Form');
        d.login({ confirmed: false });
      });
      visit('/welcome', ({ d, sdk }) => {
        sdk.track('Log In').track('View');
        d.login();
      });
      visit('/mug', ({ sdk }) => sdk.track('View'));
    });
    expect(judged.findings).toMatchObject([{ rule, affected: 3 }]);
  });

  test('several signs of one log-in are one finding', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/login', ({ d }) => d.login());
      visit('/welcome', ({ d, sdk }) => {
        d.login();
        sdk.track('View');
      });
      visit('/mug', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([rule]);
  });

  test('with identify on the next page is fine', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/login', ({ d, sdk }) => {
        sdk.track('View');
        d.login();
        sdk.track('Submitted');
      });
      visit('/welcome', ({ sdk }) => sdk.track('View').identify('anna').track('Log In'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('with identify before the confirmation is fine', () => {
    const judged = judgedOf((r) =>
      shopOf(r, vendor)('/welcome', ({ d, sdk }) => {
        sdk.identify('anna').track('Log In');
        d.login();
        sdk.track('View');
      }),
    );
    expect(rulesOf(judged)).toEqual([]);
  });

  test('that is not confirmed says nothing', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/login', ({ d }) => d.login({ confirmed: false }));
      visit('/login', ({ sdk }) => sdk.track('View'));
      visit('/mug', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
    expect(judged.unchecked.some((u) => u.rule === rule && u.why.includes('No confirmed log-in'))).toBe(true);
  });

  test('of somebody whose id is stored already says nothing', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ d, sdk }) => {
        sdk.stored({ anonymousId: 'D0', knownId: 'anna' }).track('View');
        d.login();
        sdk.track('View');
      });
      visit('/mug', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('while opted out says nothing', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/login', ({ d, sdk }) => {
        sdk.track('View').send().optOut();
        d.login();
      });
      visit('/welcome', ({ sdk }) => sdk.track('View'));
      visit('/mug', ({ sdk }) => sdk.track('View'));
    });
    expect(found(judged, rule)).toEqual([]);
  });

  test('waits ten seconds before it judges, and says so', () => {
    const build = (r: Parameters<Parameters<typeof judgedOf>[0]>[0]) =>
      void shopOf(r, vendor)(
        '/',
        ({ d, sdk }) => {
          d.login();
          sdk.track('View').send();
        },
        { stay: true },
      );
    const early = judgedOf(build, { until: (last) => last + 5_000 });
    expect(found(early, rule)).toEqual([]);
    expect(early.unchecked.some((u) => u.rule === rule && u.why.includes('10 seconds'))).toBe(true);
    expect(found(judgedOf(build, { until: (last) => last + 10_000 }), rule)).toHaveLength(1);
  });

  test('does not judge between two pages of a recording that goes on', () => {
    const judgedAt = (ms: number) =>
      rulesOf(
        judgedOf(
          (r) => {
            shopOf(r, vendor)('/', ({ d, sdk }) => {
              d.login();
              sdk.track('View');
            });
          },
          { until: (last) => last + ms },
        ),
      );
    expect([judgedAt(300), judgedAt(11_000)]).toEqual([[], [rule]]);
  });

  test('an alias names somebody, but identifies nobody', () => {
    const judged = judgedOf((r) => {
      shopOf(r, vendor)('/', ({ d, sdk }) => {
        d.login();
        sdk.alias('anna').track('View');
      });
    });
    expect(rulesOf(judged)).toEqual([rule]);
  });

  test('judges at once when the last page was closed', () => {
    const judged = judgedOf((r) => {
      shopOf(r, vendor)('/', ({ d, sdk }) => {
        d.login();
        sdk.track('View');
      });
    });
    expect(rulesOf(judged)).toEqual([rule]);
  });

  test('after which a server event links the pair says nothing', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/login', ({ d, sdk }) => {
        sdk.anonymous('D1').track('View');
        d.login();
      });
      visit('/welcome', ({ sdk }) => sdk.track('View'));
      visit('/mug', ({ sdk }) => sdk.track('View'));
      if (vendor === 'mixpanel')
        r.inject('mixpanel', 'T', {
          event: 'Paid',
          properties: { token: 'T', $device_id: 'D1', $user_id: 'anna', $insert_id: 'i1', time: r.now() / 1000 },
        });
      else
        r.inject('segment', 'W', {
          type: 'track',
          event: 'Paid',
          anonymousId: 'D1',
          userId: 'anna',
          messageId: 'm1',
          timestamp: new Date(r.now()).toISOString(),
        });
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('with no event afterwards says nothing', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/login', ({ d, sdk }) => {
        sdk.track('View');
        d.login();
        r.wait(20_000);
      });
    });
    expect(found(judged, rule)).toEqual([]);
  });
});
