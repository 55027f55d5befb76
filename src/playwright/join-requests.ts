import type { DecodedRequest, RawRequest } from '../core/adapter.ts';
import type { Fact, FactOf, Observation, ObservationOf, Transport } from '../core/observation.ts';
import { documentAt, type Frame, placed } from './placing.ts';

/** A request as the browser told of it, with what became of it. */
export type NetworkRequest = {
  readonly raw: RawRequest;
  readonly transport: Transport;
  /** Epoch ms. */
  readonly at: number;
  readonly where: Frame;
  /** Null while nothing came of it. `broken-off`: its page left, or gave it up; whether it arrived nobody knows. */
  readonly settled: { readonly at: number; readonly status: number | null | 'broken-off' } | null;
};

type Sent = ObservationOf<'wire.sent'>;

/** How far apart page and browser may tell of one request, in ms: a body may have to be read first. */
const sameWithin = 3_000;

type Settled = Pick<FactOf<'wire.settled'>, 'status' | 'outcome'>;

const settledAs = (status: number | null | 'broken-off'): Settled => {
  if (status === 'broken-off') return { status: null, outcome: 'unconfirmed' };
  return { status, outcome: status !== null && status >= 200 && status < 300 ? 'accepted' : 'failed' };
};

/** A page hears of an answer that it may not read nothing, and of a request that was broken off the same as of one that failed. */
const knowsLess = (page: Settled, browser: Settled): boolean =>
  page.outcome === 'unconfirmed' || (page.outcome === 'failed' && page.status === null && browser.outcome === 'unconfirmed');

const withoutHash = (url: string): string => url.split('#', 1)[0] ?? '';

const isSame = (sent: Sent, request: NetworkRequest, decoded: DecodedRequest): boolean =>
  withoutHash(sent.url) === withoutHash(request.raw.url) &&
  Math.abs(sent.at - request.at) <= sameWithin &&
  (sent.payloads === null || sent.truncated === true || JSON.stringify(sent.payloads) === JSON.stringify(decoded.payloads));

/**
 * What the page told, completed by what the browser knows of its requests: bodies that a page cannot read (a Blob sent while
 * it leaves), answers that it may not see, and requests that its own world never made, as a worker's.
 */
export const joinRequests = (
  observations: readonly Observation[],
  requests: readonly NetworkRequest[],
  decode: (request: RawRequest) => DecodedRequest | null,
): readonly Observation[] => {
  const better = new Map<Observation, Observation>();
  const added: Observation[] = [];
  const taken = new Set<Observation>();
  const sent = observations.filter((one): one is Sent => one.kind === 'wire.sent');

  const settle = (told: Sent, { settled, where }: NetworkRequest, nth: number): void => {
    if (settled === null) return;
    const fact: FactOf<'wire.settled'> = { kind: 'wire.settled', request: told.request, ...settledAs(settled.status) };
    const known = observations.find((one) => one.kind === 'wire.settled' && one.document === told.document && one.request === told.request);
    if (known === undefined) added.push(placed(observations, { fact, at: settled.at, where, nth }, told.document));
    else if (known.kind === 'wire.settled' && knowsLess(known, fact)) better.set(known, { ...known, ...fact });
  };

  requests.forEach((request, nth) => {
    const decoded = decode(request.raw);
    if (decoded === null) return;
    const own = documentAt(observations, request.where, request.at);
    const matches = sent.filter((one) => !taken.has(one) && isSame(one, request, decoded));
    const told = matches.find((one) => one.document === own) ?? matches[0];
    if (told !== undefined) {
      taken.add(told);
      if (decoded.payloads.length > 0 && (told.payloads === null || told.truncated === true)) {
        const { truncated: _cut, ...whole } = told;
        better.set(told, { ...whole, vendor: decoded.vendor, project: decoded.project ?? told.project, payloads: decoded.payloads });
      }
      settle(told, request, 2 * nth + 1);
    } else if (decoded.payloads.length > 0) {
      const fact: Fact = {
        kind: 'wire.sent',
        request: `network-${nth}`,
        vendor: decoded.vendor,
        project: decoded.project,
        transport: request.transport,
        url: request.raw.url,
        payloads: decoded.payloads,
      };
      const seen = placed(observations, { fact, at: request.at, where: request.where, nth: 2 * nth });
      added.push(seen);
      settle(seen as Sent, request, 2 * nth + 1);
    }
  });
  return [...observations.map((one) => better.get(one) ?? one), ...added];
};
