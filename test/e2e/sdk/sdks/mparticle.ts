import { readFileSync } from 'node:fs';
import { type Json, type JsonObject, member } from '../../../../src/core/json.ts';
import { root } from '../../support/paths.ts';
import { json } from '../sdk-site.ts';
import type { Asked, Place, SdkUnderTest } from '../sdk-under-test.ts';

const methods = ['logEvent', 'logPageView', 'setOptOut', 'logBaseEvent'];
const identities = ['identify', 'login', 'logout', 'modify'];

/** Every host of the vendor's is the stand-in. */
const config = ({ host }: Place): string =>
  JSON.stringify({
    isDevelopmentMode: true,
    logLevel: 'none',
    workspaceToken: 'wt1',
    kitConfigs: [],
    pixelConfigs: [],
    flags: { eventsV3: '100', eventBatchingIntervalMillis: '200' },
    requestConfig: false,
    forceHttps: false,
    v1SecureServiceUrl: `${host}/v1/JS/`,
    v2SecureServiceUrl: `${host}/v2/JS/`,
    v3SecureServiceUrl: `${host}/v3/JS/`,
    configUrl: `${host}/config/`,
    identityUrl: `${host}/v1/`,
    aliasUrl: `${host}/v1/identity/`,
    userAudienceUrl: `${host}/v1/`,
  });

/** Stands in for the snippet: members that push onto a queue until the library takes their place. */
const stub = (place: Place): string => `
  window.mParticle = { config: ${config(place)} };
  mParticle.config.rq = [];
  mParticle.Identity = {};
  mParticle.ready = (run) => mParticle.config.rq.push(run);
  for (const name of ${JSON.stringify(methods)}) mParticle[name] = (...args) => window.mParticle.config.rq.push([name, ...args]);
  for (const name of ${JSON.stringify(identities)}) mParticle.Identity[name] = (...args) => window.mParticle.config.rq.push(['Identity.' + name, ...args]);
  const script = document.createElement('script');
  script.async = true;
  script.src = '${place.collector}/mparticle.js';
  document.head.append(script);`;

const library = (): string => readFileSync(`${root}node_modules/@mparticle/web-sdk/dist/mparticle.js`, 'utf8');

const identityPath = /^\/v1\/(?:(-?\d+)\/)?(identify|login|logout|modify)$/;
const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
const object = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

/** Its own first events leave in requests of their own: once they are gone, order is that of the calls. */
const settled = (initialised: string): string => `${initialised} && performance.now() - (window.readySince ??= performance.now()) > 1000`;

/** Which profile each user has, by page: what the vendor's servers remember. */
const profiles = new Map<string, string>();

/** As the default strategy, profile conversion: an anonymous profile becomes the new user's, log-out starts another. */
const answer = ({ url, text: body }: Asked): string => {
  const sent = JSON.parse(body) as Json;
  const previous = text(member(sent, 'previous_mpid'));
  const user = text(member(object(member(sent, 'known_identities')), 'customerid'));
  if (user === null) return previous === null ? '100' : url.pathname.endsWith('/logout') ? String(Number(previous) + 1) : previous;
  const key = `${url.host} ${user}`;
  const profile = profiles.get(key) ?? previous ?? '100';
  profiles.set(key, profile);
  return profile;
};

export const mparticle: SdkUnderTest = {
  vendor: 'mparticle',
  project: 'MPKEY',
  forms: {
    snippet: {
      // The CDN's file starts the library with what the page configured.
      files: { '/mparticle.js': () => `{ const { config } = window.mParticle;\n${library()}\nwindow.mParticle.init('MPKEY', config); }` },
      head: (place) => `<script>${stub(place)}</script>`,
      ready: settled('window.mParticle && mParticle.isInitialized && mParticle.isInitialized()'),
      sdk: 'mParticle',
      how: 'global',
      project: null,
    },
    npm: {
      bundle: "import mParticle from '@mparticle/web-sdk'; globalThis.app = { mp: mParticle };",
      head: (place) => `<script src="/app.js"></script><script>app.mp.init('MPKEY', ${config(place)})</script>`,
      ready: settled('app.mp.isInitialized()'),
      sdk: 'app.mp',
      how: 'global',
      project: null,
    },
  },
  settings: () => null,
  payloads({ url, text: body }) {
    const sent = url.pathname.startsWith('/v1/') || url.pathname.startsWith('/v3/') ? object(JSON.parse(body) as Json) : {};
    const path = identityPath.exec(url.pathname);
    if (path !== null) return [{ ...sent, request: path[2] ?? '' }];
    if (!url.pathname.endsWith('/events')) return null;
    const { mpid = null, mp_deviceid = null, user_identities = null, events } = sent;
    return (Array.isArray(events) ? events : []).map((event: Json) => ({
      ...object(event),
      mpid,
      mp_deviceid,
      ...(user_identities === null ? {} : { user_identities }),
    }));
  },
  accepted: (asked) =>
    identityPath.test(asked.url.pathname)
      ? json({ context: null, mpid: answer(asked), is_ephemeral: false, matched_identities: {}, is_logged_in: false })
      : json({}),
  tell(payload) {
    const data = object(member(payload, 'data'));
    const known = object(member(payload, 'known_identities'));
    return {
      name: text(member(payload, 'request')) ?? text(data.event_name) ?? text(member(payload, 'event_type')) ?? '',
      anonymousId: text(known.device_application_stamp) ?? text(member(payload, 'mp_deviceid')),
      knownId: text(known.customerid) ?? text(object(member(payload, 'user_identities')).customer_id),
    };
  },
  track: (name) => `%.logEvent('${name}')`,
  identify: (user) => `%.Identity.login({ userIdentities: { customerid: '${user}' } })`,
  reset: '%.Identity.logout()',
  calls: [
    ['logEvent', 'Seen'],
    ['Identity.login', { userIdentities: { customerid: 'u-1' } }],
    ['logEvent', 'Bought'],
    ['Identity.logout', null],
    ['logEvent', 'Seen again'],
    ['Identity.login', { userIdentities: { customerid: 'u-2' } }],
    ['logEvent', 'Bought too'],
  ],
  // Conversion: the anonymous profile becomes the new user's. https://docs.mparticle.com/guides/idsync/profile-conversion-strategy/
  landsOn: { Seen: 'u-1', Bought: 'u-1', 'Seen again': 'u-2', 'Bought too': 'u-2' },
  automatic: ['identify', 'session_start', 'application_state_transition', 'user_identity_change'],
  pause: 700,
};
