import { describe, expect, test } from 'vitest';
import { createAuthOutcomes } from '../../../src/core/auth-outcome.ts';
import type { AuthSignal, Observation } from '../../../src/core/observation.ts';

/** A tab that shows documents of sites, and what becomes of what they say. */
const watch = () => {
  const outcome = createAuthOutcomes();
  let at = 1_000;
  let seq = 0;
  let place = { document: 'A', tab: 1 };
  const told: string[] = [];
  const take = (fact: object): void => {
    seq += 1;
    at += 100;
    const made = outcome({ ...fact, seq, at, ...place, device: 'd', frame: 0 } as Observation);
    if (made?.kind === 'auth.signalled' && made.confirmed) told.push(`${made.signal} ${made.source} on ${place.document}`);
  };
  const said = (signal: AuthSignal, source: string, detail = '', confirmed = false): void =>
    take({ kind: 'auth.signalled', signal, source, detail, confirmed });
  return {
    told,
    said,
    open: (document: string, url: string, tab = 1): void => {
      place = { document, tab };
      take({ kind: 'document.opened', url, referrer: '', lifecycle: 'active' });
    },
    offersLogin: () => said('login', 'no-password-form', 'log-in'),
    offersLogout: () => said('login', 'no-password-form', 'log-out'),
    showsNeither: () => said('login', 'no-password-form', ''),
    asksForPassword: () => said('login', 'password-form-again', ''),
    wait: (ms: number): void => {
      at += ms;
    },
  };
};
const shop = 'https://shop.test/';
const provider = 'https://id.test/';

describe('a login at a provider', () => {
  test('is confirmed where the site offers to log out again', () => {
    const tab = watch();
    tab.open('A', shop);
    tab.offersLogin();
    tab.said('login', 'hint:intent', 'Sign in');
    tab.open('B', provider);
    tab.said('login', 'password-form', '/authenticate');
    tab.open('C', shop);
    tab.offersLogout();
    expect(tab.told).toEqual(['login intent on C']);
  });

  test('is none if the site goes on offering to log in, showed somebody before, or half an hour went by', () => {
    const given = (work: (tab: ReturnType<typeof watch>) => void) => {
      const tab = watch();
      tab.open('A', shop);
      work(tab);
      return tab.told;
    };
    const intent = (tab: ReturnType<typeof watch>) => tab.said('login', 'hint:intent', 'Sign in');
    expect(given((tab) => [intent(tab), tab.open('B', shop), tab.offersLogin()])).toEqual([]);
    expect(given((tab) => [tab.offersLogout(), intent(tab), tab.open('B', shop), tab.offersLogout()])).toEqual([]);
    expect(given((tab) => [intent(tab), tab.wait(1_800_000), tab.open('B', shop), tab.offersLogout()])).toEqual([]);
    expect(given((tab) => [intent(tab), tab.open('B', 'https://bank.test/'), tab.offersLogout()])).toEqual([]);
  });

  test('is not inferred from a page that always offers to log in and one that does not', () => {
    const tab = watch();
    tab.open('A', shop);
    tab.offersLogin();
    tab.open('B', shop);
    tab.offersLogout();
    expect(tab.told).toEqual([]);
  });
});

test('a link from the inbox logs in, in whatever tab it is opened', () => {
  const tab = watch();
  tab.open('A', shop);
  tab.said('login', 'hint:inbox', '/sent');
  tab.said('login', 'no-answer', '');
  tab.open('B', shop, 2);
  tab.offersLogout();
  expect(tab.told).toEqual(['login inbox on B']);
});

