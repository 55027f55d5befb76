import type { AnalyticsEvent } from '../core/event.ts';
import { idText, type Json, type JsonObject, member } from '../core/json.ts';
import { campaignOf, touchOf } from './touch.ts';
import { objectMember, textMember } from './wire-body.ts';

/** The type of what Amplitude's HTTP API takes; null for updates of groups, which belong to nobody. */
export const amplitudeType = (payload: Json): string | null => {
  const type = textMember(payload, 'event_type');
  return type === '$groupidentify' ? null : type;
};

/** `time` in ms; SDKs before 2019 call it `timestamp`. */
const timeOf = (payload: JsonObject): number | null => {
  const time = member(payload, 'time') ?? member(payload, 'timestamp');
  return typeof time === 'number' ? time : null;
};

const firstText = (value: JsonObject | null, keys: readonly string[]): string | null => {
  for (const key of keys) {
    const text = textMember(value ?? undefined, key);
    if (text !== null) return text;
  }
  return null;
};

/** One Amplitude event. `options` of its request, where they say how long ids must be, are kept beside it. */
export const amplitudeEvent = (
  payload: JsonObject,
  type: string,
  place: { readonly project: string; readonly at: number | null; readonly payload: Json | null },
): AnalyticsEvent => {
  const userId = idText(member(payload, 'user_id'));
  const deviceId = idText(member(payload, 'device_id'));
  const least = member(member(payload, 'options'), 'min_id_length');
  const properties = objectMember(payload, 'event_properties');
  const set = objectMember(objectMember(payload, 'user_properties') ?? undefined, '$set');
  return {
    vendor: 'amplitude',
    project: textMember(payload, 'api_key') ?? place.project,
    id: idText(member(payload, 'insert_id') ?? member(payload, 'uuid')),
    name: type,
    at: timeOf(payload) ?? place.at,
    // The SDK sends an empty id as it was set, so the event carried one; that it names nobody is for the model to say.
    ids: { anonymousId: deviceId, knownId: userId },
    claims: { shape: 'amplitude', userId, deviceId, minIdLength: typeof least === 'number' ? least : null },
    touch: touchOf(
      firstText(properties, ['[Amplitude] Page Location', '[Amplitude] Page URL']),
      firstText(properties, ['referrer', '[Amplitude] Referrer']),
      set === null ? null : campaignOf((key) => textMember(set, key)),
    ),
    payload: place.payload,
  };
};
