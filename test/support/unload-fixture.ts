import { decodeRequest } from '../../src/adapters/index.ts';
import type { DecodedRequest } from '../../src/core/adapter.ts';
import type { Json } from '../../src/core/json.ts';
import type { Fact, Ids } from '../../src/core/observation.ts';
import type { Recording } from '../../src/core/recording.ts';
import { decodedEvents } from './decoded-events.ts';
import { createLog, type Place } from './recording-clock.ts';
import { rawRequest, type SdkCall, type SdkFixture, type StorageChange } from './sdk-fixture.ts';

/** A page that goes says its last words within this time after the next one was asked for. */
const lastWordsMs = 120;

/** The keys of each SDK's unsent queue. RudderStack keeps one for each page that was open. */
const queues: Readonly<Record<string, RegExp>> = {
  mixpanel: /^localStorage:__mpq_.*_ev$/,
  amplitude: /^localStorage:AMP_unsent_/,
  rudderstack: /^localStorage:rudder_.*\.(queue|batchQueue|inProgress)$/,
};

const lengthOf = (text: string): number => {
  const once: unknown = JSON.parse(text);
  const value: unknown = typeof once === 'string' ? JSON.parse(once) : once;
  return Object.keys(value as object).length;
};

/** Follows storage as it changes; tells how many events wait there, null while nothing was ever stored. */
const createUnsent = (vendor: string) => {
  const held = new Map<string, number>();
  return ({ set, removed }: StorageChange): number | null => {
    const own = queues[vendor];
    if (own === undefined) return null;
    const before = JSON.stringify([...held]);
    for (const [key, text] of Object.entries(set)) if (own.test(key)) held.set(key, lengthOf(text));
    for (const key of removed) if (held.has(key)) held.set(key, 0);
    return JSON.stringify([...held]) === before ? null : [...held.values()].reduce((sum, count) => sum + count, 0);
  };
};

/**
 * A session that left pages, as the hook would have seen it: what a page says while it goes belongs to that page, bodies
 * that are no text cannot be read there, and the unsent queue is told as storage showed it. `storedInCall` stands for what was
 * stored in a call and gone again before the laboratory looked.
 */
export const recordingOfLeaving = (
  fixture: SdkFixture,
  { storedInCall = null }: { readonly storedInCall?: number | null } = {},
): Recording => {
  const log = createLog(fixture.calls[0]?.at ?? 0);
  const vendor = fixture.sdk;
  const unsentAfter = createUnsent(vendor);
  const requests = fixture.requests.map((request) => ({ request, found: decodeRequest(rawRequest(request)) }));
  const carriesEvents = (found: DecodedRequest | null): found is DecodedRequest => found !== null && decodedEvents(found).length > 0;
  const project = requests.find(({ found }) => found !== null)?.found?.project ?? 'none';
  let place: Place = { document: '', device: 'browser', tab: 1, frame: 0 };
  let ids: Ids = { anonymousId: null, knownId: null };
  let unsent: number | null = null;

  const write = (fact: Fact): void => log.write(place, fact);
  const until = (at: number): void => log.wait(Math.max(0, at - log.now()));
  const stored = (left: number | null): void =>
    write({ kind: 'storage.changed', vendor, project, area: 'localStorage', ids, unsent: left, capturing: 'unknown', cause: null });

  const send = ({ request, found }: (typeof requests)[number]): void => {
    if (!carriesEvents(found)) return;
    const { transport, url } = request;
    const isBeacon = transport === 'beacon';
    const payloads: readonly Json[] | null = isBeacon && request.encoding === 'base64' ? null : found.payloads;
    const id = log.next('r');
    write({
      kind: 'wire.sent',
      request: id,
      vendor,
      project: payloads === null ? `host:${new URL(url).host}` : project,
      transport,
      url,
      payloads,
    });
    const outcome = isBeacon ? 'unconfirmed' : 'accepted';
    write({ kind: 'wire.settled', request: id, status: isBeacon ? null : 200, outcome });
    if (isBeacon || unsent === null) return;
    unsent = 0;
    stored(unsent);
  };
  const sendUntil = (at: number): void => {
    while (requests[0] !== undefined && requests[0].request.at <= at) {
      const next = requests.shift();
      if (next === undefined) return;
      until(next.request.at);
      send(next);
    }
  };
  const changed = (call: SdkCall, seen: number | null): void => {
    const left = unsentAfter(call.storage ?? { set: {}, removed: [] });
    const told = seen ?? left;
    ids = call.ids ?? ids;
    if (told === null && call.ids === null) return;
    unsent = told ?? unsent;
    stored(told);
  };

  for (const call of fixture.calls) {
    sendUntil(call.page === undefined ? call.at : call.at + lastWordsMs);
    until(call.at);
    if (call.page !== undefined) {
      if (place.document !== '') write({ kind: 'document.closed', to: 'unloaded' });
      place = { ...place, document: log.next('doc-') };
      write({ kind: 'document.opened', url: call.page, referrer: '', lifecycle: 'active' });
      write({
        kind: 'sdk.found',
        vendor,
        project,
        instance: vendor,
        version: fixture.version,
        how: 'global',
        hooked: true,
        why: null,
        capturing: 'in',
      });
      changed(call, null);
      continue;
    }
    if (call.method === undefined) continue;
    const before = ids;
    const after = call.ids ?? ids;
    write({
      kind: 'call.observed',
      call: log.next('c'),
      vendor,
      project,
      instance: vendor,
      method: call.method,
      args: call.args ?? [],
      before,
      after,
      site: null,
      parent: null,
      queued: false,
      replayOf: null,
    });
    changed(call, storedInCall);
    // The line itself left for the next page, which the laboratory did not list as a row of its own.
    const left = /location\.href='([^']+)'/.exec(call.code ?? '')?.[1];
    if (left === undefined) continue;
    write({ kind: 'document.closed', to: 'unloaded' });
    place = { ...place, document: log.next('doc-') };
    write({ kind: 'document.opened', url: fixture.page + left, referrer: '', lifecycle: 'active' });
    write({
      kind: 'sdk.found',
      vendor,
      project,
      instance: vendor,
      version: fixture.version,
      how: 'global',
      hooked: true,
      why: null,
      capturing: 'in',
    });
  }
  sendUntil(Number.POSITIVE_INFINITY);
  return {
    idscope: 1,
    id: fixture.scenario,
    startedAt: '2026-11-22T12:00:00.000Z',
    made: { by: 'extension', version: '0.0.0-test', browser: null },
    devices: [{ id: 'browser', label: 'browser' }],
    observations: log.observations,
  };
};
