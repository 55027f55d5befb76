import type { Transport } from '../core/observation.ts';
import type { BodyReader } from './bodies.ts';
import { lower, UrlOf } from './intrinsics.ts';
import type { Reporter } from './reporter.ts';

/** Told to everyone who watches requests, analytics or not. `settled` gets the status, null when none came. */
export type RequestWatcher = (method: string, url: string, headers: readonly string[]) => ((status: number | null) => void) | null;

export type Sending = {
  readonly transport: Transport;
  readonly method: string;
  readonly url: string;
  /** Name and value pairs. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: unknown;
};

/** What becomes of a request. Null: nobody is interested. */
export type Settle = { readonly status: (status: number | null) => void; readonly unconfirmed: () => void; readonly refused: () => void };

export type Wire = { sending(sending: Sending): Settle | null };

type Dependencies = {
  readonly reporter: Reporter;
  readonly bodies: BodyReader;
  readonly base: () => string;
  readonly nextRequest: () => string;
  readonly sdkFound: () => boolean;
  readonly settleStored: () => void;
  readonly watchers: readonly RequestWatcher[];
};

const kept = ['authorization', 'x-write-key', 'x-mp-key', 'content-type', 'content-encoding'];

/** Reports the requests that carry analytics, and lets others be watched for login and logout. */
export const startWire = ({ reporter, bodies, base, nextRequest, sdkFound, settleStored, watchers }: Dependencies): Wire => ({
  sending({ transport, method, url, headers, body }) {
    const full = (): URL => new UrlOf(url, base());
    const copied = bodies(url, body, () => full().host, sdkFound());
    if (copied === null) return watch(watchers, method, url, headers);
    settleStored();
    const request = nextRequest();
    const sent: Record<string, string> = {};
    for (const [name, value] of headers) if (kept.includes(lower(name))) sent[lower(name)] = value;
    reporter.say({ kind: 'wire.raw', request, transport, method, url: full().href, headers: sent, ...copied });
    const settled = (status: number | null, outcome: 'accepted' | 'failed' | 'unconfirmed'): void =>
      reporter.say({ kind: 'wire.settled', request, status, outcome });
    return {
      status: (status) => settled(status || null, status !== null && status >= 200 && status < 300 ? 'accepted' : 'failed'),
      unconfirmed: () => settled(null, 'unconfirmed'),
      refused: () => settled(null, 'failed'),
    };
  },
});

const watch = (watchers: readonly RequestWatcher[], method: string, url: string, headers: Sending['headers']): Settle | null => {
  const interested: ((status: number | null) => void)[] = [];
  for (const watcher of watchers) {
    const settled = watcher(
      method,
      url,
      headers.map(([name]) => lower(name)),
    );
    if (settled !== null) interested.push(settled);
  }
  if (interested.length === 0) return null;
  const all = (status: number | null): void => {
    for (const settled of interested) settled(status);
  };
  return { status: all, unconfirmed: () => all(null), refused: () => all(null) };
};
