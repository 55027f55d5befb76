import type { AnalyticsEvent } from './event.ts';
import type { EventRecord, RequestRecord } from './ledger-records.ts';

const saysOf = ({ ids, claims }: AnalyticsEvent): string => JSON.stringify([ids, claims]);

/**
 * Events that were sent again with other ids: an SDK may complete an event each time it sends it, as analytics.js does with a
 * user who was named since (`normalize`: `json.userId || user.id()`). Where all before it failed, the sending that was accepted
 * is what the vendor has. What a page cut off as it went mostly arrived (17 of 19 random walks that sent such an event twice):
 * then the vendor took the first one, and no second.
 * Source: analytics-next 1.84.3, `plugins/segmentio/normalize`
 */
/** `mayHaveArrived`: of a request that got no answer. */
export const createResent = (mayHaveArrived: (request: RequestRecord) => boolean) => {
  const differing = new Map<RequestRecord, { readonly record: EventRecord; readonly event: AnalyticsEvent }[]>();

  return {
    /** The event of `record` stands in one more request. */
    again: (record: EventRecord, event: AnalyticsEvent, request: RequestRecord): void => {
      if (saysOf(record.event) === saysOf(event)) return;
      differing.set(request, [...(differing.get(request) ?? []), { record, event }]);
    },
    accepted: (request: RequestRecord): void => {
      for (const { record, event } of differing.get(request) ?? []) {
        const { sendings } = record;
        const at = sendings.findIndex((one) => one.request === request);
        const [own] = sendings.slice(at, at + 1);
        if (own === undefined || sendings.slice(0, at).some(({ request: earlier }) => mayHaveArrived(earlier))) continue;
        record.event = event;
        sendings.splice(at, 1);
        sendings.unshift(own);
      }
      differing.delete(request);
    },
  };
};
