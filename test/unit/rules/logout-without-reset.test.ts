import { describe, expect, test } from 'vitest';
import { found, judgedOf, rulesOf, shopOf, vendors } from '../../support/judging.ts';

const rule = 'logout-without-reset';

describe.each(vendors)('a log-out in %s', (vendor) => {
  test('without a reset: one error that counts the events after it', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.track('View').identify('anna').track('Log In'));
      visit('/account', ({ d }) => {
        d.logout();
        d.track('Log Out');
      });
      visit('/', ({ sdk }) => sdk.track('View'));
      visit('/mug', ({ sdk }) => sdk.track('View').track('Add'));
    });
    expect(rulesOf(judged)).toEqual([rule]);
    expect(judged.findings[0]).toMatchObject({ severity: 'error', affected: 3 });
  });

  test('the next person and the refused merge become its consequences', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In'));
      visit('/account', ({ d }) => d.logout());
      visit('/', ({ sdk }) => sdk.track('View').identify('ben').track('Log In').track('View'));
      visit('/later', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([rule]);
    expect(judged.findings[0]?.related).toContain('user-switched-without-reset');
    expect(judged.findings[0]?.related.includes('merge-refused')).toBe(vendor === 'mixpanel');
    expect(judged.findings[0]?.affected).toBe(1);
  });

  test('identify without an id clears nothing, so that what follows still counts', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In'));
      visit('/account', ({ d, sdk }) => {
        d.logout();
        sdk.identify(null);
      });
      visit('/', ({ sdk }) => sdk.track('View').track('Add'));
    });
    expect(found(judged, rule)).toMatchObject([{ affected: 2 }]);
  });

  test('each of two log-outs explains the person who came after it', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ d, sdk }) => {
        sdk.identify('anna').track('Log In');
        d.logout();
      });
      for (const name of ['ben', 'cleo'])
        visit(`/${name}`, ({ d, sdk }) => {
          sdk.track('View').identify(name).track('Log In');
          d.logout();
        });
    });
    expect(found(judged, rule)).toHaveLength(2);
    for (const finding of found(judged, rule)) expect(finding.related).toContain('user-switched-without-reset');
  });

  test('with the reset right after the log-out event is clean', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In'));
      visit('/account', ({ d, sdk }) => {
        d.logout();
        sdk.track('Log Out').reset();
      });
      visit('/', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('with the reset before the signal is clean', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ d, sdk }) => {
        sdk.identify('anna').track('Log In').track('Log Out').reset();
        d.logout();
      });
      visit('/', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('with the reset on the page that comes back, before any event, is clean', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ d, sdk }) => {
        sdk.identify('anna').track('Log In');
        d.logout();
        sdk.track('Log Out');
      });
      visit('/bye', ({ sdk }) => sdk.reset().track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('with an event on the page that comes back, before the reset, is an error', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ d, sdk }) => {
        sdk.identify('anna').track('Log In');
        d.logout();
      });
      visit('/bye', ({ sdk }) => sdk.track('View').reset().track('View'));
    });
    expect(rulesOf(judged)).toEqual([rule]);
    expect(judged.findings[0]?.affected).toBe(1);
  });

  test('in a single-page application: events before the late reset are excused', () => {
    const judged = judgedOf((r) => {
      shopOf(r, vendor)(
        '/',
        ({ d, sdk }) => {
          sdk.identify('anna').track('Log In');
          d.logout();
          sdk.track('Log Out');
          r.wait(800);
          sdk.reset().track('View').send();
        },
        { stay: true },
      );
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('in a single-page application without a reset: what follows the route change counts', () => {
    const judged = judgedOf((r) => {
      shopOf(r, vendor)(
        '/',
        ({ d, sdk }) => {
          sdk.identify('anna').track('Log In');
          d.logout();
          sdk.track('Log Out');
          d.route('https://shop.test/home');
          sdk.track('View');
          r.wait(9_000);
          sdk.track('Later').send();
        },
        { stay: true },
      );
    });
    expect(found(judged, rule)[0]?.affected).toBe(2);
  });

  test('waits five seconds before it judges, and says so', () => {
    const build = (r: Parameters<Parameters<typeof judgedOf>[0]>[0]) =>
      void shopOf(r, vendor)(
        '/',
        ({ d, sdk }) => {
          sdk.identify('anna').track('Log In');
          d.logout();
          d.route('https://shop.test/home');
          sdk.track('View').send();
        },
        { stay: true },
      );
    const early = judgedOf(build);
    expect(found(early, rule)).toEqual([]);
    expect(early.unchecked.filter((u) => u.rule === rule).map((u) => u.why)).toEqual([expect.stringContaining('5 seconds')]);
    expect(found(judgedOf(build, { until: (last) => last + 5_000 }), rule)).toHaveLength(1);
  });

  test('that is not confirmed says nothing', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ d, sdk }) => {
        sdk.identify('anna').track('Log In');
        d.logout({ confirmed: false });
      });
      visit('/account', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
    expect(judged.unchecked.some((u) => u.rule === rule && u.why.includes('No confirmed log-out'))).toBe(true);
  });

  test('inside a frame, as of somebody else, says nothing', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In'));
      const frame = r.document('https://idp.test/logout', { frame: 3 });
      frame.logout();
      frame.close();
      visit('/account', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('from another site says nothing, from another host of this site it does', () => {
    const leaving = (host: string) =>
      judgedOf((r) => {
        const visit = shopOf(r, vendor);
        visit('/', ({ sdk }) => sdk.identify('anna').track('Log In'));
        const other = r.document(`https://${host}/logout`);
        other.logout();
        other.close();
        visit('/account', ({ sdk }) => sdk.track('View'));
      });
    expect(rulesOf(leaving('elsewhere.test'))).toEqual([]);
    expect(rulesOf(leaving('accounts.shop.test'))).toEqual([rule]);
  });

  test('of somebody the SDK never knew says nothing', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ d, sdk }) => {
        sdk.track('View');
        d.logout();
      });
      visit('/bye', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('by expiry is judged like one by a button', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ d, sdk }) => {
        sdk.identify('anna').track('Log In');
        d.expiry();
      });
      visit('/login', ({ sdk }) => sdk.track('View'));
    });
    expect(found(judged, rule)[0]?.what).toContain('The session of anna ended');
  });

  test('a token that is exchanged is no log-out', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ d, sdk }) => {
        sdk.identify('anna').track('Log In');
        d.expiry();
        d.login();
      });
      visit('/account', ({ sdk }) => sdk.track('View'));
    });
    expect(rulesOf(judged)).toEqual([]);
  });

  test('several signs of one log-out are one finding, two log-outs are two', () => {
    const once = (visit: ReturnType<typeof shopOf>, user: string) => {
      visit('/', ({ sdk }) => sdk.identify(user).track('Log In'));
      visit('/account', ({ d }) => {
        d.logout();
        d.logout({ detail: '/logout' });
      });
      visit('/bye', ({ d, sdk }) => {
        d.logout({ detail: '/bye' });
        sdk.track('View');
      });
    };
    expect(rulesOf(judgedOf((r) => once(shopOf(r, vendor), 'anna')))).toEqual([rule]);
    const twice = judgedOf((r) => {
      once(shopOf(r, vendor), 'anna');
      once(shopOf(r, vendor), 'ben');
    });
    expect(rulesOf(twice)).toEqual([rule, rule]);
  });

  test('after which the same person logs in again counts only what lies between', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In'));
      visit('/account', ({ d }) => d.logout());
      visit('/', ({ sdk }) => sdk.track('View'));
      visit('/welcome', ({ d, sdk }) => {
        d.login();
        sdk.identify('anna').track('Log In').track('View');
      });
    });
    expect(judged.findings[0]?.affected).toBe(1);
  });

  test('while opted out sends nothing, so nothing is wrong', () => {
    const judged = judgedOf((r) => {
      const visit = shopOf(r, vendor);
      visit('/', ({ sdk }) => sdk.identify('anna').track('Log In').send());
      visit('/account', ({ d, sdk }) => {
        sdk.optOut();
        d.logout();
      });
      visit('/bye', ({ sdk }) => sdk.track('View'));
    });
    expect(found(judged, rule)).toEqual([]);
  });
});
