import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { bodyText } from '../../demo/decode-payloads.ts';
import { listen, type Reply, readBody } from '../../demo/http.ts';
import type { Json } from '../../src/core/json.ts';
import type { Place } from '../e2e/sdk/sdk-under-test.ts';
import { bundled, cors, script } from '../e2e/sdk/served.ts';
import type { CorpusVendor, Tool } from './idioms/idioms.ts';

/** What the shop's pages are made of in one story. */
export type ShopPages = {
  readonly tools: readonly Tool[];
  /** Beside what an SDK is configured with; `user` is the e-mail of who is logged in. */
  readonly config: (vendor: CorpusVendor, user: string | null) => { readonly [key: string]: Json };
  readonly asks: boolean;
  readonly early: Partial<Readonly<Record<CorpusVendor, string>>>;
  readonly head: string;
};

export type ShopSite = {
  readonly port: number;
  /** The statements that the page at `path` runs when it is loaded; its log-out button runs `leaving` first. */
  page(path: string, code: string, leaving?: string): void;
  redirect(path: string, to: string): void;
  /** All sessions end on the server. */
  expire(): void;
  /** The access token that pages fetch with ends; sessions go on. */
  expireToken(): void;
  /** A cookie that the shop's answers set for who does not have it yet: the id that servers keep. */
  keepId(cookie: string, value: string): void;
  /** Requests nobody had an answer for. */
  unanswered(): readonly string[];
  stop(): Promise<void>;
};

/** With it nobody is let in. */
export const wrongPassword = 'forgotten';

/** Statements as a script of the page, named so that call sites name no tool. */
export const asScript = (code: string, origin: string): string =>
  `${/\bawait\b/.test(code) ? `(async () => { ${code} })();` : code}\n//# sourceURL=${origin}/shop.js`;

export const collectorOf = (vendor: CorpusVendor): string => `in.${vendor}.test`;
const placeOf = (vendor: CorpusVendor, origin: string): Place => ({
  origin,
  collector: `http://${collectorOf(vendor)}`,
  host: collectorOf(vendor),
});

const cookieOf = (request: IncomingMessage, name: string): string | null =>
  new RegExp(`(?:^|; )${name}=([^;]*)`).exec(request.headers.cookie ?? '')?.[1] ?? null;

const text = (status: number, body: string): Reply => ({ status, headers: { 'content-type': 'application/json' }, body });

/**
 * A shop with a log-in by form, sessions in a cookie that scripts do not see, a JSON interface with tokens, and the servers of
 * all vendors, told apart by host. Every name ends in `.test` and leads to this port.
 */
