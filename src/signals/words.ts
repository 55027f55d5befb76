/** English, German, French, Spanish, Portuguese, Italian, Dutch, Nordic, Polish, Czech, Slovak, Hungarian, Romanian, Turkish, Russian, Ukrainian, Greek, Japanese, Chinese, Korean, Vietnamese, Thai, Arabic, Hebrew. */
const logoutLabel = new RegExp(
  [
    /\b(log|sign)[\s-]?(me |yourself )?(out|off)\b/,
    /abmelden|abmeldung|auslog|d[ée]conne(x|c)|(cerrar|terminar|encerrar) (la )?ses|^(sair|salir|esci|afmelden)$|disconnetti/,
    /uitlog|log(ga|g) (ut|av)\b|log (ud|af)\b|kirjaudu ulos|wyloguj|odhl[aá]si|kijelentkez|deconect|çıkış yap|oturumu kapat/,
    /^(выйти|выход|вийти)|αποσύνδεση|ログアウト|サインアウト|退出登[录錄]|登出|^退出$|로그아웃|đăng xuất|ออกจากระบบ|تسجيل الخروج|התנתק/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
const loginLabel = new RegExp(
  [
    /\b(log|sign)[\s-]?in\b/,
    /anmelden|einlog|connexion|connecter|s.identifier|iniciar ses|^(entrar|acceder|ingresar|accedi|masuk)$|inlog|aanmelden/,
    /log(ga|g) inn?\b|log ind\b|kirjaudu|zaloguj|p[řr]ihl[aá]si|bejelentkez|autentific|giriş yap|oturum aç/,
    /^(войти|вход|увійти)|^σύνδεση|ログイン|サインイン|登[录錄入]|로그인|đăng nhập|เข้าสู่ระบบ|تسجيل الدخول|התחבר/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
/** What such words are also used for: lists of mail, other devices, articles about it, and saying no to it. */
const otherwise =
  /newsletter|mailing|all (other )?(devices|sessions)|^(how|why|when|wie|warum|comment|pourquoi|c[oó]mo)\b|\b(don.?t|not|no|nicht|nein|pas|stay|cancel)\b/;

const providers =
  /\b(with|mit|avec|con|com|met|via)\b.{0,24}\b(google|apple|facebook|microsoft|github|gitlab|linkedin|twitter|slack|discord|okta|sso|saml|passkey)|^(continue|weiter|continuer|continuar|doorgaan) (with|mit|avec|con|com|met) /;
const providerPath = /(^|\/)(oauth2?|oidc|openid|saml2?|sso|auth|connect)(\/|$)/i;

const logoutPath =
  /(^|[/_.-])((log|sign)[_-]?(out|off)|end[_-]?session|abmelden|ausloggen|deconnexion|cerrar-?sesion|uitloggen|wyloguj|logga-ut|odhlasit)([/_.-]|$)/i;
/** Paths that end other sessions than this one, or only tell of ending it. */
const notLeaving = /(^|[/_.-])(others?|elsewhere|urls?|settings|config|options|info|reasons?|survey|countdown|warning)([/_.-]|$)/i;
const loginPath = /(^|[/_.-])((log|sign)[_-]?in|anmelden|einloggen|connexion|iniciar-?sesion|inloggen|zaloguj|logga-in)(\.\w+)?\/?$/i;
const sessionPath = /(^|\/)(sessions?|auth|token|login)(\/(current|me|self))?\/?$/i;

const verify =
  /(check|v.rif|confirm|best.tig|pr.f|revis)\S* (sie )?(your|ihr|dein|vo|tu |su ).{0,16}(mail|inbox|post|bo.te|correo|bandeja)|mail\S* best.tig/i;
const expired =
  /(session|sitzung|sesi[oó]n|sess[aã]o|sessione).{0,24}(expir|timed? ?out|abgelaufen|beendet|caduc|termin|scadut)|expired|timed out/i;
const leaving = /really|are you sure|sure you want|wirklich|sicher|voulez-vous|[eê]tes-vous s[uû]r|seguro|certeza|sicuro|zeker|na pewno/i;
const gone =
  /(been|are( now)?) (logged|signed) (out|off)|(logged|signed) out (successfully|of)|abgemeldet|ausgeloggt|d[ée]connect[ée]|sesi[oó]n cerrada/i;

/** Longer texts are prose that mentions the word. */
const labelMax = 40;

/** What a control does it says first: “Yes, log me out”, “Vom Konto abmelden”. */
const wordsBefore = 2;

const isLabel =
  (words: RegExp) =>
  (label: string | null): boolean => {
    const text = (label ?? '').trim().toLowerCase();
    if (text.length >= labelMax || otherwise.test(text)) return false;
    const found = words.exec(text);
    return found !== null && text.slice(0, found.index).trim().split(/\s+/).length <= wordsBefore;
  };

/** A label that ends a session. */
export const isLogoutLabel = isLabel(logoutLabel);

const isLogin = isLabel(loginLabel);
/** A label that begins one. In some languages the word for leaving contains it. */
export const isLoginLabel = (label: string | null): boolean => isLogin(label) && !isLogoutLabel(label);

/** A label that sends somebody to a provider, such as “Continue with …”. */
export const isProviderLabel = isLabel(providers);

/** A name in code: a class, an id, a GraphQL operation. */
export const isLogoutName = (name: string): boolean => /((^|[^a-zA-Z])(log|sign)|Log|Sign)[_-]?[oO](ut|ff)/.test(name);
export const isLoginName = (name: string): boolean => /((^|[^a-zA-Z])(log|sign)|Log|Sign)[_-]?[iI]n(?![a-z])|[aA]uthenticate/.test(name);

/** A key whose value may be a session: libraries' own, and what sites call such things. Not what only leads to one. */
export const isSessionKey = (key: string): boolean =>
  /auth[_-]?(token|user)|access[_-]?token|id[_-]?token|session|jwt|^token$|authUser|-auth-token$|@@auth0spajs@@|oidc\.user|msal\..*idtoken/i.test(
    key,
  ) &&
  !/csrf|xsrf|mfa|otp|guest|anon|temp|state|nonce|verifier|txs|challenge|analytics|amplitude|segment|posthog|mixpanel|sentry|_ga|replay|^rl_|rudder|^_hj|intercom|^ab\.storage|nrba|optimizely|^_(sp|pk|dd)_|^mprtcl|snowplow/i.test(
    key,
  );

/** A path of pages that set a password anew, such as `/password/reset`; not one that merely asks for it. */
export const isPasswordPath = (path: string): boolean =>
  /(reset|forgot|recover|change|update|edit)[_-]?passw|passw(or[dt])?s?[_/-]?(reset|change|edit|update|forgot|recover|vergessen|aendern|neu)/i.test(
    path,
  );

const pathOnly = (address: string): string => address.replace(/[?#].*/s, '').replace(/^\w+:\/\/[^/]*/, '');

/** A path where one password for everybody opens a page: a shop before it opens, a protected post. */
export const isSharedPasswordPath = (path: string): boolean => /storefront|^\/password\/?$/i.test(path);

/** A path such as `/logout`, `/api/sign-out`, `/users/sign_out`. */
export const isLogoutPath = (path: string): boolean => logoutPath.test(path) && !notLeaving.test(pathOnly(path));
export const isLoginPath = (path: string): boolean => loginPath.test(path);
export const isProviderPath = (path: string): boolean => providerPath.test(path);
/** The session itself as a thing that requests create and delete, not one of a list. */
export const isSessionPath = (path: string): boolean => sessionPath.test(path);

/** Words that send somebody to their inbox before the account can be used: English, German, French, Spanish. */
export const asksToVerify = (text: string): boolean => verify.test(text);

/** Words that say that a session ended by itself. */
export const saysExpired = (text: string): boolean => expired.test(text);

/** Words that ask whether somebody really wants to leave, and words that say that they did. */
export const asksToLeave = (text: string): boolean => leaving.test(text);
export const saysGone = (text: string): boolean => gone.test(text);

/** The path of an address as it may stand in a detail: no query, no fragment, short. Null for another origin or no address. */
export const pathWithin = (address: string, base: string): string | null => {
  try {
    const { origin, pathname } = new URL(address, base);
    return origin === new URL(base).origin ? pathname.slice(0, 80) : null;
  } catch {
    return null;
  }
};
