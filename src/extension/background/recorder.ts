import { createPageReports } from '../../adapters/page-reports.ts';
import type { DecodedRequest, RawRequest } from '../../core/adapter.ts';
import type { FactOf, Ids, Observation } from '../../core/observation.ts';
import type { Report } from '../../core/report.ts';
import type { Pressure } from './pressure.ts';
import { reportList } from './report-list.ts';
import type { PageSender } from './senders.ts';

/** What one message from a document comes to. */
export type Recorded = {
  readonly observations: readonly Observation[];
  /** The highest seq in the message, recorded or of no interest; null when there was none. */
  readonly upTo: number | null;
  /** Reports that could not be understood. */
  readonly unusable: number;
  /** Ordinary calls of a flood that were only counted. */
  readonly shed: number;
};

export type RecorderDeps = {
  /** One report from the page world, which is not trusted; null when it is none. */
  readonly parseReport: (value: unknown) => Report | null;
  readonly decode: (request: RawRequest) => DecodedRequest | null;
  readonly deviceOf: (sender: PageSender) => string;
  /** How to tell a flood, and which of its calls may only be counted: those that track something, or set what concerns no id. */
  readonly flood?: { readonly pressure: Pressure; readonly isOrdinaryCall: (call: FactOf<'call.observed'>) => boolean };
};

const sameIds = (one: Ids | null, other: Ids | null): boolean => one?.anonymousId === other?.anonymousId && one?.knownId === other?.knownId;

/**
 * Turns a document's message into observations. Who is speaking comes from `sender` alone. Requests are decoded here,
 * outside the page; those that ingest nothing are left out together with what became of them.
 */
export const createRecorder = ({ parseReport, decode, deviceOf, flood }: RecorderDeps) => {
  const factOf = createPageReports(decode);
  const isShed = (call: FactOf<'call.observed'>): boolean =>
    call.parent === null &&
    !call.queued &&
    call.replayOf === null &&
    sameIds(call.before, call.after) &&
    flood?.isOrdinaryCall(call) === true;
  return (text: string, sender: PageSender): Recorded => {
    const list = reportList(text);
    if (list === null) return { observations: [], upTo: null, unusable: 1, shed: 0 };
    const { document, tab, frame } = sender;
    const device = deviceOf(sender);
    const observations: Observation[] = [];
    let upTo: number | null = null;
    let unusable = 0;
    let shed = 0;
    const last = list.at(-1);
    const made = typeof last === 'object' && last !== null && 'at' in last && typeof last.at === 'number' ? last.at : null;
    const floods = made !== null && flood?.pressure.floods(document, list.length, made);
    for (const value of list) {
      const report = parseReport(value);
      if (report === null) {
        unusable += 1;
        continue;
      }
      upTo = Math.max(report.seq, upTo ?? report.seq);
      if (floods && report.kind === 'call.observed' && isShed(report)) {
        shed += 1;
        continue;
      }
      const fact = factOf(report, document);
      if (fact !== null) observations.push({ ...fact, document, device, tab, frame } as Observation);
    }
    return { observations, upTo, unusable, shed };
  };
};
