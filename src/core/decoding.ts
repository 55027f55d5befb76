import type { Adapter, CallContext } from './adapter.ts';
import type { AnalyticsEvent } from './event.ts';
import type { FactOf, ObservationBase } from './observation.ts';

type Kept<Key, Value> = { readonly key: Key; readonly value: Value };

/**
 * Keeps what was decoded by observation, so that a ledger that is built anew names the very same event objects:
 * the fold recognises unchanged events by identity, and nothing is decoded twice.
 */
export const createDecoding = () => {
  const payloads = new WeakMap<object, Kept<string, readonly (AnalyticsEvent | null)[]>>();
  const predictions = new WeakMap<object, Kept<string, readonly AnalyticsEvent[]>>();
  const moved = new WeakMap<AnalyticsEvent, Map<string, AnalyticsEvent>>();

  return {
    /** The events of a request, null where a payload is none. */
    payloadsOf: (
      observation: ObservationBase & FactOf<'wire.sent'>,
      adapter: Adapter,
      project: string,
    ): readonly (AnalyticsEvent | null)[] => {
      const kept = payloads.get(observation);
      if (kept?.key === project) return kept.value;
      const value = (observation.payloads ?? []).map((payload) => adapter.toEvent(payload, project));
      payloads.set(observation, { key: project, value });
      return value;
    },
    injectedOf: (observation: ObservationBase & FactOf<'event.injected'>, adapter: Adapter): AnalyticsEvent | null => {
      const kept = payloads.get(observation);
      if (kept !== undefined) return kept.value[0] ?? null;
      const event = adapter.toEvent(observation.payload, observation.project);
      payloads.set(observation, { key: '', value: [event] });
      return event;
    },
    predictionsOf: (observation: FactOf<'call.observed'>, adapter: Adapter, context: CallContext): readonly AnalyticsEvent[] => {
      const key = `${context.project}\n${context.url}`;
      const kept = predictions.get(observation);
      if (kept?.key === key) return kept.value;
      const value = adapter.predict(observation, context);
      predictions.set(observation, { key, value });
      return value;
    },
    /** The event as one of another project. */
    inProject: (event: AnalyticsEvent, project: string): AnalyticsEvent => {
      if (event.project === project) return event;
      const known = moved.get(event) ?? new Map<string, AnalyticsEvent>();
      const there = known.get(project) ?? { ...event, project };
      known.set(project, there);
      moved.set(event, known);
      return there;
    },
  };
};

export type Decoding = ReturnType<typeof createDecoding>;
