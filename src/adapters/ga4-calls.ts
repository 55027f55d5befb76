import type { CallContext, CallMeaning } from '../core/adapter.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { FactOf } from '../core/observation.ts';

/** The user id among the parameters of a command; undefined when they say nothing of the user. */
const userIn = (method: string, args: readonly Json[]): Json | undefined => {
  if (method === 'dataLayer') {
    const id = member(args[0], 'user_id');
    return id === undefined ? member(args[0], 'userId') : id;
  }
  return method === 'config' ? member(args[1], 'user_id') : method === 'set' ? member(args[0], 'user_id') : undefined;
};

/**
 * What gtag commands mean: `config` and `set` with a `user_id` name the user of what follows, `null` nobody. An object that is
 * pushed to a tag manager may bring the user id for its tags. Source: https://developers.google.com/analytics/devguides/collection/ga4/user-id
 */
export const ga4Meaning = (method: string, args: readonly Json[]): CallMeaning => {
  if (method === 'event') return { kind: 'track', name: typeof args[0] === 'string' ? args[0] : '' };
  const id = userIn(method, args);
  if (id === undefined) return { kind: 'other' };
  return id === null ? { kind: 'reset' } : { kind: 'identify', id, traits: undefined };
};

/** `config` names the stream by its measurement id. */
export const ga4Project = (method: string, args: readonly Json[]): string | null =>
  method === 'config' && typeof args[0] === 'string' ? args[0] : null;

/** The hit of a command: one for each event, a page view for `config` unless it says no. Tag managers decide for themselves. */
export const ga4Predict = (call: FactOf<'call.observed'>, { url, referrer }: CallContext): readonly JsonObject[] => {
  const { method, args } = call;
  const parameters = args[1];
  const views = method === 'config' && member(parameters, 'send_page_view') !== false;
  const name = views ? 'page_view' : method === 'event' && typeof args[0] === 'string' ? args[0] : '';
  if (name === '') return [];
  const ids = call.after ?? call.before;
  const own = isJsonObject(parameters) ? member(parameters, 'user_id') : undefined;
  const uid = own === undefined ? (ids?.knownId ?? null) : idText(own);
  return [
    {
      en: name,
      ...(ids?.anonymousId == null ? {} : { cid: ids.anonymousId }),
      ...(uid === null ? {} : { uid }),
      ...(url === null ? {} : { dl: url }),
      ...(referrer === null ? {} : { dr: referrer }),
    },
  ];
};
