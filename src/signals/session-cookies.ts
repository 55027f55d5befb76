import { isSessionKey } from './words.ts';

type Header = { readonly name: string; readonly value: string };

/** The part of a request, as DevTools tells of it (HAR 1.2), that is looked at. */
export type FinishedRequest = {
  readonly request: { readonly method: string; readonly headers: readonly Header[] };
  readonly response: { readonly status: number; readonly headers: readonly Header[] };
};

/** Names that servers give their session, besides those that scripts use. */
const serverSession =
  /^(connect\.sid|php-?sessid|jsessionid|asp\.net_sessionid|laravel_session|remember(_web|_me|-me|_token|_user_token).*|sid)$/i;

const headersOf = (headers: readonly Header[], name: string): readonly string[] =>
  headers.flatMap((header) => (header.name.toLowerCase() === name ? header.value.split('\n') : []));

/** Of a `Set-Cookie` header: the name, whether scripts see it, and whether it is removed; never what it holds. */
const cookieOf = (header: string, now: number): { readonly name: string; readonly isHidden: boolean; readonly isRemoved: boolean } => {
  const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
  const value = (name: string): string | undefined =>
    attributes.find((attribute) => attribute.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const equals = pair.indexOf('=');
  const age = value('max-age');
  const end = Date.parse(value('expires') ?? '');
  return {
    name: pair.slice(0, Math.max(equals, 0)),
    isHidden: attributes.some((attribute) => attribute.toLowerCase() === 'httponly'),
    isRemoved: pair.length === equals + 1 || (age === undefined ? end <= now : Number(age) <= 0),
  };
};

/**
 * Whether the answer to a request of the site set a session cookie that was not there, or removed one that was: cookies
 * that scripts do not see, which is why DevTools is asked. A page that is loaded may set one for anybody, so that only
 * requests by script count for a login. Null for anything else.
 */
export const sessionCookieChange = ({ request, response }: FinishedRequest, now: number): 'set' | 'removed' | null => {
  const [site] = headersOf(request.headers, 'sec-fetch-site');
  const [mode] = headersOf(request.headers, 'sec-fetch-mode');
  if (site === 'cross-site' || response.status >= 400) return null;
  const sent = new Set(headersOf(request.headers, 'cookie').flatMap((header) => header.split('; ').map((pair) => pair.split('=', 1)[0])));
  const cookies = headersOf(response.headers, 'set-cookie')
    .map((header) => cookieOf(header, now))
    .filter(({ name, isHidden }) => isHidden && (isSessionKey(name) || serverSession.test(name)));
  if (cookies.some(({ name, isRemoved }) => isRemoved && sent.has(name))) return 'removed';
  const isByScript = request.method !== 'GET' && (mode === 'cors' || mode === 'same-origin');
  return isByScript && cookies.some(({ name, isRemoved }) => !isRemoved && !sent.has(name)) ? 'set' : null;
};
