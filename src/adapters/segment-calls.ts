import type { CallContext } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import { isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import type { FactOf, Ids } from '../core/observation.ts';
import { segmentEvent } from './segment-event.ts';
import { traitsOf } from './segment-meaning.ts';

/** analytics.js takes strings that are not empty and numbers for ids; anything else is no id. Source: analytics-next `resolveUserArguments`. */
const givenId = (value: Json | undefined): string | null => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
};

/** `options` is the object behind the properties; a timestamp and ids given there are the event's. */
const optionsOf = (call: FactOf<'call.observed'>): JsonObject => {
  const objects = call.args.filter(isJsonObject);
  const options = objects.length > 1 ? objects[1] : undefined;
  return options ?? {};
};

/**
 * Alias of an anonymous visitor sends the new id with the anonymous one; while a user is known, `userId` is overwritten by the known id.
 * Source: analytics-next 1.84.3, executed
 */
const aliasFields = (call: FactOf<'call.observed'>, ids: Ids | null): JsonObject => {
  // The first two texts or numbers, wherever they stand, else the first argument. Source: analytics-next `resolveAliasArguments`
  const [to = call.args[0] ?? null, from = null] = call.args.flatMap((arg) =>
    typeof arg === 'string' || typeof arg === 'number' ? String(arg) : [],
  );
  const anonymousId = ids?.anonymousId ?? call.after?.anonymousId ?? null;
  // An empty one counts as none: `json.userId || user.id()`. Source: analytics-next `plugins/segmentio/normalize`
  return { userId: ids?.knownId ?? (to === '' ? null : to), previousId: from ?? ids?.knownId ?? anonymousId };
};

const fieldsOf = (call: FactOf<'call.observed'>): JsonObject => {
  switch (call.method) {
    case 'track':
      return { event: typeof call.args[0] === 'string' ? call.args[0] : '' };
    case 'identify': {
      const traits = traitsOf(call.args);
      return {
        userId: givenId(call.args[0]) ?? call.before?.knownId ?? call.after?.knownId ?? null,
        ...(traits === undefined ? {} : { traits }),
      };
    }
    case 'alias':
      // In a storage that was emptied an alias writes back what the SDK holds, and sends that.
      return aliasFields(call, call.after ?? call.before);
    case 'group':
      return { groupId: givenId(call.args[0]), ...(isJsonObject(call.args[1]) ? { traits: call.args[1] } : {}) };
    default:
      return {};
  }
};

const sending: readonly string[] = ['track', 'identify', 'page', 'screen', 'group', 'alias'];

/** The events analytics.js is expected to send for this call: one for every call that sends, `reset` none. `identify` always sends. */
export const segmentPredict = (call: FactOf<'call.observed'>, context: CallContext): readonly AnalyticsEvent[] => {
  if (!sending.includes(call.method)) return [];
  const ids = call.after ?? call.before;
  const { timestamp, userId, anonymousId } = optionsOf(call);
  const payload: JsonObject = {
    anonymousId: ids?.anonymousId ?? null,
    // An id among the options counts only while the SDK knows none. Source: analytics-next 1.84.3 `EventFactory.addIdentity`
    userId: ids?.knownId ?? (typeof userId === 'string' ? userId : null),
    ...(typeof timestamp === 'string' ? { timestamp } : {}),
    ...fieldsOf(call),
    ...(typeof anonymousId === 'string' ? { anonymousId } : {}),
    context: {
      page: { ...(context.url === null ? {} : { url: context.url }), ...(context.referrer ? { referrer: context.referrer } : {}) },
    },
  };
  return [segmentEvent(payload, call.method, { project: context.project, at: context.at, payload: null })];
};
