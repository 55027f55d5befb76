import type { CallContext } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import type { FactOf } from '../core/observation.ts';
import { rudderstackEvent } from './rudderstack-event.ts';
import { traitsOf } from './segment-meaning.ts';

/** Anything but an object, null and nothing is an id, as text. Source: @rudderstack/analytics-js 3.34.1, executed */
const givenId = (value: Json | undefined): string | null => {
  if (value === undefined || value === null || isJsonObject(value)) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** `options` is the last object behind the properties; an anonymous id given there is that event's alone. */
const ownAnonymousId = (call: FactOf<'call.observed'>): Json | undefined => {
  const objects = call.args.filter(isJsonObject);
  return objects.length > 1 ? member(objects[objects.length - 1], 'anonymousId') : undefined;
};

/** The id that `identify` left, which may be another text than was given: a number that is none is stored as `null`. */
const storedId = ({ before, after }: FactOf<'call.observed'>): string | null =>
  after !== null && after.knownId !== (before?.knownId ?? null) ? (after.knownId ?? '') : null;

/** `identify('')` takes the user away, null and traits alone keep the one there is; `alias` comes from that user, else from the visitor. */
const fieldsOf = (call: FactOf<'call.observed'>): JsonObject => {
  const { args, method, before } = call;
  switch (method) {
    case 'track':
      return { event: typeof args[0] === 'string' ? args[0] : '' };
    case 'identify': {
      const traits = traitsOf(args);
      return {
        userId: storedId(call) ?? givenId(args[0]) ?? before?.knownId ?? '',
        ...(traits === undefined ? {} : { context: { traits } }),
      };
    }
    case 'alias': {
      const from = givenId(args[1]) ?? before?.knownId ?? before?.anonymousId ?? '';
      // `alias` takes an object for an id, other than `identify`, and without one the user there is. Source: @rudderstack/analytics-js 3.34.1, executed
      return { userId: (isJsonObject(args[0]) ? args[0] : givenId(args[0])) ?? before?.knownId ?? '', previousId: from };
    }
    default:
      return {};
  }
};

const sending: ReadonlySet<string> = new Set(['track', 'identify', 'page', 'screen', 'group', 'alias']);

/** The events the SDK is expected to send for this call: one for every call that sends, none for `reset`. */
export const rudderstackPredict = (call: FactOf<'call.observed'>, context: CallContext): readonly AnalyticsEvent[] => {
  if (!sending.has(call.method)) return [];
  const ids = call.after ?? call.before;
  const own = ownAnonymousId(call);
  const fields = fieldsOf(call);
  const page = { ...(context.url === null ? {} : { url: context.url }), ...(context.referrer ? { referrer: context.referrer } : {}) };
  const payload: JsonObject = {
    anonymousId: typeof own === 'string' ? own : (ids?.anonymousId ?? null),
    userId: ids?.knownId ?? '',
    ...fields,
    context: { ...(isJsonObject(fields.context) ? fields.context : {}), page },
  };
  return [rudderstackEvent(payload, call.method, { project: context.project, at: context.at, payload: null })];
};
