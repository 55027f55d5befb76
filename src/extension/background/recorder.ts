import type { DecodedRequest, RawRequest } from '../../core/adapter.ts';
import { createAuthOutcomes } from '../../core/auth-outcome.ts';
import type { Observation } from '../../core/observation.ts';
import type { Report, WireReport } from '../../core/report.ts';
import { bodyMaxBytes } from '../../hook/limits.ts';
import { batchMaxBytes } from '../../messages/limits.ts';
import type { PageSender } from './senders.ts';

/** A batch holds at most one oversized report, whose body may be base64. */
export const reportsMaxLength = batchMaxBytes + Math.ceil(bodyMaxBytes * 1.5);

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

const rawOf = (report: WireReport): RawRequest => ({
  url: report.url,
  method: report.method,
  headers: report.headers,
  body: report.body,
  encoding: report.encoding,
});

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
  /** Requests of no interest, so that their `wire.settled` can be left out too. One outlived by the worker is harmless: nothing refers to it. */
  const ignored = new Set<string>();
  const authOutcome = createAuthOutcomes();

  const factOf = (report: Report, document: string): Report | Observation | null => {
    if (report.kind === 'wire.raw') {
      const decoded = decode(rawOf(report));
      if (decoded === null || (decoded.payloads.length === 0 && report.body !== null)) {
        ignored.add(`${document} ${report.request}`);
        return null;
      }
      const { request, transport, url, seq, at } = report;
      const payloads = report.body === null ? null : decoded.payloads;
      const cut = report.truncated === true ? { truncated: true as const } : {};
      return {
        kind: 'wire.sent',
        request,
        vendor: decoded.vendor,
        project: decoded.project,
        transport,
        url,
        payloads,
        ...cut,
        seq,
        at,
      } as Observation;
    }
    if (report.kind === 'wire.settled' && ignored.delete(`${document} ${report.request}`)) return null;
    return report;
  };

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
      const observation = fact === null ? null : authOutcome({ ...fact, document, device, tab, frame } as Observation);
      if (observation !== null) observations.push(observation);
    }
    return { observations, upTo, unusable };
  };
};
