import { adapterOf } from '../../src/adapters/index.ts';
import type { DecodedRequest } from '../../src/core/adapter.ts';
import type { AnalyticsEvent } from '../../src/core/event.ts';

/** The events of a request. Beside them only profile updates may stand; anything else throws. */
export const decodedEvents = ({ vendor, project, payloads }: DecodedRequest): readonly AnalyticsEvent[] =>
  payloads.flatMap((payload) => {
    const adapter = adapterOf(vendor);
    const event = adapter?.toEvent(payload, project) ?? null;
    if (event !== null) return [event];
    if (adapter?.profileWrite?.(payload)) return [];
    throw new Error(`a payload that is neither event nor profile update: ${JSON.stringify(payload).slice(0, 200)}`);
  });
