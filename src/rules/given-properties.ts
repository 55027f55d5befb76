import type { AnalyticsEvent } from '../core/event.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { MomentOf } from '../core/story.ts';

const objectIn = (value: Json | null | undefined, ...path: readonly string[]): JsonObject => {
  const found = path.reduce<Json | undefined>((at, key) => member(at, key), value ?? undefined);
  return isJsonObject(found) ? found : {};
};

/** Names behind `ep.` and `up.`, and those of numbers. */
const ga4Properties = (payload: Json | null, prefix: RegExp): JsonObject =>
  isJsonObject(payload)
    ? Object.fromEntries(Object.entries(payload).flatMap(([key, value]) => (prefix.test(key) ? [[key.replace(prefix, ''), value]] : [])))
    : {};

/** The properties that an event carries, super properties included, under the names that the page gave them; empty for a prediction. */
export const propertiesOf = ({ payload, claims }: AnalyticsEvent): JsonObject => {
  switch (claims.shape) {
    case 'mixpanel':
    case 'posthog':
    case 'segment':
      return objectIn(payload, 'properties');
    case 'amplitude':
      return objectIn(payload, 'event_properties');
    case 'cookie':
      return ga4Properties(payload, /^epn?\./);
    default:
      return {};
  }
};

/** What an event writes to the person: traits, `$set`, user properties. */
export const traitsOf = ({ payload, claims, name }: AnalyticsEvent): JsonObject => {
  switch (claims.shape) {
    case 'segment':
      return { ...objectIn(payload, 'context', 'traits'), ...objectIn(payload, 'traits') };
    case 'posthog':
      return { ...objectIn(payload, '$set_once'), ...objectIn(payload, '$set'), ...objectIn(payload, 'properties', '$set') };
    case 'amplitude':
      return { ...objectIn(payload, 'user_properties', '$setOnce'), ...objectIn(payload, 'user_properties', '$set') };
    case 'cookie':
      return ga4Properties(payload, /^upn?\./);
    default:
      return name === '$set' ? objectIn(payload, 'properties') : {};
  }
};

const oneOrMore = ([first, second]: readonly Json[]): JsonObject =>
  typeof first === 'string' && second !== undefined ? { [first]: second } : isJsonObject(first) ? first : {};

/** What a call writes to the person or the group. */
export const traitsGivenTo = ({ method, args, meaning }: MomentOf<'call'>): JsonObject => {
  if (meaning.kind === 'identify') return isJsonObject(meaning.traits) ? meaning.traits : {};
  if (method === 'people.set' || method === 'people.set_once' || method === 'setPersonProperties')
    return { ...oneOrMore(args), ...(method === 'setPersonProperties' && isJsonObject(args[1]) ? args[1] : {}) };
  return method === 'group' ? (args.findLast(isJsonObject) ?? {}) : {};
};
