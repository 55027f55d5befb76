import type { AuthSignal } from '../../../src/core/observation.ts';

/** A request to a page of the corpus. `form` is the body read as a posted form. */
export type Ask = {
  readonly method: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  readonly body: string;
  readonly cookies: ReadonlyMap<string, string>;
};

/** In `html` and `to`, `{app}` and `{idp}` stand for the origins of the page and of its identity provider. */
export type Answer = {
  readonly status?: number;
  readonly html?: string;
  readonly json?: unknown;
  readonly to?: string;
  readonly cookies?: readonly string[];
};

/** What a tester does. `see` is text that shows that it is done; `gives` are the confirmed signals that ought to stand here. */
export type Step = {
  readonly open?: string;
  readonly inNewTab?: boolean;
  readonly type?: Readonly<Record<string, string>>;
  readonly click?: string;
  readonly see?: string;
  /** The answer to the browser's own question. */
  readonly answers?: boolean;
  /** Milliseconds that the page itself takes. */
  readonly wait?: number;
  readonly gives?: readonly AuthSignal[];
};

/** One site. Routes are paths, of the identity provider when they begin with `idp`; `METHOD /path` wins over `/path`. */
export type AuthPage = {
  readonly name: string;
  /** How it is built, or which trap it is. */
  readonly build: string;
  /** A device that makes and uses passkeys without asking. */
  readonly authenticator?: true;
  readonly routes: Readonly<Record<string, Answer | ((ask: Ask) => Answer)>>;
  readonly visit: readonly Step[];
};

/** The site's analytics: one event a page, without which nobody would be watching. */
const analytics = `<script>navigator.sendBeacon('/collect', JSON.stringify({ event: 'Page', properties: { token: 'T', distinct_id: 'd' } }));</script>`;

export const page = (body: string, more: Omit<Answer, 'html'> = {}): Answer => ({
  ...more,
  html: `<!doctype html><html><head><meta charset="utf-8"><title>Site</title>${analytics}</head><body>${body}</body></html>`,
});
export const json = (value: unknown, status = 200, ...cookies: readonly string[]): Answer => ({ json: value, status, cookies });
export const to = (address: string, ...cookies: readonly string[]): Answer => ({ status: 303, to: address, cookies });

/** A session that no script can see, and its end. */
export const session = 'sid=1; Path=/; HttpOnly';
export const noSession = 'sid=; Path=/; HttpOnly; Max-Age=0';
export const isIn = ({ cookies }: Ask): boolean => cookies.has('sid');

export const right = { '#user': 'ada@site.example', '#pass': 'right' } as const;
export const wrong = { '#user': 'ada@site.example', '#pass': 'wrong' } as const;
export const isRight = ({ form, body }: Ask): boolean => form.get('pass') === 'right' || body.includes('"right"');

/** A form with `#user`, `#pass` and the button `#go`. */
export const form = (action: string, button = 'Log in', inner = ''): string =>
  `<form method="post" action="${action}"><input id="user" name="user" type="email" autocomplete="username">
  <input id="pass" name="pass" type="password" autocomplete="current-password">${inner}<button id="go">${button}</button></form>`;

/** Sends the first form by fetch as JSON; `ok` and `bad` are what happens then, with `answer` and `status`. */
export const byFetch = (address: string, ok: string, bad: string): string =>
  `<script>document.addEventListener('submit', async (event) => { event.preventDefault();
  const reply = await fetch('${address}', { method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify(Object.fromEntries(new FormData(event.target))) });
  const status = reply.status; const answer = await reply.json().catch(() => ({}));
  if (reply.ok) { ${ok} } else { ${bad} } });</script>`;
