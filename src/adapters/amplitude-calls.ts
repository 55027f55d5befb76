import type { CallContext, CallMeaning } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { FactOf } from '../core/observation.ts';
import { amplitudeEvent } from './amplitude-event.ts';

/** What names a user; no value takes the user away, which names nobody. */
const named = (id: Json | undefined): CallMeaning =>
  id === undefined || id === null ? { kind: 'other' } : { kind: 'identify', id, traits: undefined };

/**
 * The name of the event a call makes; empty for none. At what is no object of the SDK `identify` and `revenue` throw. `track` takes
 * a name, or an event with its `event_type`. Source: @amplitude/analytics-core 2.58.0, `event-builder`; executed
 */
const eventName = (method: string, [first]: readonly Json[]): string => {
  switch (method) {
    case 'track':
    case 'logEvent': {
      const type = isJsonObject(first) ? member(first, 'event_type') : first;
      return typeof type === 'string' ? type : '';
    }
    case 'revenue':
      return isJsonObject(first) ? 'revenue_amount' : '';
    case 'identify':
      return isJsonObject(first) ? '$identify' : '';
    case 'setIdentity':
      return member(first, 'userProperties') === undefined ? '' : '$identify';
    case 'setGroup':
      return typeof first === 'string' && first !== '' ? '$identify' : '';
    default:
      return '';
  }
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
    case 'revenue':
      return { kind: 'track', name: eventName(method, args) };
    case 'setOptOut':
      return { kind: 'capturing', to: args[0] === true ? 'out' : 'in' };
    default:
      return { kind: 'other' };
  }
};

/** Options behind the properties, or the event given as an object, may name user and device of that event alone. */
const ownIds = ({ method, args }: FactOf<'call.observed'>): JsonObject => {
  const [first, second, third] = args;
  const isWhole = isJsonObject(first) && Object.hasOwn(first, 'event_type');
  const options = method === 'identify' || method === 'revenue' ? second : isWhole ? first : third;
  const user = member(options, 'user_id');
  const device = member(options, 'device_id');
  return { ...(user === undefined ? {} : { user_id: user }), ...(device === undefined ? {} : { device_id: device }) };
};

/**
 * The events the SDK is expected to send for this call: one for what tracks or gives properties, none for `setUserId` and `reset`.
 * Ids are those of the moment; the SDK puts them on later, so a change in the same task shows on the wire.
 * Source: @amplitude/analytics-browser 2.48.1, executed
 */
export const amplitudePredict = (call: FactOf<'call.observed'>, context: CallContext): readonly AnalyticsEvent[] => {
  const type = eventName(call.method, call.args);
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
