// @vitest-environment happy-dom
import { beforeEach, describe, expect, test } from 'vitest';
import { controlOf, loginMeaning, logoutMeaning, offered } from '../../../src/signals/controls.ts';
import { asksForCredential, asksWho } from '../../../src/signals/credentials.ts';

/** Everything is shown but what is hidden: there is no layout here. */
beforeEach(() => {
  Element.prototype.getClientRects = function (this: Element) {
    return (this.closest('[hidden]') === null ? [{}] : []) as unknown as DOMRectList;
  };
});
const show = (html: string): Element => {
  document.body.innerHTML = html;
  return document.body.firstElementChild as Element;
};

describe('a control that logs out', () => {
  test.each([
    ['<button>Log out</button>', 'Log out'],
    ['<a href="/users/sign_out">Leave</a>', '/users/sign_out'],
    ['<form action="/logout"><button>Yes</button></form>', '/logout'],
    ['<button aria-label="Abmelden"><svg></svg></button>', 'Abmelden'],
    ['<button title="Sign out">⏻</button>', 'Sign out'],
    ['<a href="#"><img alt="Déconnexion"></a>', 'Déconnexion'],
    ['<a href="#"><i class="fa fa-sign-out-alt"></i></a>', 'an icon'],
    ['<button data-testid="user-logout"><svg></svg></button>', 'an icon'],
  ])('%s', (html, meaning) => {
    const top = show(html);
    expect(logoutMeaning(top.querySelector('button') ?? top)).toBe(meaning);
  });

  test.each([
    '<a href="https://elsewhere.test/logout">Theirs</a>',
    '<a href="/help">How to log out</a>',
    '<button class="logout-survey">Take part</button>',
    '<a href="/?variant=no-reset">No reset on log-out</a>',
    '<button>Log in</button>',
  ])('not: %s', (html) => {
    expect(logoutMeaning(show(html))).toBeNull();
  });
});

test('a control that logs in says so, leads there, or leads to a provider', () => {
  expect(loginMeaning(show('<button>Sign in</button>'))).toBe('Sign in');
  expect(loginMeaning(show('<a href="/login"><svg></svg></a>'))).toBe('/login');
  expect(loginMeaning(show('<a href="/auth/github">GitHub</a>'))).toBe('/auth/github');
  expect(loginMeaning(show('<a href="/offers">Offers</a>'))).toBeNull();
});

describe('what a page offers', () => {
  test('is what is shown; what is hidden counts where nothing is', () => {
    const offer = (html: string): string => {
      show(html);
      return offered(document);
    };
    expect(offer('<a href="/login">Log in</a>')).toBe('log-in');
    expect(offer('<a href="/login">Log in</a><a href="/logout">Log out</a>')).toBe('log-out');
    expect(offer('<a href="/login">Log in</a><div hidden><a href="/logout">Log out</a></div>')).toBe('log-in');
    expect(offer('<p>Ada</p><div hidden><a href="/logout">Log out</a></div>')).toBe('log-out');
    expect(offer('<a href="/offers">Offers</a>')).toBe('');
  });
});

describe('a field that asks who somebody is', () => {
  const asks = (html: string): readonly [boolean, boolean] => [asksWho(show(`<form>${html}</form>`)), asksForCredential(document)];
  const password = '<input type="password">';

  test('is for a password or a code', () => {
    expect(asks(`<input type="email">${password}`)).toEqual([true, true]);
    expect(asks(password + password)).toEqual([true, true]);
    expect(asks('<input autocomplete="one-time-code">')).toEqual([true, true]);
  });

  test('is none that changes a password, pays, or searches', () => {
    expect(asks(password + password + password)[0]).toBe(false);
    expect(asks('<input type="password" autocomplete="current-password"><input type="password" autocomplete="new-password">')[0]).toBe(
      false,
    );
    expect(asks('<input type="password" name="cvc">')).toEqual([false, false]);
    expect(asks('<input type="password" maxlength="4">')).toEqual([false, false]);
    expect(asks('<input type="search">')).toEqual([false, false]);
  });

  test('that nobody sees asks for nothing', () => {
    expect(asks('<div hidden><input type="password"></div>')[1]).toBe(false);
  });
});

test('a click means the nearest control, or the very element', () => {
  const button = show('<button><span>Log out</span></button><b>bare</b>');
  const seen: (Element | null)[] = [];
  document.addEventListener('click', (event) => seen.push(controlOf(event)), { once: true, capture: true });
  button.querySelector('span')?.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
  expect(seen).toEqual([button]);
});
