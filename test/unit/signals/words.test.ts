import { describe, expect, test } from 'vitest';
import {
  asksToLeave,
  asksToVerify,
  isLoginLabel,
  isLoginName,
  isLogoutLabel,
  isLogoutName,
  isLogoutPath,
  isPasswordPath,
  isProviderLabel,
  isSessionKey,
  isSessionPath,
  isSharedPasswordPath,
  saysExpired,
  saysGone,
} from '../../../src/signals/words.ts';

describe('words of logging out', () => {
  test.each([
    'Log out',
    'Logout',
    ' LOG-OUT ',
    'Sign out',
    'Sign off',
    'Log off',
    'Abmelden',
    'Ausloggen',
    'Déconnexion',
    'Se déconnecter',
    'Cerrar sesión',
    'Terminar sessão',
    'Sair',
    'Esci',
    'Uitloggen',
    'Logga ut',
    'Wyloguj się',
    'Yes, log me out',
    'Vom Konto abmelden',
    'Odhlásit se',
    'Kijelentkezés',
    'Çıkış yap',
    'Выйти',
    'ログアウト',
    '退出登录',
    '登出',
    '로그아웃',
    'Đăng xuất',
    'تسجيل الخروج',
  ])('%s', (label) => {
    expect(isLogoutLabel(label)).toBe(true);
  });

  test.each([
    'Log in',
    'Sign up',
    'No reset on log-out',
    'How to log out',
    'No, do not log out',
    'Sign out of all devices',
    'Vom Newsletter abmelden',
    'Checkout',
    'About',
    'Catalogue',
    'Blog outline',
    'How to log out of all your devices at once, explained',
    'Logo',
    'Check out now',
    'Salir de compras es caro y no tiene que ver con esto',
  ])('not: %s', (label) => {
    expect(isLogoutLabel(label)).toBe(false);
  });

  test.each(['/logout', '/api/v1/sign-out', '/users/sign_out', '/auth/signout', '/logoff', '/logout.php'])('path %s', (path) => {
    expect(isLogoutPath(path)).toBe(true);
  });

  test.each([
    '/',
    '/blog/outlook',
    '/logouts-explained',
    '/checkout',
    '/signoutside',
    '/catalogout',
    '/api/sessions/logout-others',
    '/auth/logout-url',
    '/logout/settings',
  ])('no logout path: %s', (path) => {
    expect(isLogoutPath(path)).toBe(false);
  });
});

describe('words of logging in', () => {
  test.each([
    'Log in',
    'Sign-in',
    'Login / Register',
    'Anmelden',
    'Einloggen',
    'Connexion',
    'Se connecter',
    'Iniciar sesión',
    'Entrar',
    'Inloggen',
    'Zaloguj się',
    'Войти',
    'ログイン',
    '登录',
    '로그인',
  ])('%s', (label) => {
    expect(isLoginLabel(label)).toBe(true);
  });

  test.each([
    'Log out',
    '退出登录',
    'Déconnexion',
    'How to log in',
    'Sign up',
    'Blog',
    'Account',
    'Cerrar sesión',
    'Why you should log in before you put things into the cart',
  ])('not: %s', (label) => {
    expect(isLoginLabel(label)).toBe(false);
  });
});

describe('words that send somebody to their inbox', () => {
  test.each([
    'Check your inbox',
    'Please verify your e-mail address to continue.',
    'Confirm your email',
    'Bitte bestätigen Sie Ihre E-Mail-Adresse',
    'Bestätige deine E-Mail',
    'Prüfen Sie Ihr Postfach',
    'E-Mail-Adresse bestätigen',
    'Vérifiez votre boîte de réception',
    'Confirmez votre adresse e-mail',
    'Revisa tu correo',
    'Verifica tu correo electrónico',
    'Confirma tu e-mail',
  ])('%s', (text) => {
    expect(asksToVerify(text)).toBe(true);
  });

  test.each([
    'Welcome back, Ada',
    'Check out our new collection',
    'Confirm your order',
    'Contact us by e-mail or post.',
    'Prüfen Sie Ihre Bestellung',
    'Votre panier est vide',
    'Tu correo: ada@shop.example',
    'Subscribe to our mailing list',
  ])('not: %s', (text) => {
    expect(asksToVerify(text)).toBe(false);
  });
});

