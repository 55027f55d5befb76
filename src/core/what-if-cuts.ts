import type { ObservationOf } from './observation.ts';
import type { Position } from './position.ts';

const step = 2 ** -12;

/** Requests cut in pieces, so that something can be ingested between two of their payloads. Asked for all cuts first, then for the pieces. */
export const createCuts = () => {
  const parts = new Map<string, Set<number>>();
  const requests = new Map<string, string[]>();
  const key = (document: string, what: number | string): string => `${document}\n${what}`;

  return {
    /** The `seq` of what is ingested right before the payload at this position, as the `ordinal`th of all insertions. */
    before: ({ document, seq, part }: Position, ordinal: number): number => {
      if (part === 0) return seq - 0.25 + ordinal * 2 ** -24;
      parts.set(key(document, seq), (parts.get(key(document, seq)) ?? new Set()).add(part));
      return seq + (part - 0.5) * step + ordinal * 2 ** -24;
    },
    /** The pieces of a request. A payload keeps its number, by which its event is known: pieces hold null in place of the others. */
    pieces: (sent: ObservationOf<'wire.sent'>): readonly ObservationOf<'wire.sent'>[] => {
      const { document, seq, request, payloads } = sent;
      const cut = [...(parts.get(key(document, seq)) ?? [])].sort((a, b) => a - b);
      if (cut.length === 0 || payloads === null) return [sent];
      requests.set(
        key(document, request),
        cut.map((from) => `${request}/${from}`),
      );
      return [0, ...cut].map((from, index) => {
        const to = cut[index] ?? payloads.length;
        const own = payloads.map((payload, part) => (part >= from && part < to ? payload : null));
        return from === 0 ? { ...sent, payloads: own } : { ...sent, seq: seq + from * step, request: `${request}/${from}`, payloads: own };
      });
    },
    /** The answer to a request is that to each of its pieces. */
    answers: (settled: ObservationOf<'wire.settled'>): readonly ObservationOf<'wire.settled'>[] => [
      settled,
      ...(requests.get(key(settled.document, settled.request)) ?? []).map((request, index) => ({
        ...settled,
        seq: settled.seq + (index + 1) * step,
        request,
      })),
    ],
  };
};

export type Cuts = ReturnType<typeof createCuts>;
