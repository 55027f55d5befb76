import { describe, expect, test } from 'vitest';
import { asksToVerify, isLoginLabel, isLogoutLabel, isLogoutPath } from '../../../src/signals/words.ts';

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
  ])('%s', (label) => {
    expect(isLogoutLabel(label)).toBe(true);
  });

  test.each([
    'Log in',
    'Sign up',
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

  test.each(['/', '/blog/outlook', '/logouts-explained', '/checkout', '/signoutside', '/catalogout'])('no logout path: %s', (path) => {
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
  ])('%s', (label) => {
    expect(isLoginLabel(label)).toBe(true);
  });

  test.each(['Log out', 'Sign up', 'Blog', 'Account', 'Cerrar sesión', 'Why you should log in before you put things into the cart'])(
    'not: %s',
    (label) => {
      expect(isLoginLabel(label)).toBe(false);
    },
  );
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
