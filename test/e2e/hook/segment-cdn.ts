import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { listen, send } from '../../../demo/http.ts';
import { root } from '../support/paths.ts';

const { max } = createRequire(import.meta.url)('@segment/snippet') as { max(options: Record<string, unknown>): string };

export type SegmentCdn = { readonly url: string; stop(): Promise<void> };

/** Serves what Segment's CDN serves, from the installed package; settings come from the collector. */
export async function startSegmentCdn(): Promise<SegmentCdn> {
  const folder = `${root}node_modules/@segment/analytics-next/dist/umd/`;
  const server = await listen((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://cdn');
    const file = pathname.endsWith('/analytics.min.js') ? 'standalone.js' : /\/bundles\/([\w.-]+\.js)$/.exec(pathname)?.[1];
    if (file === undefined) return send(response, { status: 404 });
    send(response, { status: 200, headers: { 'content-type': 'text/javascript' }, body: readFileSync(folder + file) });
  }, 0);
  return { url: server.url, stop: server.stop };
}

/** Segment's own snippet, its library taken from `cdn` and its settings from `collector`; `then` runs at once, on the stub. */
export const segmentSnippet = (
  cdn: SegmentCdn,
  collector: { readonly url: string; readonly segmentHost: string },
  then: string,
): string => {
  const text = max({
    apiKey: 'WK',
    host: new URL(cdn.url).host,
    page: false,
    load: { integrations: { 'Segment.io': { apiHost: collector.segmentHost, protocol: 'http' } } },
  }).replace('"https://', '"http://');
  return `<script>${text}; analytics._cdn = ${JSON.stringify(collector.url)}; ${then}</script>`;
};
