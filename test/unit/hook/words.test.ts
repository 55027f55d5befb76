import { describe, expect, test } from 'vitest';
import { isLoginPath, isLogoutLabel, isLogoutPath } from '../../../src/hook/auth/words.ts';

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

  test('paths of login pages', () => {
    expect(['/login', '/sign-up', '/users/sign_in', '/account/register', '/session/new'].every(isLoginPath)).toBe(true);
    expect(['/', '/shop', '/author/7', '/logistics', '/signature'].some(isLoginPath)).toBe(false);
  });
});
