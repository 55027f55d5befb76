import { whyUnread } from '../../adapters/wire-body.ts';
import type { DecodedRequest, RawRequest } from '../../core/adapter.ts';
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

/** Addresses remembered of all documents; of a page that sends to more, the oldest are forgotten. */
const addressesMax = 1000;

/** A document's requests to one address, whatever their parameters. */
const addressOf = (document: string, url: string): string => `${document} ${url.split(/[?#]/, 1)[0]}`;

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
  /** Whose events went to an address: what cannot be read and goes there, too, is the same vendor's. */
  const owners = new Map<string, Pick<DecodedRequest, 'vendor' | 'project'>>();

  const ownerOf = (address: string, decoded: DecodedRequest | null, unread: boolean) => {
    if (decoded === null || decoded.payloads.length === 0) return unread ? (owners.get(address) ?? decoded) : null;
    const { vendor, project } = decoded;
    if (owners.size >= addressesMax) owners.delete(owners.keys().next().value ?? '');
    owners.set(address, { vendor, project });
    return decoded;
  };

  const requestOf = (report: WireReport & { readonly seq: number; readonly at: number }, document: string): Observation | Report | null => {
    const { request, transport, url, seq, at } = report;
    const raw = rawOf(report);
    const decoded = decode(raw);
    const why = report.why ?? whyUnread(raw);
    const owner = ownerOf(addressOf(document, url), decoded, why !== null);
    if (owner === null) {
      ignored.add(`${document} ${request}`);
      return why === null ? null : { kind: 'loss.counted', what: 'request bodies', why, count: 1, seq, at };
    }
    const { vendor, project } = owner;
    const payloads = decoded === null || decoded.payloads.length === 0 ? null : decoded.payloads;
    const cut = report.truncated === true ? { truncated: true as const } : {};
    return { kind: 'wire.sent', request, vendor, project, transport, url, payloads, ...cut, seq, at } as Observation;
  };

  const factOf = (report: Report, document: string): Report | Observation | null => {
    if (report.kind === 'wire.raw') return requestOf(report, document);
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
      if (fact !== null) observations.push({ ...fact, document, device, tab, frame } as Observation);
    }
    return { observations, upTo, unusable };
  };
};
