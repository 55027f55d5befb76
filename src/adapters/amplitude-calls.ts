import type { CallContext, CallMeaning } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { FactOf } from '../core/observation.ts';
import { amplitudeEvent } from './amplitude-event.ts';

/** What names a user; no value takes the user away, which names nobody. */
const named = (id: Json | undefined): CallMeaning =>
  id === undefined || id === null ? { kind: 'other' } : { kind: 'identify', id, traits: undefined };

/** The name of a tracked event: the text given, or `event_type` of the object given. */
const eventName = (args: readonly Json[]): string => {
  const [event] = args;
  const type = isJsonObject(event) ? member(event, 'event_type') : event;
  return typeof type === 'string' ? type : '';
};

/**
 * What a call of Amplitude's browser SDK means. `identify` takes user properties and names nobody.
 * Source: https://amplitude.com/docs/sdks/analytics/browser/browser-sdk-2
 */
export const amplitudeMeaning = (method: string, args: readonly Json[]): CallMeaning => {
  switch (method) {
    case 'setUserId':
      return named(args[0]);
    case 'setIdentity':
      return named(member(args[0], 'userId'));
    case 'init':
      return named(typeof args[1] === 'string' ? args[1] : undefined);
    case 'reset':
      return { kind: 'reset' };
    case 'track':
    case 'logEvent':
      return { kind: 'track', name: eventName(args) };
    case 'setOptOut':
      return { kind: 'capturing', to: args[0] === true ? 'out' : 'in' };
    default:
      return { kind: 'other' };
  }
};

/** Options behind the properties, or the event given as an object, may name user and device of that event alone. */
const ownIds = (call: FactOf<'call.observed'>): JsonObject => {
  const [event] = call.args;
  const options = call.method === 'identify' ? call.args[1] : isJsonObject(event) ? event : call.args[2];
  const user = member(options, 'user_id');
  const device = member(options, 'device_id');
  return { ...(user === undefined ? {} : { user_id: user }), ...(device === undefined ? {} : { device_id: device }) };
};

/**
 * The events the SDK is expected to send for this call: one for `track` and `identify`, none for `setUserId` and `reset`.
 * Ids are those of the moment; the SDK puts them on later, so a change in the same task shows on the wire.
 * Source: @amplitude/analytics-browser 2.48.1, executed
 */
export const amplitudePredict = (call: FactOf<'call.observed'>, context: CallContext): readonly AnalyticsEvent[] => {
  const meaning = amplitudeMeaning(call.method, call.args);
  const type = call.method === 'identify' ? '$identify' : meaning.kind === 'track' ? meaning.name : '';
  if (type === '') return [];
  const ids = call.after ?? call.before;
  const page = {
    ...(context.url === null ? {} : { '[Amplitude] Page URL': context.url }),
    ...(context.referrer ? { referrer: context.referrer } : {}),
  };
  const payload: JsonObject = {
    ...(ids?.anonymousId == null ? {} : { device_id: ids.anonymousId }),
    ...(ids?.knownId == null ? {} : { user_id: ids.knownId }),
    ...ownIds(call),
    event_properties: page,
  };
  return [amplitudeEvent(payload, type, { project: context.project, at: context.at, payload: null })];
};
