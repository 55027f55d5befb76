import type { DecodedRequest, RawRequest } from '../core/adapter.ts';
import type { Json } from '../core/json.ts';

/** What a vendor's server would have answered, as far as its SDK reads it. */
export type StubAnswer = { readonly status: number; readonly type: string; readonly body: string };

const json = (value: Json, status = 200): StubAnswer => ({ status, type: 'application/json', body: JSON.stringify(value) });

/** https://posthog.com/docs/libraries/js/config: nothing is captured beyond what the page asks for. */
const posthogRemote: Json = {
  supportedCompression: ['gzip-js'],
  hasFeatureFlags: false,
  autocapture_opt_out: true,
  analytics: { endpoint: '/i/v0/e/' },
  sessionRecording: false,
  heatmaps: false,
  surveys: false,
  defaultIdentifiedOnly: true,
  siteApps: [],
};

const segmentSettings = (writeKey: string): Json => ({
  integrations: {
    'Segment.io': {
      apiKey: writeKey,
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
});

const rudderSource = (writeKey: string): Json => ({
  source: {
    id: 'stub',
    name: 'stub',
    writeKey,
    enabled: true,
    workspaceId: 'stub',
    connections: [],
    destinations: [],
    config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
  },
  updatedAt: '2026-01-01T00:00:00.000Z',
});

/** What SDKs ask before they send anything, by the address. Null for anything else. */
const settingsAnswer = (url: URL): StubAnswer | null => {
  const { pathname, searchParams, hostname } = url;
  const segment = /\/v1\/projects\/([^/]+)\/settings$/.exec(pathname)?.[1];
  if (segment !== undefined) return json(segmentSettings(segment));
  if (/\/sourceConfig\/?$/.test(pathname) && searchParams.has('writeKey')) return json(rudderSource(searchParams.get('writeKey') ?? ''));
  if (/\/(flags|decide)\/?$/.test(pathname) && searchParams.has('v'))
    return json({ flags: {}, featureFlags: {}, errorsWhileComputingFlags: false, requestId: 'stub' });
  const posthog = /\/array\/([^/]+)\/config(\.js)?$/.exec(pathname);
  if (posthog !== null) {
    if (posthog[2] === undefined) return json(posthogRemote);
    const key = JSON.stringify(posthog[1]);
    const body = `(window._POSTHOG_REMOTE_CONFIG = window._POSTHOG_REMOTE_CONFIG || {})[${key}] = { config: ${JSON.stringify(posthogRemote)}, siteApps: [] };`;
    return { status: 200, type: 'text/javascript', body };
  }
  if (/(^|\.)sr-client-cfg(\.eu)?\.amplitude\.com$/.test(hostname)) return json({ configs: {} });
  if (/\/JS\/[^/]+\/config$/.test(pathname)) return json({});
  return null;
};

/** The same person for the same identities: a number made of their text (FNV-1a). */
const mpidOf = (body: string): string => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < body.length; at += 1) hash = Math.imul(hash ^ body.charCodeAt(at), 0x01000193);
  return String(1_000_000_000 + (hash >>> 0));
};

const mparticleIdentity = ({ payloads }: DecodedRequest): StubAnswer => {
  const [payload] = payloads;
  const known = typeof payload === 'object' && payload !== null && 'known_identities' in payload ? payload.known_identities : {};
  const identities = { ...(known as Record<string, Json>) };
  const person = identities.customerid ?? identities.email ?? identities;
  const isLoggedIn = 'customerid' in identities || 'email' in identities;
  return json({
    context: null,
    mpid: mpidOf(JSON.stringify(person)),
    is_ephemeral: false,
    matched_identities: {},
    is_logged_in: isLoggedIn,
  });
};

const accepted: Readonly<Record<string, StubAnswer>> = {
  mixpanel: json({ status: 1, error: null }),
  segment: json({ success: true }),
  posthog: json({ status: 'Ok' }),
  amplitude: json({ code: 200, events_ingested: 1, payload_size_bytes: 1, server_upload_time: 1 }),
  rudderstack: { status: 200, type: 'text/plain', body: 'OK' },
  jitsu: json({ ok: true, destinations: [] }),
  mparticle: json({}, 202),
  ga4: { status: 204, type: 'text/plain', body: '' },
};

/**
 * The answer to a request that carries analytics or asks an SDK's settings, told by the shape of its payload or, where it
 * has none, of its address. Null for any other, which has to go its own way.
 */
export const stubAnswer = (raw: RawRequest, decode: (request: RawRequest) => DecodedRequest | null): StubAnswer | null => {
  const url = URL.canParse(raw.url) ? new URL(raw.url) : null;
  const settings = url === null ? null : settingsAnswer(url);
  if (settings !== null || url === null) return settings;
  const decoded = decode(raw);
  if (decoded === null) return /^\/(engage|groups)\/?$/.test(url.pathname) && raw.method === 'POST' ? (accepted.mixpanel ?? null) : null;
  if (decoded.vendor === 'mparticle' && /\/(identify|login|logout|modify)$/.test(url.pathname)) return mparticleIdentity(decoded);
  return accepted[decoded.vendor] ?? json({});
};
