import type { Transport } from '../core/observation.ts';
import type { BodyReader } from './bodies.ts';
import { test, UrlOf } from './intrinsics.ts';
import type { Reporter } from './reporter.ts';

/** Names, in lower case, and values. */
export type HeaderPairs = readonly (readonly [string, string])[];

/** Told to everyone who watches requests, analytics or not. `settled` gets the status, null when none came. */
export type RequestWatcher = (method: string, url: string, headers: HeaderPairs) => ((status: number | null) => void) | null;

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
  readonly watchers: readonly RequestWatcher[];
};

const kept = /^(authorization|x-(write|mp)-key|content-(type|encoding))$/;

/** Reports the requests that carry analytics, and lets others be watched for login and logout. */
export const startWire = ({ reporter, bodies, base, nextRequest, settleStored, watchers }: Dependencies): Wire => ({
  sending(sending) {
    const { transport, method, url, headers, body } = sending;
    const full = (): URL => new UrlOf(url, base());
    const copied = bodies(url, body, () => full().host);
    if (copied === null) return watch(watchers, sending);
    settleStored();
    const request = nextRequest();
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

const watch = (watchers: readonly RequestWatcher[], { method, url, headers }: Sending): Settle | null => {
  const interested = watchers.map((watcher) => watcher(method, url, headers)).filter((settled) => settled !== null);
  if (interested.length === 0) return null;
  return (result) => {
    for (const settled of interested) settled(result === 'unconfirmed' ? null : result);
  };
};
