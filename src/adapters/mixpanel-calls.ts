import type { CallContext, CallMeaning } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { idText, isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { FactOf, Ids } from '../core/observation.ts';
import { mixpanelEvent } from './mixpanel-event.ts';

const devicePrefix = '$device:';
const pageView = '$mp_web_page_view';

/** What a call of mixpanel-browser means. `args` are the observed ones. */
export const mixpanelMeaning = (method: string, args: readonly Json[]): CallMeaning => {
  switch (method) {
    case 'identify':
      return { kind: 'identify', id: args[0], traits: undefined };
    case 'reset':
      return { kind: 'reset' };
    case 'alias':
      return { kind: 'alias', alias: args[0] };
    case 'track':
      return { kind: 'track', name: typeof args[0] === 'string' ? args[0] : '' };
    case 'track_pageview':
      return { kind: 'track', name: pageView };
    case 'opt_in_tracking':
    case 'start_capturing':
      return { kind: 'capturing', to: 'in' };
    case 'opt_out_tracking':
      return { kind: 'capturing', to: 'out' };
    default:
      return { kind: 'other' };
  }
};

/** What the SDK keeps as `distinct_id`, reconstructed from the ids it stores; undefined when they are unknown. */
const distinctIdOf = (ids: Ids | null): string | undefined => {
  if (ids === null) return undefined;
  return ids.knownId ?? (ids.anonymousId === null ? undefined : `${devicePrefix}${ids.anonymousId}`);
};

const identityOf = (ids: Ids | null): JsonObject => {
  const distinctId = distinctIdOf(ids);
  return {
    ...(distinctId === undefined ? {} : { distinct_id: distinctId }),
    ...(ids?.anonymousId == null ? {} : { $device_id: ids.anonymousId }),
    ...(ids?.knownId == null ? {} : { $user_id: ids.knownId }),
  };
};

const isKept = (id: Json | undefined): boolean => id !== undefined && id !== null && id !== '' && id !== 0 && id !== false;

/**
 * `$identify` of `identify(id)`. Nothing is sent for an id behind `$device:` and for the id that is already the distinct id;
 * falsy values are sent as distinct id without `$user_id`; no value at all sends the old distinct id twice.
 * Source: mixpanel-browser 2.83.0 `MixpanelLib.prototype.identify`, https://github.com/mixpanel/mixpanel-js/blob/master/src/mixpanel-core.js
 */
const identifyProperties = (call: FactOf<'call.observed'>): JsonObject | null => {
  const id = call.args[0];
  const previous = distinctIdOf(call.before);
  if ((typeof id === 'string' && id.startsWith(devicePrefix)) || (isKept(id) && idText(id) === previous)) return null;
  const device = call.after?.anonymousId ?? call.before?.anonymousId ?? null;
  const known = isKept(id) ? id : (call.before?.knownId ?? undefined);
  const distinctId = id === undefined ? previous : id;
  return {
    ...(distinctId === undefined ? {} : { distinct_id: distinctId }),
    ...(device === null ? {} : { $device_id: device }),
    ...(known === undefined ? {} : { $user_id: known }),
    ...(previous === undefined ? {} : { $anon_distinct_id: previous }),
  };
};

/**
 * `$create_alias` of `alias(alias, original)`. The SDK then calls `identify(alias)` itself, which is observed as a call of its own.
 * Source: mixpanel-browser 2.83.0 `MixpanelLib.prototype.alias`
 */
const aliasProperties = (call: FactOf<'call.observed'>): JsonObject | null => {
  const [alias, original] = call.args;
  if (alias === undefined || alias === distinctIdOf(call.before)) return null;
  const ids = call.before ?? call.after;
  return { ...identityOf(ids), ...(original == null ? {} : { distinct_id: original }), alias };
};

const trackProperties = (call: FactOf<'call.observed'>): JsonObject => {
  const given = call.args[call.method === 'track' ? 1 : 0];
  return { ...identityOf(call.after ?? call.before), ...(isJsonObject(given) ? given : {}) };
};

/** The events mixpanel-browser is expected to send for this call. */
export const mixpanelPredict = (call: FactOf<'call.observed'>, context: CallContext): readonly AnalyticsEvent[] => {
  const place = { project: context.project, at: context.at, payload: null };
  const seen = {
    ...(context.url === null ? {} : { $current_url: context.url }),
    ...(context.referrer ? { $referrer: context.referrer } : {}),
  };
  const one = (name: string, properties: JsonObject | null): readonly AnalyticsEvent[] =>
    properties === null ? [] : [mixpanelEvent(name, { ...seen, ...properties, token: context.project }, place)];
  const meaning = mixpanelMeaning(call.method, call.args);
  switch (meaning.kind) {
    case 'identify':
      return one('$identify', identifyProperties(call));
    case 'alias':
      return one('$create_alias', aliasProperties(call));
    case 'track':
      return meaning.name === '' ? [] : one(meaning.name, trackProperties(call));
    default:
      return [];
  }
};