export async function startShopSite(pages: ShopPages): Promise<ShopSite> {
  const codes = new Map<string, { readonly code: string; readonly leaving: string }>();
  const redirects = new Map<string, string>();
  const sessions = new Map<string, string>();
  const tokens = new Set<string>();
  const unanswered: string[] = [];
  let kept: readonly [name: string, value: string] | null = null;

  const userOf = (request: IncomingMessage): string | null => sessions.get(cookieOf(request, 'sid') ?? '') ?? null;
  const begin = (request: IncomingMessage, email: string): string => {
    const id = randomUUID();
    sessions.set(id, email);
    const domain = (request.headers.host ?? '').split('.').slice(-2).join('.');
    return `sid=${id}; Path=/; Domain=${domain}; HttpOnly; SameSite=Lax`;
  };
  const ended = (request: IncomingMessage): string =>
    `sid=; Path=/; Domain=${(request.headers.host ?? '').split('.').slice(-2).join('.')}; HttpOnly; Max-Age=0`;

  const html = (request: IncomingMessage, origin: string, path: string): Reply => {
    const user = userOf(request);
    const agreed = !pages.asks || cookieOf(request, 'consent') === 'yes';
    // The identity provider is somebody else's site.
    const used = pages.tools.filter(({ startsOut }) => !origin.endsWith('//id.test') && (agreed || startsOut !== null));
    const heads = used.map((tool) => {
      const lib = tool.bundle === '' ? '' : `<script src="/lib/${tool.vendor}.js"></script>`;
      const early = pages.early[tool.vendor];
      return `${lib}${early === undefined ? '' : `<script>${early}</script>`}${tool.head(placeOf(tool.vendor, origin), { ...(agreed ? {} : tool.startsOut), ...pages.config(tool.vendor, user) })}`;
    });
    const { code, leaving } = codes.get(path) ?? { code: '', leaving: '' };
    const account =
      user === null
        ? '<a href="/login">Log in</a>'
        : `<p>Hello ${user}</p><form method="post" action="/logout"><button id="logout">Log out</button></form>
           <script>document.querySelector('#logout').form.addEventListener('submit', (event) => {
             event.preventDefault();
             (async () => { ${leaving} })().then(() => event.target.submit());
           });\n//# sourceURL=${origin}/account.js</script>`;
    const login = `<form method="post" action="${path}"><label>E-mail <input type="email" name="email" autocomplete="username"></label>
      <label>Password <input type="password" name="password" autocomplete="current-password"></label><button id="enter">Continue</button></form>
      <a id="elsewhere" href="http://id.test/authorize?response_type=code&client_id=shop&state=s-1">Continue with another account</a>`;
    return {
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">${heads.join('')}${used.length > 0 ? pages.head : ''}</head>
        <body><nav><a href="/">Home</a> ${account}</nav>${/^\/(login|signup)/.test(path) && user === null ? login : `<h1>${path}</h1>`}
        <script>${asScript(code, origin)}</script></body></html>`,
    };
  };

  const api = (request: IncomingMessage, path: string, body: string): Reply | null => {
    if (path === '/api/login') {
      const { email } = JSON.parse(body) as { email: string };
      return { ...text(200, '{"ok":true}'), headers: { 'set-cookie': begin(request, email), 'content-type': 'application/json' } };
    }
    if (path === '/api/logout') return { ...text(200, '{"ok":true}'), headers: { 'set-cookie': ended(request) } };
    if (path === '/api/token') {
      if (userOf(request) === null) return text(401, '{"error":"no session"}');
      const token = randomUUID();
      tokens.add(token);
      return text(200, JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 60 }));
    }
    if (path !== '/api/orders') return null;
    const token = (request.headers.authorization ?? '').replace('Bearer ', '');
    return userOf(request) !== null && tokens.has(token) ? text(200, '{"orders":[]}') : text(401, '{"error":"expired"}');
  };

  const shop = async (request: IncomingMessage, url: URL): Promise<Reply> => {
    const path = url.pathname;
    const lib = /^\/lib\/(\w+)\.js$/.exec(path)?.[1];
    const tool = pages.tools.find(({ vendor }) => vendor === lib);
    if (tool !== undefined) return script(bundled(tool.bundle), path);
    const body = request.method === 'POST' ? bodyText(await readBody(request)) : '';
    const said = api(request, path, body);
    if (said !== null) return said;
    if (request.method === 'POST' && path === '/logout')
      return { status: 303, headers: { location: redirects.get('/logout') ?? '/', 'set-cookie': ended(request) } };
    if (request.method === 'POST') {
      const form = new URLSearchParams(body);
      if (form.get('password') === wrongPassword) return { status: 303, headers: { location: `${path}?error=1` } };
      const email = form.get('email') ?? '';
      return { status: 303, headers: { location: redirects.get(`POST ${path}`) ?? '/welcome', 'set-cookie': begin(request, email) } };
    }
    const to = redirects.get(path);
    // Who comes back from the identity provider has a session then.
    if (to !== undefined && path === '/callback')
      return { status: 303, headers: { location: to, 'set-cookie': begin(request, url.searchParams.get('login_hint') ?? '') } };
    if (to === undefined) return html(request, url.origin, path);
    // Who comes with a session that has ended loses its cookie.
    const over = userOf(request) === null && cookieOf(request, 'sid') !== null;
    return { status: 303, headers: { location: to, ...(over ? { 'set-cookie': ended(request) } : {}) } };
  };

  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'shop.test'}`);
    if (request.method === 'OPTIONS') return { status: 204, headers: cors(request) };
    const tool = pages.tools.find(({ vendor }) => url.host === collectorOf(vendor));
    if (tool === undefined) return shop(request, url);
    const file = tool.files[url.pathname];
    if (file !== undefined) {
      const reply = script(file(), url.pathname);
      return { ...reply, headers: { ...cors(request), ...reply.headers } };
    }
    const body = await readBody(request);
    const asked = { method: request.method ?? 'GET', url, headers: request.headers, body, text: bodyText(body) };
    const reply = tool.answers(asked, placeOf(tool.vendor, `http://${request.headers.host}`));
    if (reply !== null) return { ...reply, headers: { ...cors(request), ...reply.headers } };
    // DevTools asks for source maps.
    if (!url.pathname.endsWith('.map')) unanswered.push(`${request.method} ${url.href}`);
    return { status: 404, headers: cors(request), body: 'Nothing is collected here.' };
  };

  // Not through `send`: what says no-store never enters the back/forward cache.
  const put = (request: IncomingMessage, response: ServerResponse, reply: Reply): void => {
    const given = reply.headers?.['set-cookie'];
    const own = kept !== null && cookieOf(request, kept[0]) === null && (request.headers.host ?? '').endsWith('shop.test');
    const cookies = [...(given === undefined ? [] : [given].flat()), ...(own && kept !== null ? [`${kept.join('=')}; Path=/`] : [])];
    response.writeHead(reply.status, {
      ...(reply.headers as Record<string, string>),
      ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    });
    response.end(reply.body ?? '');
  };
  const server = await listen((request, response) => {
    answer(request).then(
      (reply) => put(request, response, reply),
      (error: unknown) => {
        unanswered.push(`${request.method} ${request.url}: ${String(error)}`);
        put(request, response, { status: 500, headers: cors(request), body: String(error) });
      },
    );
  }, 0);
  return {
    port: Number(new URL(server.url).port),
    page: (path, code, leaving = '') => void codes.set(path, { code, leaving }),
    redirect: (path, to) => void redirects.set(path, to),
    expire: () => {
      sessions.clear();
      tokens.clear();
    },
    expireToken: () => tokens.clear(),
    keepId: (cookie, value) => {
      kept = [cookie, value];
    },
    unanswered: () => unanswered,
    stop: server.stop,
  };
}
