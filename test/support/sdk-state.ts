import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Ids } from '../../src/core/observation.ts';

/** What one SDK keeps in the browser, from document to document. */
export type SdkState = {
  ids: Ids;
  /** Ids were reported or made in this recording. */
  known: boolean;
  capturing: 'in' | 'out';
  /** What waits in storage; with an SDK whose queue is its page's own, only what a page that left stored. */
  unsent: Json[];
  bot: boolean;
};

/** What a stand-in for an SDK needs to know to build a payload. */
export type PayloadContext = {
  readonly project: string;
  readonly ids: Ids;
  readonly at: number;
  readonly id: string;
  readonly url: string;
  readonly referrer: string;
};

export type Call = readonly [method: string, ...args: Json[]];

/** How one vendor's SDK behaves, as measured: payloads, and what its calls change. */
export type VendorScript = {
  readonly vendor: 'mixpanel' | 'segment' | 'posthog' | 'amplitude' | 'rudderstack';
  readonly anonymousPrefix: string;
  /** The name of the instance, null for the project's. */
  readonly instance: string | null;
  /** Events leave as one batch; else each leaves in a request of its own. */
  readonly batches: boolean;
  /** How many events wait shows in storage from the call on. */
  readonly stores: boolean;
  /** A tab goes by ids of its own until its next page, whatever another tab stores. */
  readonly keepsIds: boolean;
  /** The SDK carries out the calls of its stub where nobody sees it. */
  readonly replaysUnseen: boolean;
  /**
   * What leaving the page does with what waits. `twice`: a beacon takes it, and a later page sends it again. `unreadable`: a
   * beacon that nobody can read takes it. `beacon`: a readable one takes it. `stored`: it is stored for the next page.
   */
  readonly leaving: 'twice' | 'unreadable' | 'beacon' | 'stored';
  readonly methods: { readonly track: string; readonly identify: string; readonly optOut: Call | null; readonly optIn: Call | null };
  readonly area: 'cookie' | 'localStorage';
  readonly version: string;
  readonly endpoint: (payload: Json) => string;
  readonly track: (context: PayloadContext, name: string, properties: JsonObject) => Json;
  readonly page: (context: PayloadContext) => Json;
  /** The call that says a page was seen, null when the SDK says so by itself. */
  readonly pageCall: Call | null;
  /** The payload of `identify` after the ids changed, null when none is sent. */
  readonly identify: (context: PayloadContext, before: Ids, traits: JsonObject | undefined) => Json | null;
  /** The ids after `identify(id)`; `fresh` makes a new anonymous id. */
  readonly identified: (before: Ids, id: string | null, fresh: () => string) => Ids;
  /** Null where there is no such call. */
  readonly alias: ((context: PayloadContext, before: Ids, alias: string) => Json) | null;
  /** The ids after `reset()`. */
  readonly reset: (before: Ids, fresh: () => string) => Ids;
  /** The name of the call that the SDK makes inside `identify`. */
  readonly nested: string | null;
};

const distinctId = (ids: Ids): string => ids.knownId ?? `$device:${ids.anonymousId}`;

const mixpanelPayload = (context: PayloadContext, event: string, more: JsonObject): Json => ({
  event,
  properties: {
    token: context.project,
    distinct_id: distinctId(context.ids),
    $device_id: context.ids.anonymousId,
    ...(context.ids.knownId === null ? {} : { $user_id: context.ids.knownId }),
    $insert_id: context.id,
    time: context.at / 1000,
    mp_lib: 'web',
    $lib_version: '2.83.0',
    $current_url: context.url,
    ...(context.referrer === '' ? {} : { $referrer: context.referrer }),
    ...more,
  },
});

