import type { DecodedRequest, RawRequest } from '../core/adapter.ts';
import type { Observation } from '../core/observation.ts';
import type { Report, WireReport } from '../core/report.ts';
import { whyBroken, whyUnread } from './wire-body.ts';

type At = { readonly seq: number; readonly at: number };

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

/**
 * What a page's reports come to, asked in their order: requests are decoded, and those that ingest nothing are left out
 * together with what became of them. Null for what is of no interest.
 */
export const createPageReports = (decode: (request: RawRequest) => DecodedRequest | null) => {
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

  const requestOf = (report: WireReport & At, document: string): Observation | Report | null => {
    const { request, transport, url, seq, at } = report;
    const raw = rawOf(report);
    const decoded = decode(raw);
    const why = report.why ?? whyUnread(raw);
    const owner = ownerOf(addressOf(document, url), decoded, why !== null);
    if (owner === null) {
      ignored.add(`${document} ${request}`);
      const lost = why ?? whyBroken(raw);
      return lost === null ? null : { kind: 'loss.counted', what: 'request bodies', why: lost, count: 1, seq, at };
    }
    const { vendor, project } = owner;
    const payloads = decoded === null || decoded.payloads.length === 0 ? null : decoded.payloads;
    const cut = report.truncated === true ? { truncated: true as const } : {};
    return { kind: 'wire.sent', request, vendor, project, transport, url, payloads, ...cut, seq, at } as Observation;
  };

  return (report: Report, document: string): Report | Observation | null => {
    if (report.kind === 'wire.raw') return requestOf(report, document);
    if (report.kind === 'wire.settled' && ignored.delete(`${document} ${report.request}`)) return null;
    return report;
  };
};
