import { lower, sliceText, test, trimText, UrlOf } from '../intrinsics.ts';

/** English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Polish. */
const logoutLabel =
  /\b(log|sign)[\s-]?(out|off)\b|abmelden|ausloggen|d[ée]connexion|d[ée]connecter|cerrar sesi|(terminar|encerrar) sess|^(sair|salir|esci)$|uitlog|logga ut|wyloguj/;
const logoutPath = /(^|[/_.-])(log|sign)[_-]?(out|off)([/_.-]|$)/i;
const loginPath = /(^|[/_.-])((log|sign)[_-]?(in|on|up)|auth|register|join|session|account)s?([/_.-]|$)/i;

/** Longer texts are prose that mentions the word. */
const labelMax = 40;

/** A label that ends a session, in a dozen languages. */
export const isLogoutLabel = (label: string | null): boolean => {
  const text = trimText(label ?? '');
  return text.length < labelMax && test(logoutLabel, lower(text));
};

/** A path such as `/logout`, `/api/sign-out`, `/users/sign_out`. */
export const isLogoutPath = (path: string): boolean => test(logoutPath, path);

/** A path of a page that usually holds a login or sign-up form. */
export const isLoginPath = (path: string): boolean => test(loginPath, path);

/** The path of an address as it may stand in a detail: no query, no fragment, short. Null for another origin or no address. */
export const pathWithin = (address: string, base: string): string | null => {
  try {
    const { origin, pathname } = new UrlOf(address, base);
    return origin === new UrlOf(base).origin ? sliceText(pathname, 0, 80) : null;
  } catch {
    return null;
  }
};
