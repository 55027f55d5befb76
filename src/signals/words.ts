/** English, German, French, Spanish, Portuguese, Italian, Dutch, Swedish, Polish; logging in in the first five and Dutch. */
const logoutLabel =
  /\b(log|sign)[\s-]?(out|off)\b|abmelden|auslog|d[ée]conne(x|c)|(cerrar|terminar|encerrar) ses|^(sair|salir|esci)$|uitlog|logga ut|wyloguj/;
const loginLabel = /\b(log|sign)[\s-]?in\b|anmelden|einlog|connexion|connecter|iniciar ses|^entrar$|inlog/;
const logoutPath = /(^|[/_.-])(log|sign)[_-]?(out|off)([/_.-]|$)/i;
const verify =
  /(check|v.rif|confirm|best.tig|pr.f|revis)\S* (sie )?(your|ihr|dein|vo|tu |su ).{0,16}(mail|inbox|post|bo.te|correo|bandeja)|mail\S* best.tig/i;

/** Longer texts are prose that mentions the word. */
const labelMax = 40;

const isLabel =
  (words: RegExp) =>
  (label: string | null): boolean => {
    const text = (label ?? '').trim();
    return text.length < labelMax && words.test(text.toLowerCase());
  };

/** A label that ends a session. */
export const isLogoutLabel = isLabel(logoutLabel);

/** A label that begins one. */
export const isLoginLabel = isLabel(loginLabel);

/** A path such as `/logout`, `/api/sign-out`, `/users/sign_out`. */
export const isLogoutPath = (path: string): boolean => logoutPath.test(path);

/** Words that send somebody to their inbox before the account can be used: English, German, French, Spanish. */
export const asksToVerify = (text: string): boolean => verify.test(text);

/** The path of an address as it may stand in a detail: no query, no fragment, short. Null for another origin or no address. */
export const pathWithin = (address: string, base: string): string | null => {
  try {
    const { origin, pathname } = new URL(address, base);
    return origin === new URL(base).origin ? pathname.slice(0, 80) : null;
  } catch {
    return null;
  }
};