export const mixpanelScript: VendorScript = {
  vendor: 'mixpanel',
  anonymousPrefix: 'D',
  instance: 'mixpanel',
  batches: true,
  stores: true,
  keepsIds: false,
  replaysUnseen: false,
  leaving: 'twice',
  methods: { track: 'track', identify: 'identify', optOut: ['opt_out_tracking'], optIn: ['opt_in_tracking'] },
  area: 'cookie',
  version: '2.83.0',
  endpoint: () => 'https://api-js.mixpanel.com/track/?verbose=1&ip=1',
  track: (context, name, properties) => mixpanelPayload(context, name, properties),
  page: (context) => mixpanelPayload(context, '$mp_web_page_view', {}),
  pageCall: ['track_pageview'],
  identify: (context, before) =>
    distinctId(before) === distinctId(context.ids)
      ? null
      : mixpanelPayload(context, '$identify', { $anon_distinct_id: distinctId(before) }),
  identified: (before, id) => ({ anonymousId: before.anonymousId, knownId: id ?? before.knownId }),
  alias: (context, before, alias) => mixpanelPayload({ ...context, ids: before }, '$create_alias', { alias }),
  reset: (_before, fresh) => ({ anonymousId: fresh(), knownId: null }),
  nested: 'track',
};

const segmentPayload = (context: PayloadContext, type: string, more: JsonObject): Json => ({
  timestamp: new Date(context.at).toISOString(),
  type,
  anonymousId: context.ids.anonymousId,
  userId: context.ids.knownId,
  messageId: `ajs-next-${context.at}-${context.id}`,
  writeKey: context.project,
  context: { page: { url: context.url, referrer: context.referrer }, library: { name: 'analytics.js', version: 'next-1.84.3' } },
  ...more,
});

const segmentPaths: Readonly<Record<string, string>> = { track: 't', identify: 'i', page: 'p', alias: 'a' };

export const segmentScript: VendorScript = {
  vendor: 'segment',
  anonymousPrefix: 'A',
  instance: null,
  batches: false,
  stores: false,
  keepsIds: false,
  replaysUnseen: false,
  leaving: 'stored',
  // analytics.js has no such call; a consent tool's stands for it.
  methods: { track: 'track', identify: 'identify', optOut: ['opt_out_tracking'], optIn: ['opt_in_tracking'] },
  area: 'localStorage',
  version: '1.84.3',
  endpoint: (payload) => `https://api.segment.io/v1/${segmentPaths[(payload as { readonly type: string }).type] ?? 't'}`,
  track: (context, event, properties) => segmentPayload(context, 'track', { event, properties }),
  page: (context) => segmentPayload(context, 'page', { properties: {} }),
  pageCall: ['page'],
  identify: (context, _before, traits) => segmentPayload(context, 'identify', { traits: traits ?? {} }),
  identified: (before, id, fresh) => ({
    anonymousId: before.knownId !== null && id !== null && id !== before.knownId ? fresh() : before.anonymousId,
    knownId: id ?? before.knownId,
  }),
  alias: (context, before, alias) =>
    segmentPayload({ ...context, ids: before }, 'alias', {
      userId: before.knownId ?? alias,
      previousId: before.knownId ?? before.anonymousId,
    }),
  // The new id comes with the next event.
  reset: () => ({ anonymousId: null, knownId: null }),
  nested: null,
};

const posthogPayload = (context: PayloadContext, event: string, more: JsonObject, beside: JsonObject = {}): Json => ({
  uuid: context.id,
  event,
  timestamp: new Date(context.at).toISOString(),
  properties: {
    token: context.project,
    distinct_id: context.ids.knownId ?? context.ids.anonymousId,
    $device_id: context.ids.anonymousId,
    $is_identified: context.ids.knownId !== null,
    $process_person_profile: context.ids.knownId !== null,
    $lib: 'web',
    $lib_version: '1.449.2',
    $current_url: context.url,
    $referrer: context.referrer === '' ? '$direct' : context.referrer,
    ...more,
  },
  ...beside,
});

export const posthogScript: VendorScript = {
  vendor: 'posthog',
  anonymousPrefix: 'X',
  instance: 'posthog',
  batches: true,
  stores: false,
  keepsIds: true,
  replaysUnseen: false,
  leaving: 'unreadable',
  methods: { track: 'capture', identify: 'identify', optOut: ['opt_out_capturing'], optIn: ['opt_in_capturing'] },
  area: 'localStorage',
  version: '1.449.2',
  endpoint: () => 'https://us.i.posthog.com/i/v0/e/',
  track: (context, name, properties) => posthogPayload(context, name, properties),
  page: (context) => posthogPayload(context, '$pageview', {}),
  pageCall: ['capture', '$pageview'],
  identify: (context, before) =>
    before.knownId === null && context.ids.knownId !== null
      ? posthogPayload(context, '$identify', { $anon_distinct_id: before.anonymousId })
      : null,
  identified: (before, id) => ({ anonymousId: before.anonymousId, knownId: id ?? before.knownId }),
  alias: (context, before, alias) => posthogPayload({ ...context, ids: before }, '$create_alias', { alias, $process_person_profile: true }),
  reset: (_before, fresh) => ({ anonymousId: fresh(), knownId: null }),
  nested: 'capture',
};

