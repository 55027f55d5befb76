import type { DecodedRequest } from './adapter.ts';
import type { HarEntry } from './har-entry.ts';
import type { HarPage } from './har-pages.ts';
import type { Fact, FactOf, Observation } from './observation.ts';
import { isKnownObservation, parseObservation } from './parse-observation.ts';

/** An entry that carries analytics. */
export type Carrier = { readonly entry: HarEntry; readonly page: HarPage; readonly decoded: DecodedRequest };

/** A fact in its place. `at` is epoch ms. */
export type Timed = { readonly at: number; readonly page: HarPage; readonly fact: Fact };

/** A page that loads so soon after a request, in ms, ended the page of that request before an answer could be seen. */
const leavingMs = 1000;

const requestOf = ({ index }: HarEntry): string => `entry-${index}`;

export const openedFact = ({ url, referrer }: HarPage): FactOf<'document.opened'> => ({
  kind: 'document.opened',
  url: url ?? '',
  referrer,
  lifecycle: 'active',
});

export const sentFact = ({ entry, decoded }: Carrier): FactOf<'wire.sent'> => ({
  kind: 'wire.sent',
  request: requestOf(entry),
  vendor: decoded.vendor,
  project: decoded.project,
  transport: entry.transport,
  url: entry.request.url,
  payloads: decoded.payloads,
});

/**
 * What became of a request. Without a status it failed, unless its page was gone: then nobody was there to see the
 * answer (Firefox 153 writes 0 for what it had sent). A redirect says that the server had it, and no more.
 */
export const settledFact = ({ entry, page }: Carrier, pages: readonly HarPage[]): FactOf<'wire.settled'> => {
  const { status, refused, transport, start } = entry;
  const left = pages.some((next) => next !== page && next.device === page.device && next.at >= start && next.at - start <= leavingMs);
  const unknown = status === 0 ? !refused && (left || transport === 'beacon') : status >= 300 && status < 400;
  const outcome = unknown ? 'unconfirmed' : status >= 200 && status < 300 ? 'accepted' : 'failed';
  return { kind: 'wire.settled', request: requestOf(entry), status: status === 0 ? null : status, outcome };
};

/** Whether an observation of these parts is one that a recording can hold: within its caps. */
export const isKeepable = (page: HarPage, fact: Fact): boolean =>
  parseObservation({ seq: 0, at: 0, document: page.document, device: page.device, ...fact }) !== null;

/** In ms: below what tools write, above the least that a number of epoch ms can tell apart. */
const smallest = 0.001;

/** Facts in order of time, numbered within their page. What starts in the same moment on different pages keeps its order, too. */
export const harObservations = (facts: readonly Timed[]): readonly Observation[] => {
  const seqs = new Map<string, number>();
  let before: HarPage | null = null;
  let at = 0;
  return facts
    .toSorted((a, b) => a.at - b.at)
    .flatMap((timed): readonly Observation[] => {
      const { document, device } = timed.page;
      at = before !== null && before !== timed.page ? Math.max(timed.at, at + smallest) : Math.max(timed.at, at);
      before = timed.page;
      const seq = seqs.get(document) ?? 0;
      seqs.set(document, seq + 1);
      const observation = parseObservation({ seq, at, document, device, ...timed.fact });
      return observation !== null && isKnownObservation(observation) ? [observation] : [];
    });
};
