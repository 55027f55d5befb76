import type { Transport } from '../core/observation.ts';
import { operationOf } from './auth-facts.ts';
import type { Body, BodyReader } from './bodies.ts';
import type { Tell } from './channel.ts';
import type { Guard } from './guard.ts';
import { each, mapped, PromiseOf, test } from './intrinsics.ts';
import type { Reporter } from './reporter.ts';
import type { Addresses } from './transports/address.ts';

/** Names, in lower case, and values. */
export type HeaderPairs = readonly (readonly [string, string])[];

export type Sending = {
  readonly transport: Transport;
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderPairs;
  readonly body: unknown;
};

/** What became of a request: the status of its answer, 0 when none came or the browser refused it, undefined when nobody can know. */
export type Settle = (status: number | undefined) => void;

export type Wire = { sending(sending: Sending): Settle | null };

type Dependencies = {
  readonly reporter: Reporter;
  readonly guard: Guard;
  readonly bodies: BodyReader;
  readonly base: () => string;
  readonly nextRequest: () => string;
  readonly settleStored: () => void;
  readonly tell: Tell;
  readonly addresses: Addresses;
};

/** `Basic` only of a key with an empty password, which ends in a colon before it is base64: anything else may be a secret. */
const isKept = (header: string): boolean =>
  test(/^(authorization:Basic \S*([AEIMQUYcgkosw048]6|[DTjz]o=|Og==)$|x-(write|mp)-key|content-(type|encoding))/, header);

/** Reports the requests that carry analytics, and tells the signals script of the others. */
export const startWire = ({ reporter, guard, bodies, base, nextRequest, settleStored, tell, addresses }: Dependencies): Wire => ({
  sending({ transport, method, url, headers, body }) {
    // Asked only of requests that are reported, and of a `Request` for its type: most have nothing to do with analytics.
    const sent = (): Record<string, string> => {
      const told: Record<string, string> = {};
      each(headers, (pair) => {
        if (isKept(`${pair[0]}:${pair[1]}`)) told[pair[0]] = pair[1];
      });
      return told;
    };
    const copied = bodies(
      url,
      body,
      () => addresses.hostOf(url, base()),
      () => sent()['content-type'],
    );
    const request = nextRequest();
    const report = (read: Body): Settle => {
      settleStored();
      reporter.say({ kind: 'wire.raw', request, transport, method, url: addresses.hrefOf(url, base()), headers: sent(), ...read });
      return (status) =>
        reporter.say({
          kind: 'wire.settled',
          request,
          status: status || null,
          outcome: status === undefined ? 'unconfirmed' : status >= 200 && status < 300 ? 'accepted' : 'failed',
        });
    };
    if (copied !== null && !(copied instanceof PromiseOf)) return report(copied);
    if (transport === 'image') return null;
    tell(
      'begin',
      request,
      method,
      url,
      mapped(headers, (pair) => pair[0]),
      operationOf(body),
    );
    const reported =
      copied &&
      (async () => {
        try {
          const read = await copied;
          return guard(() => read && report(read));
        } catch {
          // Used up or broken off: `fetch` says so itself.
        }
      })();
    return (status) => {
      tell('end', request, status || null);
      if (reported !== null) {
        void (async () => {
          const settle = await reported;
          guard(() => settle?.(status));
        })();
      }
    };
  },
});