describe('names in code', () => {
  test.each(['logout', 'nav-logout', 'icon_sign-out', 'fa fa-sign-out-alt', 'LogOut', 'userSignOut'])('of logging out: %s', (name) => {
    expect(isLogoutName(name)).toBe(true);
  });

  test.each(['blogout', 'layout', 'catalogOutline', 'checkout', 'LogIn'])('not of logging out: %s', (name) => {
    expect(isLogoutName(name)).toBe(false);
  });

  test.each(['LogIn', 'signIn', 'UserSignIn', 'login', 'authenticate'])('of logging in: %s', (name) => {
    expect(isLoginName(name)).toBe(true);
  });

  test.each(['LogOut', 'Me', 'bloginfo', 'DesignInput'])('not of logging in: %s', (name) => {
    expect(isLoginName(name)).toBe(false);
  });
});

describe('keys of sessions', () => {
  test.each([
    'auth_token',
    'access_token',
    'sessionid',
    'PHPSESSION',
    'jwt',
    'token',
    'sb-abc-auth-token',
    '@@auth0spajs@@::client::default',
    'firebase:authUser:AIza:[DEFAULT]',
    'CognitoIdentityServiceProvider.client.ada.accessToken',
  ])('%s', (key) => {
    expect(isSessionKey(key)).toBe(true);
  });

  test.each([
    'csrf_token',
    'mfa_token',
    'guest_session',
    'a0.spajs.txs.client',
    'amplitude_session',
    'rl_session',
    '_hjSession_7',
    'cart',
    'theme',
  ])('not: %s', (key) => {
    expect(isSessionKey(key)).toBe(false);
  });

  test('a password is set anew at addresses that say so', () => {
    for (const path of ['/password/reset', '/forgot-password', '/users/password/edit', '/account/change_password', '/passwort-vergessen'])
      expect(isPasswordPath(path)).toBe(true);
    for (const path of ['/login', '/login/password', '/account', '/users/sign_in']) expect(isPasswordPath(path)).toBe(false);
  });

  test('a password for everybody opens a page, at addresses that say so', () => {
    for (const path of ['/password', '/api/storefront-password']) expect(isSharedPasswordPath(path)).toBe(true);
    for (const path of ['/login/password', '/u/login/password', '/login']) expect(isSharedPasswordPath(path)).toBe(false);
  });

  test('a session is a thing of its own, one of a list is not', () => {
    for (const path of ['/api/session', '/sessions', '/auth', '/sessions/current']) expect(isSessionPath(path)).toBe(true);
    for (const path of ['/sessions/17', '/api/users', '/author']) expect(isSessionPath(path)).toBe(false);
  });
});

test('a control that leads to a provider says so', () => {
  for (const label of ['Continue with Google', 'Sign in with Apple', 'Mit Facebook anmelden', 'Continuer avec Shop'])
    expect(isProviderLabel(label)).toBe(true);
  for (const label of ['Continue', 'Continue shopping', 'Share on Facebook', 'Follow us']) expect(isProviderLabel(label)).toBe(false);
});

test('sessions that ended, questions about leaving, and words after it', () => {
  for (const text of ['Your session has expired', 'Ihre Sitzung ist abgelaufen', 'Su sesión ha caducado', 'You were timed out'])
    expect(saysExpired(text)).toBe(true);
  for (const text of ['Welcome back', 'A session with our coach']) expect(saysExpired(text)).toBe(false);
  for (const text of ['Are you sure you want to log out?', 'Wirklich abmelden?', 'Voulez-vous vous déconnecter ?'])
    expect(asksToLeave(text)).toBe(true);
  for (const text of ['You have been logged out.', 'Sie wurden abgemeldet.', 'Vous êtes déconnecté']) expect(saysGone(text)).toBe(true);
  for (const text of ['You are logged in', 'Log out']) expect(saysGone(text)).toBe(false);
});
