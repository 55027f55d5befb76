import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Ids } from '../../src/core/observation.ts';

/** What one SDK keeps in the browser, from document to document. */
export type SdkState = {
  ids: Ids;
  /** Ids were reported or made in this recording. */
  known: boolean;
  capturing: 'in' | 'out';
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

/** How one vendor's SDK behaves, as measured: payloads, and what its calls change. */
export type VendorScript = {
  readonly vendor: 'mixpanel' | 'segment';
  readonly anonymousPrefix: string;
  /** Events wait in storage and leave as one batch; else each leaves in a request of its own. */
  readonly batches: boolean;
  readonly area: 'cookie' | 'localStorage';
  readonly version: string;
  readonly endpoint: (payload: Json) => string;
  readonly track: (context: PayloadContext, name: string, properties: JsonObject) => Json;
  readonly page: (context: PayloadContext) => Json;
  readonly pageMethod: string;
  /** The payload of `identify` after the ids changed, null when none is sent. */
  readonly identify: (context: PayloadContext, before: Ids, traits: JsonObject | undefined) => Json | null;
  /** The ids after `identify(id)`; `fresh` makes a new anonymous id. */
  readonly identified: (before: Ids, id: string | null, fresh: () => string) => Ids;
  readonly alias: (context: PayloadContext, before: Ids, alias: string) => Json;
  /** The SDK makes its new anonymous id inside `reset`, else with the next event. */
  readonly resetsAtOnce: boolean;
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
  batches: true,
  area: 'cookie',
  version: '2.83.0',
  endpoint: () => 'https://api-js.mixpanel.com/track/?verbose=1&ip=1',
  track: (context, name, properties) => mixpanelPayload(context, name, properties),
  page: (context) => mixpanelPayload(context, '$mp_web_page_view', {}),
  pageMethod: 'track_pageview',
  identify: (context, before) =>
    distinctId(before) === distinctId(context.ids)
      ? null
      : mixpanelPayload(context, '$identify', { $anon_distinct_id: distinctId(before) }),
  identified: (before, id) => ({ anonymousId: before.anonymousId, knownId: id ?? before.knownId }),
  alias: (context, before, alias) => mixpanelPayload({ ...context, ids: before }, '$create_alias', { alias }),
  resetsAtOnce: true,
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
  batches: false,
  area: 'localStorage',
  version: '1.84.3',
  endpoint: (payload) => `https://api.segment.io/v1/${segmentPaths[(payload as { readonly type: string }).type] ?? 't'}`,
  track: (context, event, properties) => segmentPayload(context, 'track', { event, properties }),
  page: (context) => segmentPayload(context, 'page', { properties: {} }),
  pageMethod: 'page',
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
  resetsAtOnce: false,
  nested: null,
};