describe('a log-out that leaves the page', () => {
  const leave = (answer: (tab: ReturnType<typeof watch>) => void, left = true) => {
    const tab = watch();
    tab.open('A', shop);
    tab.said('logout', 'click', 'Log out');
    if (left) tab.said('logout', 'hint:left', 'Log out');
    tab.open('B', `${shop}logout`);
    answer(tab);
    return tab.told;
  };

  test('is confirmed by a page that offers nothing to log out of, if it left for the address of the control', () => {
    expect(leave((tab) => tab.showsNeither())).toEqual(['logout click on B']);
    expect(leave((tab) => tab.showsNeither(), false)).toEqual([]);
    expect(leave((tab) => tab.offersLogin(), false)).toEqual(['logout click on B']);
  });

  test('is not confirmed by a page that asks whether somebody really wants to, but by the one after the answer', () => {
    expect(leave((tab) => tab.offersLogout())).toEqual([]);
    const answered = leave((tab) => {
      tab.offersLogout();
      tab.said('logout', 'click', 'Yes');
      tab.open('C', shop);
      tab.offersLogin();
    });
    expect(answered).toEqual(['logout click on C']);
  });

  test('may be confirmed by what the next page shows once it has drawn itself', () => {
    expect(
      leave((tab) => {
        tab.showsNeither();
        tab.asksForPassword();
      }, false),
    ).toEqual(['logout click on B']);
  });
});

describe('an expiry', () => {
  const answered = (before: (tab: ReturnType<typeof watch>) => void, hint = 'hint:status') => {
    const tab = watch();
    tab.open('A', shop);
    before(tab);
    tab.said('expiry', hint, '401 /api/me');
    tab.asksForPassword();
    return tab.told;
  };

  test('is a site that showed somebody, says that nobody is there, and asks who is', () => {
    expect(answered((tab) => tab.offersLogout())).toEqual(['expiry status on A']);
    expect(answered((tab) => tab.said('login', 'password-form', '', true), 'hint:login-page')).toEqual([
      'login password-form on A',
      'expiry login-page on A',
    ]);
  });

  test('is none for a visitor whom nobody knew, or who has logged out', () => {
    expect(answered(() => undefined)).toEqual([]);
    expect(answered((tab) => tab.offersLogin())).toEqual([]);
    expect(answered((tab) => [tab.offersLogout(), tab.said('logout', 'request', '', true)])).toEqual(['logout request on A']);
  });

  test('is a log-out if somebody asked for one', () => {
    expect(answered((tab) => [tab.offersLogout(), tab.said('logout', 'click', 'Log out')])).toEqual(['logout click on A']);
  });
});

test('one login is told once, though both the page and who joins pages see it', () => {
  const tab = watch();
  tab.open('A', shop);
  tab.said('login', 'password-form', '/login');
  tab.offersLogout();
  tab.said('login', 'password-form', '/login: it is gone', true);
  expect(tab.told).toEqual(['login password-form on A']);
  tab.said('login', 'password-form', '/login');
  tab.said('login', 'password-form', '/login: it is gone', true);
  expect(tab.told).toHaveLength(2);
  tab.said('login', 'button', '', true);
  expect(tab.told).toHaveLength(3);
});

describe('a session cookie that scripts do not see', () => {
  test('confirms the attempt in whose document it was set or removed', () => {
    const tab = watch();
    tab.open('A', shop);
    tab.said('login', 'password-form', '/login');
    tab.said('login', 'hint:cookie');
    tab.said('logout', 'click', 'Leave');
    tab.open('B', shop);
    tab.said('logout', 'hint:cookie');
    expect(tab.told).toEqual(['login password-form on A', 'logout click on B']);
  });

  test('means nothing without an attempt, or on the page after a form: that may get one for anybody', () => {
    const tab = watch();
    tab.open('A', shop);
    tab.said('login', 'hint:cookie');
    tab.said('logout', 'hint:cookie');
    tab.said('login', 'password-form', '/login');
    tab.open('B', shop);
    tab.said('login', 'hint:cookie');
    expect(tab.told).toEqual([]);
  });
});

test('a request alone logs nobody in: a visitor without a name has a session, too', () => {
  const tab = watch();
  tab.open('A', shop);
  tab.said('login', 'request', '/session');
  tab.open('B', shop);
  tab.showsNeither();
  expect(tab.told).toEqual([]);
  tab.open('C', shop);
  tab.said('login', 'request', 'LogIn');
  tab.offersLogout();
  expect(tab.told).toEqual(['login request on C']);
});

test('hints and what pages show stand in no recording unless they confirm something', () => {
  const outcome = createAuthOutcomes();
  for (const source of ['hint:intent', 'hint:status', 'no-password-form', 'no-answer'])
    expect(
      outcome({ kind: 'auth.signalled', signal: 'login', confirmed: false, source, detail: '', seq: 1, at: 1, document: 'A', device: 'd' }),
    ).toBeNull();
});
