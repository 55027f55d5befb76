import type { CallContext, CallMeaning } from '../core/adapter.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { FactOf } from '../core/observation.ts';

/** The action of a structured event, which is its name; older trackers take it second. */
const actionOf = ([event, second]: readonly Json[]): string | null => {
  const name = isJsonObject(event) ? member(event, 'action') : second;
  return typeof name === 'string' && name !== '' ? name : null;
};

/**
 * Source: https://docs.snowplow.io/docs/sources/web-trackers/ and the tracker's own: null takes the user id away,
 * `newSession` changes no id of a visitor.
 */
export const snowplowMeaning = (method: string, args: readonly Json[]): CallMeaning => {
  switch (method) {
    case 'setUserId':
      return args[0] == null ? { kind: 'reset' } : { kind: 'identify', id: args[0], traits: undefined };
    case 'clearUserData':
      return member(args[0], 'preserveUser') === true ? { kind: 'other' } : { kind: 'reset' };
    case 'trackPageView':
      return { kind: 'track', name: 'page_view' };
    case 'trackStructEvent':
      return { kind: 'track', name: actionOf(args) ?? 'struct' };
    case 'trackSelfDescribingEvent':
      return { kind: 'track', name: 'unstruct' };
    default:
      return { kind: 'other' };
  }
};

/** A tracker is started with the address of its collector, which is the project. */
export const snowplowProject = (method: string, args: readonly Json[]): string | null => {
  const [, address] = args;
  if (method !== 'newTracker' || typeof address !== 'string') return null;
  const host = /^(?:[a-z]+:)?(?:\/\/)?([^/?#]+)/i.exec(address)?.[1];
  return host === undefined ? null : `host:${host}`;
};

/**
 * The event the tracker sends for this call; `setUserId` sends nothing, later events carry the id.
 * Source: @snowplow/browser-tracker 4.10.1, executed
 */
export const snowplowPredict = (call: FactOf<'call.observed'>, { url, referrer }: CallContext): readonly JsonObject[] => {
  const { method, args } = call;
  const type =
    method === 'trackPageView' ? 'pv' : method === 'trackStructEvent' ? 'se' : method === 'trackSelfDescribingEvent' ? 'ue' : null;
  if (type === null) return [];
  const ids = call.after ?? call.before;
  const action = type === 'se' ? actionOf(args) : null;
  const duid = idText(ids?.anonymousId ?? undefined);
  const uid = idText(ids?.knownId ?? undefined);
  return [
    {
      e: type,
      ...(action === null ? {} : { se_ac: action }),
      ...(duid === null ? {} : { duid }),
      ...(uid === null ? {} : { uid }),
      ...(url === null ? {} : { url }),
      ...(referrer === null ? {} : { refr: referrer }),
    },
  ];
};
