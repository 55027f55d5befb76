import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import type { RawRequest } from '../../../src/core/adapter.ts';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import type { Json } from '../../../src/core/json.ts';
import { decodedEvents } from '../../support/decoded-events.ts';
import { rawRequest, type SdkFixture, sdkFixture, sdkFixtureNames } from '../../support/sdk-fixture.ts';

type Request = SdkFixture['requests'][number];
type Row = Readonly<Record<string, Json>>;

const text = (value: Json | undefined): string | null =>
  value == null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);

/** The ids of an event under the names that the laboratory gave them. */
const idsOf = ({ claims }: AnalyticsEvent): Row => {
  switch (claims.shape) {
    case 'mixpanel':
      return { deviceId: claims.deviceId, userId: claims.userId, distinctId: claims.distinctId };
    case 'posthog':
      return { distinctId: claims.distinctId, deviceId: claims.deviceId, anonDistinctId: claims.anonDistinctId };
    case 'amplitude':
      return { deviceId: claims.deviceId, userId: claims.userId };
    case 'segment':
      return { anonymousId: claims.anonymousId, knownId: claims.userId };
    case 'cookie':
      return { duid: claims.cookieId, uid: claims.userId };
    case 'mparticle':
      return { mpid: claims.mpid, identities: Object.fromEntries(claims.knownIdentities.map(({ type, value }) => [type, value])) };
    default:
      throw new Error(`no ids of ${claims.shape}`);
  }
};

/** The tracker's codes, which the laboratory took for names. */
const snowplowNames: Readonly<Record<string, string>> = { pv: 'page_view', ue: 'unstruct' };

/** What the laboratory read, in the same words. An mParticle identity request is named by its address. */
const expectedOf = (sdk: string, { url, events }: Request): readonly Row[] =>
  events.map((event) => {
    const ids = Object.fromEntries(
      ['distinctId', 'deviceId', 'userId', 'anonDistinctId', 'anonymousId', 'knownId', 'duid', 'uid']
        .filter((key) => event[key] !== undefined)
        .map((key) => [key, text(event[key])]),
    );
    const named = { name: snowplowNames[text(event.name) ?? ''] ?? event.name ?? null, id: event.id ?? null };
    if (sdk === 'posthog')
      return { ...named, distinctId: ids.distinctId ?? null, deviceId: ids.deviceId ?? null, anonDistinctId: ids.anonDistinctId ?? null };
    // RudderStack writes an empty userId for nobody.
    if (sdk === 'rudderstack') return { ...named, anonymousId: ids.anonymousId ?? null, knownId: ids.knownId || null };
    if (sdk !== 'mparticle') return { ...named, ...ids };
    const device = event.deviceId === undefined ? {} : { device_application_stamp: event.deviceId };
    return {
      id: event.id ?? null,
      name: event.name ?? url.split('/').at(-1) ?? null,
      mpid: text(event.mpid),
      identities: { ...(event.identities as Row), ...device },
    };
  });

/** What the laboratory did not decode, as it is. */
const corrected: Readonly<Record<string, { readonly why: string; readonly rows: readonly Row[] }>> = {
  'mixpanel/get-img 0': {
    why: 'the laboratory read bodies only; this event travels in the address of an image',
    rows: [
      {
        name: 'G1',
        id: 'dn9zhgcb0rgndu0b',
        deviceId: 'a26ba285-dc9f-4ae5-bb75-bfb7df10f3e3',
        userId: null,
        distinctId: '$device:a26ba285-dc9f-4ae5-bb75-bfb7df10f3e3',
      },
    ],
  },
};

/** What the keys of the recorded sites begin with, wherever they travel: body, path, query or header. */
const keys: Readonly<Record<string, RegExp>> = {
  amplitude: /^AMP/,
  davidwells: /^host:col\.lab-site\.test$/,
  jitsu: /^k\w*:s/,
  mixpanel: /^T/,
  mparticle: /^MPK/,
  posthog: /^phc_/,
  rudderstack: /^RS/,
  segment: /^WK/,
  snowplow: /^host:sp\.lab-site\.test$/,
};

/** The library by David Wells has no server and so no key; all apps of a Snowplow pipeline share its users. */
const keyless: ReadonlySet<string> = new Set(['davidwells', 'snowplow']);
const vendorOf = (sdk: string): string => (sdk === 'davidwells-analytics' ? 'davidwells' : sdk);

const identityRequest = /^https:\/\/identity\.mparticle\.com\//;

const withRequests = sdkFixtureNames().filter((name) => sdkFixture(name).requests.length > 0);

/** The same request through a first-party proxy. */
const through = (request: Request, proxy: (path: string) => string): RawRequest => {
  const { pathname, search } = new URL(request.url);
  return { ...rawRequest(request), url: `https://www.shop.example${proxy(pathname)}${search}` };
};

describe('requests of real SDKs', () => {
  it('are those of every recording', () => {
    expect(sdkFixtureNames()).toHaveLength(109);
    expect(withRequests.length).toBeGreaterThan(90);
  });

  it.each(withRequests)('%s: every request decodes to the events and ids that the laboratory read from it', (name) => {
    const { sdk, requests } = sdkFixture(name);
    const found = requests.map((request) => {
      const decoded = decodeRequest(rawRequest(request));
      if (decoded === null) return { vendor: null, rows: [] };
      expect(decoded.project).toMatch(keys[decoded.vendor] ?? /^$/);
      const rows = decodedEvents(decoded).map((event) => ({ name: event.name, id: event.id, ...idsOf(event) }));
      return { vendor: rows.length === 0 ? null : decoded.vendor, rows };
    });
    const expected = requests.map((request, index) => {
      const rows = corrected[`${name} ${index}`]?.rows ?? expectedOf(sdk, request);
      return { vendor: rows.length === 0 ? null : vendorOf(sdk), rows };
    });
    expect(found).toEqual(expected);
  });

  it.each(withRequests)('%s: a proxy that keeps paths behind its own changes nothing', (name) => {
    for (const request of sdkFixture(name).requests) {
      const direct = decodeRequest(rawRequest(request));
      const found = decodeRequest(through(request, (path) => `/relay${path}`));
      expect(found?.payloads).toEqual(direct?.payloads);
      expect(found?.vendor).toBe(direct?.vendor);
      if (direct !== null) expect(found?.project).toBe(keyless.has(direct.vendor) ? 'host:www.shop.example' : direct.project);
    }
  });

  it.each(withRequests)('%s: a proxy that hides paths hides at most what only they tell', (name) => {
    for (const request of sdkFixture(name).requests) {
      const direct = decodeRequest(rawRequest(request));
      const found = decodeRequest(through(request, () => '/c'));
      // Whether mParticle is asked to log in or out stands in the path alone.
      if (identityRequest.test(request.url)) expect(found).toBeNull();
      else {
        expect(found?.payloads).toEqual(direct?.payloads);
        expect(found?.vendor).toBe(direct?.vendor);
      }
    }
  });
});
