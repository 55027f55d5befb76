import type { CallContext, CallMeaning } from '../core/adapter.ts';
import type { AnalyticsEvent } from '../core/event.ts';
import type { JsonObject } from '../core/json.ts';
import type { FactOf } from '../core/observation.ts';
import { namedEvent } from './named-event.ts';

/**
 * The event of a call whose wire nobody described: it carries the ids the library held when it was over. An alias joins
 * the anonymous id, or what the page named, with the new one.
 */
export const namedPredict = (
  meaning: CallMeaning,
  call: FactOf<'call.observed'>,
  { vendor, project, at }: CallContext,
): readonly AnalyticsEvent[] => {
  const ids = call.after ?? call.before;
  const carried: JsonObject = { identity: ids?.knownId ?? null, anonymous_id: ids?.anonymousId ?? null };
  const payload: JsonObject | null =
    meaning.kind === 'track'
      ? { ...carried, event: meaning.name }
      : meaning.kind === 'identify' && meaning.id !== undefined
        ? { ...carried, event: 'identify' }
        : meaning.kind === 'alias' && call.args[0] !== undefined && meaning.alias !== undefined
          ? { alias: [call.args[0], meaning.alias] }
          : null;
  const event = payload === null ? null : namedEvent(vendor, payload, project);
  return event === null ? [] : [{ ...event, at, payload: null }];
};
