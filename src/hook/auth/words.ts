import { lower, sliceText, test, trimText, UrlOf } from '../intrinsics.ts';

const logoutWords = [
  /\blog[\s-]?out\b/,
  /\bsign[\s-]?(out|off)\b/,
  /\blog[\s-]?off\b/,
  /\b(abmelden|ausloggen)\b/,
  /\b(d[ée]connexion|se d[ée]connecter|d[ée]connecter)\b/,
  /\b(cerrar sesi[óo]n|salir|desconectar(se)?)\b/,
  /\b(terminar sess[ãa]o|encerrar sess[ãa]o|sair)\b/,
  /(^|\s)(esci|disconnetti|disconnettersi)($|\s)/,
  /\b(uitloggen|afmelden)\b/,
  /\b(logga ut|log ud|logg ut|kirjaudu ulos)\b/,
  /\b(wyloguj|wyloguj si[ęe]|odhl[áa]sit|odhl[áa]si[ťt])/,
  /(выйти|выход)/,
  /(çıkış|oturumu kapat)/,
  /(ログアウト|サインアウト|로그아웃|退出登录|退出登錄|登出)/,
];

const logoutPath = /(^|[/_.-])(log|sign)[_-]?(out|off)([/_.-]|$)/i;
const loginPath =
  /(^|[/_.-])((log|sign)[_-]?(in|on|up)|auth|register|registration|join|session|account|anmelden|einloggen|connexion|acceso|entrar)s?([/_.-]|$)/i;

/** Longer texts are prose that mentions the word. */
const labelMax = 40;

/** A label that ends a session, in a dozen languages. */
export const isLogoutLabel = (label: string): boolean => {
  const text = lower(trimText(label));
  if (text === '' || text.length > labelMax) return false;
  for (const word of logoutWords) if (test(word, text)) return true;
  return false;
};

/** A path such as `/logout`, `/api/sign-out`, `/users/sign_out`. */
export const isLogoutPath = (path: string): boolean => test(logoutPath, path);

/** A path of a page that usually holds a login or sign-up form. */
export const isLoginPath = (path: string): boolean => test(loginPath, path);

/** The path of an address, for a detail: no query, no fragment, short. */
export const pathOf = (address: string, base: string): string => {
  try {
    const { pathname } = new UrlOf(address, base);
    return pathname.length > 80 ? `${sliceText(pathname, 0, 80)}…` : pathname;
  } catch {
    return '/';
  }
};
