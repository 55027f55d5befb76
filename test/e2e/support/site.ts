import { readFileSync } from 'node:fs';
import { buildSync } from 'esbuild';
import { type Collector, startCollector } from '../../../demo/collector.ts';
import { listen, send } from '../../../demo/http.ts';
import { root } from './paths.ts';

/** A document of the test site: markup for head and body, and headers such as a policy. */
export type SitePage = { readonly head?: string; readonly body?: string; readonly headers?: Readonly<Record<string, string>> };

export type Site = {
  readonly origin: string;
  /** The same server under another name: another origin, another cookie jar. */
  readonly foreign: string;
  readonly collector: Collector;
  /** Puts a document at `path` (no query) and returns its address. A form sent to it is answered with a redirect to it. */
  page(path: string, page: SitePage): string;
  /** `path` answers with a redirect. */
  redirect(path: string, to: string): void;
  stop(): Promise<void>;
};

/** What the site offers besides its pages: the real SDKs, bundled once. */
const libraries = new Map<string, () => string>([
  ['/lib/mixpanel.js', () => readFileSync(`${root}node_modules/mixpanel-browser/dist/mixpanel-jslib-snippet.min.js`, 'utf8')],
  ['/lib/mixpanel-full.js', () => readFileSync(`${root}node_modules/mixpanel-browser/dist/mixpanel.globals.js`, 'utf8')],
  ['/lib/mixpanel-npm.js', () => bundle("import mixpanel from 'mixpanel-browser'; globalThis.app = { mixpanel };")],
  [
    '/lib/segment-npm.js',
    () => bundle("import { AnalyticsBrowser } from '@segment/analytics-next'; globalThis.app = { AnalyticsBrowser };"),
  ],
]);
const cache = new Map<string, string>();

/** An application's own bundle of an npm package: nothing of the vendor's is global. */
function bundle(contents: string): string {
  const result = buildSync({
    stdin: { contents, resolveDir: root, loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
  return result.outputFiles[0]?.text ?? '';
}

function library(path: string): string | undefined {
  const make = libraries.get(path);
  if (make === undefined) return undefined;
  const text = cache.get(path) ?? make();
  cache.set(path, text);
  return text;
}

const html = ({ head = '', body = '' }: SitePage): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test site</title>${head}</head><body>${body}</body></html>`;

/** Serves small pages with real SDKs, and a collector in the vendors' place on another port. */
export async function startSite(): Promise<Site> {
  const collector = await startCollector();
  const pages = new Map<string, SitePage>();
  const redirects = new Map<string, string>();
  const server = await listen((request, response) => {
    const path = new URL(request.url ?? '/', 'http://site').pathname;
    const script = library(path);
    if (script !== undefined)
      return send(response, { status: 200, headers: { 'content-type': 'text/javascript; charset=utf-8' }, body: script });
    const to = redirects.get(path) ?? (request.method === 'POST' ? path : undefined);
    if (to !== undefined) return send(response, { status: 303, headers: { location: to } });
    const page = pages.get(path);
    if (page === undefined) return send(response, { status: 404, body: 'no such page' });
    // Not through `send`: what says no-store never enters the back/forward cache.
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...page.headers });
    response.end(html(page));
  }, 0);
  const port = new URL(server.url).port;
  return {
    origin: server.url,
    foreign: `http://localhost:${port}`,
    collector,
    page: (path, page) => {
      pages.set(path, page);
      return server.url + path;
    },
    redirect: (path, to) => {
      redirects.set(path, to);
    },
    stop: async () => {
      await server.stop();
      await collector.stop();
    },
  };
}

/** Mixpanel as an npm package: `app.mixpanel`, started on `token`, batches sent often. Scripts carry the nonce `test`. */
export const mixpanelNpm = (site: Site, token: string, then = '', config: object = {}): string =>
  `<script nonce="test" src="/lib/mixpanel-npm.js"></script><script nonce="test">${mixpanelInit(site, 'app.mixpanel', token, config)}${then}</script>`;

export const mixpanelInit = (site: Site, variable: string, token: string, config: object = {}): string =>
  `${variable}.init(${JSON.stringify(token)}, ${JSON.stringify({ api_host: site.collector.url, batch_flush_interval_ms: 400, ...config })});`;

/** Segment as an npm package: `app.analytics`, started on `writeKey`. */
export const segmentNpm = (site: Site, writeKey: string, then = ''): string =>
  `<script nonce="test" src="/lib/segment-npm.js"></script><script nonce="test">app.analytics = app.AnalyticsBrowser.load(${JSON.stringify({
    writeKey,
    cdnURL: site.collector.url,
  })}, ${JSON.stringify({ integrations: { 'Segment.io': { apiHost: site.collector.segmentHost, protocol: 'http' } } })});${then}</script>`;

/** A form as for signing in or up; sent to `action`, which answers with a redirect. */
export const passwordForm = (action: string): string =>
  `<form method="post" action="${action}"><label>E-mail <input type="email" name="email" autocomplete="username"></label>
  <label>Password <input type="password" name="password" autocomplete="current-password"></label><button type="submit">Continue</button></form>`;