const amplitudePayload = (context: PayloadContext, type: string, more: JsonObject): Json => ({
  event_type: type,
  insert_id: context.id,
  time: context.at,
  device_id: context.ids.anonymousId,
  ...(context.ids.knownId === null ? {} : { user_id: context.ids.knownId }),
  session_id: 1,
  library: 'amplitude-ts/2.48.1',
  event_properties: { '[Amplitude] Page URL': context.url, ...more },
});

export const amplitudeScript: VendorScript = {
  vendor: 'amplitude',
  anonymousPrefix: 'V',
  instance: '$default_instance',
  batches: true,
  stores: true,
  keepsIds: true,
  replaysUnseen: true,
  leaving: 'beacon',
  methods: { track: 'track', identify: 'setUserId', optOut: ['setOptOut', true], optIn: ['setOptOut', false] },
  area: 'cookie',
  version: '2.48.1',
  endpoint: () => 'https://api2.amplitude.com/2/httpapi',
  track: (context, name, properties) => amplitudePayload(context, name, properties),
  page: (context) => amplitudePayload(context, '[Amplitude] Page Viewed', {}),
  pageCall: null,
  // The user is named, and nothing is sent.
  identify: () => null,
  identified: (before, id) => ({ anonymousId: before.anonymousId, knownId: id }),
  alias: null,
  reset: (_before, fresh) => ({ anonymousId: fresh(), knownId: null }),
  nested: null,
};

const rudderPayload = (context: PayloadContext, type: string, more: JsonObject): Json => ({
  type,
  messageId: context.id,
  originalTimestamp: new Date(context.at).toISOString(),
  channel: 'web',
  anonymousId: context.ids.anonymousId,
  userId: context.ids.knownId ?? '',
  context: {
    library: { name: 'RudderLabs JavaScript SDK', version: '3.34.1' },
    page: { url: context.url, referrer: context.referrer === '' ? '$direct' : context.referrer },
    traits: {},
  },
  ...more,
});

export const rudderstackScript: VendorScript = {
  vendor: 'rudderstack',
  anonymousPrefix: 'R',
  instance: null,
  batches: false,
  stores: true,
  keepsIds: true,
  replaysUnseen: true,
  leaving: 'unreadable',
  methods: { track: 'track', identify: 'identify', optOut: null, optIn: null },
  area: 'cookie',
  version: '3.34.1',
  endpoint: (payload) => `https://lab.dataplane.rudderstack.com/v1/${(payload as { readonly type: string }).type}`,
  track: (context, event, properties) => rudderPayload(context, 'track', { event, properties }),
  page: (context) => rudderPayload(context, 'page', { properties: {} }),
  pageCall: ['page'],
  identify: (context) => rudderPayload(context, 'identify', {}),
  identified: (before, id) => ({ anonymousId: before.anonymousId, knownId: id ?? before.knownId }),
  alias: (context, before, alias) =>
    rudderPayload({ ...context, ids: before }, 'alias', { userId: alias, previousId: before.knownId ?? before.anonymousId }),
  // The anonymous id stays.
  reset: (before) => ({ anonymousId: before.anonymousId, knownId: null }),
  nested: null,
};

export const vendorScripts = {
  mixpanel: mixpanelScript,
  segment: segmentScript,
  posthog: posthogScript,
  amplitude: amplitudeScript,
  rudderstack: rudderstackScript,
} as const satisfies Readonly<Record<string, VendorScript>>;

/** A project of each vendor, where a test does not name one. */
export const usualProjects = { mixpanel: 'T', segment: 'W', posthog: 'phc', amplitude: 'AMP', rudderstack: 'RS' } as const;
