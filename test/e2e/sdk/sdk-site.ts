import type { IncomingMessage } from 'node:http';
import { bodyText } from '../../../demo/decode-payloads.ts';
import { listen, type Reply, readBody, send } from '../../../demo/http.ts';
import type { Json } from '../../../src/core/json.ts';
import { statementsOf } from './scenario.ts';
import type { Asked, Form, Place, SdkUnderTest } from './sdk-under-test.ts';
import { bundled, cors, script } from './served.ts';

/** One ingestion request as it arrived. */
export type Ingested = { readonly url: URL; readonly payloads: readonly Json[] };

export type SdkSite = Place & {
  /** In order of arrival. */
  received(): readonly Ingested[];
  /** Requests nobody had an answer for, as `METHOD url`. */
  unanswered(): readonly string[];
  stop(): Promise<void>;
};

export const json = (value: Json): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

/** One page with one SDK, and a stand-in for all of the vendor's servers on another origin of the same port. */
export async function startSdkSite(sdk: SdkUnderTest, name: 'snippet' | 'npm', form: Form): Promise<SdkSite> {
  const received: Ingested[] = [];
  const unanswered: string[] = [];
  let place: Place = { origin: '', collector: '', host: '' };

  const file = (path: string): Reply | null => {
    if (path === '/app.js' && form.bundle !== undefined) return script(bundled(form.bundle), path);
    const read = form.files?.[path];
    return read === undefined ? null : script(read(), path);
  };
  const vendor = (asked: Asked): Reply => {
    const settings = sdk.settings(asked, place);
    if (settings !== null) return settings;
    const payloads = sdk.payloads(asked);
    if (payloads === null) {
      unanswered.push(`${asked.method} ${asked.url.href}`);
      return { status: 404, body: 'Nothing is collected here.' };
    }
    received.push({ url: asked.url, payloads });
    return sdk.accepted?.(asked) ?? json({ success: true });
  };
  const answer = async (request: IncomingMessage): Promise<Reply> => {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
    if (request.method === 'OPTIONS') return { status: 204 };
    const served = file(url.pathname);
    if (served !== null) return served;
    if (url.origin !== place.collector) return page(form.head(place) + early(sdk, form), url.pathname);
    const body = await readBody(request);
    return vendor({ method: request.method ?? 'GET', url, headers: request.headers, body, text: bodyText(body) });
  };

  const server = await listen((request, response) => {
    answer(request).then(
      (reply) => send(response, { ...reply, headers: { ...cors(request), ...reply.headers } }),
      (error: unknown) => {
        unanswered.push(`${request.method} ${request.url}: ${String(error)}`);
        send(response, { status: 500, headers: cors(request), body: String(error) });
      },
    );
  }, 0);
  const { port } = new URL(server.url);
  place = {
    origin: `http://${sdk.vendor}-${name}.localhost:${port}`,
    collector: `http://in.localhost:${port}`,
    host: `in.localhost:${port}`,
  };
  return { ...place, received: () => received, unanswered: () => unanswered, stop: server.stop };
}

const early = (sdk: SdkUnderTest, form: Form): string =>
  `<script>${statementsOf(sdk, form)
    .slice(0, form.early ?? 0)
    .join('; ')}</script>`;

const page = (head: string, path: string): Reply =>
  path === '/'
    ? {
        status: 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>One SDK</title>${head}</head><body></body></html>`,
      }
    : { status: 404, body: 'no such page' };
