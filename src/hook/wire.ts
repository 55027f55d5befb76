import type { Transport } from '../core/observation.ts';
import type { BodyReader } from './bodies.ts';
import type { Tell } from './channel.ts';
import { test, UrlOf } from './intrinsics.ts';
import type { Reporter } from './reporter.ts';

/** Names, in lower case, and values. */
export type HeaderPairs = readonly (readonly [string, string])[];

export type Sending = {
  readonly transport: Transport;
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderPairs;
  readonly body: unknown;
};

/** What became of a request: the status of its answer, null when none came or the browser refused it, or nobody can know. */
export type Settle = (result: number | null | 'unconfirmed') => void;

export type Wire = { sending(sending: Sending): Settle | null };

type Dependencies = {
  readonly reporter: Reporter;
  readonly bodies: BodyReader;
  readonly base: () => string;
  readonly nextRequest: () => string;
  readonly settleStored: () => void;
  readonly tell: Tell;
};

const kept = /^(authorization|x-(write|mp)-key|content-(type|encoding))$/;

/** Reports the requests that carry analytics, and tells the signals script of the others. */
export const startWire = ({ reporter, bodies, base, nextRequest, settleStored, tell }: Dependencies): Wire => ({
  sending(sending) {
    const { transport, method, url, headers, body } = sending;
    const full = (): URL => new UrlOf(url, base());
    const copied = bodies(url, body, () => full().host);
    const request = nextRequest();
    if (copied === null) {
      if (transport === 'image') return null;
      tell(
        'begin',
        request,
        method,
        url,
        headers.map(([name]) => name),
      );
      return (result) => tell('end', request, result === 'unconfirmed' ? null : result);
    }
    settleStored();
    const sent: Record<string, string> = {};
    for (const [name, value] of headers) if (test(kept, name)) sent[name] = value;
    reporter.say({ kind: 'wire.raw', request, transport, method, url: full().href, headers: sent, ...copied });
    return (result) => {
      const unknown = result === 'unconfirmed';
      const outcome = unknown ? result : result !== null && result >= 200 && result < 300 ? 'accepted' : 'failed';
      reporter.say({ kind: 'wire.settled', request, status: unknown ? null : result, outcome });
    };
  },
});
