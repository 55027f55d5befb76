import { isJsonObject, type Json } from '../../core/json.ts';
import type { ForeignObservation, Observation } from '../../core/observation.ts';

/** What identity, order, delivery and first touch rest on, in payloads and arguments of any vendor. */
const keptNames = new Set(
  [
    'event type name token writeKey api_key time timestamp originalTimestamp sentAt uuid alias email externalIds properties context',
    'traits campaign page library url href path referrer referring_domain value version collection source medium term content',
    'current_url channel request schema data options',
    // Amplitude.
    'event_type event_properties user_properties min_id_length',
    // mParticle.
    'known_identities user_identities userIdentities identity_changes identity_type new_value request_timestamp_ms',
    'timestamp_unixtime_ms event_name',
    // Snowplow and GA4.
    'e en se_ac dtm ttm co cx refr p tv v dl dr ts timestamp_micros',
    // Closed SDKs.
    'identity anonymous action meta rid',
  ].flatMap((line) => line.split(' ')),
);
const keptKinds = /^(\$.*|.*_?id|.*Id|utm_.*|\[Amplitude\] .*)$/;
/** Whatever stands in these is an id, under names of the site's own. */
const keptWhole = new Set(['known_identities', 'user_identities', 'userIdentities', 'externalIds', 'identity_changes']);

const isKept = (key: string): boolean => keptNames.has(key) || keptKinds.test(key);

const maxText = 512;

const coreOf = (value: Json, whole = false): Json => {
  if (typeof value === 'string') return value.length > maxText ? `${value.slice(0, maxText)}…` : value;
  if (Array.isArray(value)) return value.slice(0, 20).map((inner) => coreOf(inner, whole));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (whole || isKept(key) ? [[key, coreOf(inner, whole || keptWhole.has(key))]] : [])),
  );
};

/** The observation without payload detail; the analysis of the result is the same. The same object when there is nothing to leave out. */
export const toIdentityCore = <T extends Observation | ForeignObservation>(observation: T): T => {
  if ('payloads' in observation && Array.isArray(observation.payloads)) {
    return { ...observation, payloads: observation.payloads.map((payload) => coreOf(payload)) };
  }
  if ('args' in observation && Array.isArray(observation.args)) {
    return { ...observation, args: observation.args.map((arg) => coreOf(arg)), site: null };
  }
  return observation;
};
