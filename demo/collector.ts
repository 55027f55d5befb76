import type { IncomingMessage } from 'node:http';
import type { Json } from '../src/core/json.ts';
import { bodyText, mixpanelPayloads, segmentPayloads } from './decode-payloads.ts';
import { listen, type Reply, readBody, replying } from './http.ts';

/** One ingestion request, as it arrived. */
export type Received = {
  /** Epoch milliseconds of arrival. */
  readonly at: number;
  readonly vendor: 'mixpanel' | 'segment';
  /** `track`, `engage`, `groups`; `t`, `p`, `i`, `g`, `a`, `s`, `b`, `m`. */
  readonly endpoint: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  /** Vendor-native, one per ingested event; empty when nothing could be read. */
  readonly payloads: readonly Json[];
};

export type Collector = {
  /** `http://127.0.0.1:<port>`: Mixpanel's `api_host`, Segment's `cdnURL`. */
  readonly url: string;
  /** Segment's `apiHost`: no scheme, with `/v1`. */
  readonly segmentHost: string;
  /** In order of arrival. */
  received(): readonly Received[];
  clear(): void;
  stop(): Promise<void>;
};

const mixpanelPath = /^\/(track|engage|groups)\/?$/;
const segmentPath = /^\/v1\/(t|p|i|g|a|s|b|m|track|page|identify|group|alias|screen|batch)\/?$/;
const settingsPath = /^\/v1\/projects\/([^/]+)\/settings$/;

/** Stands in for both vendors' ingestion on 127.0.0.1: the same replies, the same CORS, and it keeps what it is sent. */
export async function startCollector(options: { readonly port?: number } = {}): Promise<Collector> {
  let log: Received[] = [];

  async function answer(request: IncomingMessage): Promise<Reply> {
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    if (request.method === 'OPTIONS') return { status: 204 };

    const settings = settingsPath.exec(url.pathname);
    if (settings) return json(200, segmentSettings(settings[1] ?? '', `${url.host}/v1`));

    const mixpanel = mixpanelPath.exec(url.pathname)?.[1];
    const endpoint = mixpanel ?? segmentPath.exec(url.pathname)?.[1];
    if (endpoint === undefined) return { status: 404, body: 'Nothing is collected here.' };

    const body = bodyText(await readBody(request));
    const read = attempt(() => (mixpanel ? mixpanelPayloads(url.searchParams, body) : segmentPayloads(body)));
    log.push({
      at: Date.now(),
      vendor: mixpanel ? 'mixpanel' : 'segment',
      endpoint,
      method: request.method ?? 'GET',
      url: url.href,
      headers: request.headers,
      body,
      payloads: read.ok ? read.value : [],
    });
    return mixpanel ? mixpanelReply(url.searchParams, read.ok ? null : read.error) : json(read.ok ? 200 : 400, { success: read.ok });
  }

  const withCors = async (request: IncomingMessage): Promise<Reply> => {
    const reply = await answer(request);
    return { ...reply, headers: { ...corsHeaders(request), ...reply.headers } };
  };
  const server = await listen(replying(withCors, 400), options.port ?? 0);

  return {
    url: server.url,
    segmentHost: `${new URL(server.url).host}/v1`,
    received: () => log,
    clear: () => {
      log = [];
    },
    stop: server.stop,
  };
}

/** Plain `1` or `0`; with `verbose=1` an object. https://developer.mixpanel.com/reference/track-event */
function mixpanelReply(search: URLSearchParams, error: string | null): Reply {
  if (search.get('verbose') === '1') return json(200, error === null ? { status: 1, error: null } : { status: 0, error });
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: error === null ? '1' : '0' };
}

/** The project settings that Segment's CDN gives; ingestion is pointed back at this collector. */
function segmentSettings(writeKey: string, apiHost: string): Json {
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        apiHost,
        protocol: 'http',
        unbundledIntegrations: [],
        addBundledMetadata: true,
        maybeBundledConfigIds: {},
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: { track: { __default: { enabled: true, integrations: {} } }, identify: { __default: { enabled: true } } },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
}

/** Mixpanel sends with credentials, so the origin must be named. */
function corsHeaders(request: IncomingMessage): Readonly<Record<string, string>> {
  return {
    'access-control-allow-origin': request.headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET, POST, OPTIONS',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-max-age': '600',
    vary: 'Origin',
  };
}

const json = (status: number, value: Json): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

function attempt<T>(read: () => T): { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string } {
  try {
    return { ok: true, value: read() };
  } catch (error) {
    return { ok: false, error: String(error) };
  }
}
