import { createPageReports } from '../../adapters/page-reports.ts';
import type { DecodedRequest, RawRequest } from '../../core/adapter.ts';
import type { Observation } from '../../core/observation.ts';
import type { Report } from '../../core/report.ts';
import { reportsMaxLength } from '../../messages/limits.ts';
import type { PageSender } from './senders.ts';

/** What one message from a document comes to. */
export type Recorded = {
  readonly observations: readonly Observation[];
  /** The highest seq in the message, recorded or of no interest; null when there was none. */
  readonly upTo: number | null;
  /** Reports that could not be understood. */
  readonly unusable: number;
};

export type RecorderDeps = {
  /** One report from the page world, which is not trusted; null when it is none. */
  readonly parseReport: (value: unknown) => Report | null;
  readonly decode: (request: RawRequest) => DecodedRequest | null;
  readonly deviceOf: (sender: PageSender) => string;
};

const parseList = (text: string): readonly unknown[] | null => {
  if (text.length > reportsMaxLength) return null;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

/**
 * Turns a document's message into observations. Who is speaking comes from `sender` alone. Requests are decoded here,
 * outside the page; those that ingest nothing are left out together with what became of them.
 */
export const createRecorder = ({ parseReport, decode, deviceOf }: RecorderDeps) => {
  const factOf = createPageReports(decode);
  return (text: string, sender: PageSender): Recorded => {
    const list = parseList(text);
    if (list === null) return { observations: [], upTo: null, unusable: 1 };
    const { document, tab, frame } = sender;
    const device = deviceOf(sender);
    const observations: Observation[] = [];
    let upTo: number | null = null;
    let unusable = 0;
    for (const value of list) {
      const report = parseReport(value);
      if (report === null) {
        unusable += 1;
        continue;
      }
      upTo = Math.max(report.seq, upTo ?? report.seq);
      const fact = factOf(report, document);
      if (fact !== null) observations.push({ ...fact, document, device, tab, frame } as Observation);
    }
    return { observations, upTo, unusable };
  };
};
