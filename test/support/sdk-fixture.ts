import { readdirSync, readFileSync } from 'node:fs';
import { decodeRequest } from '../../src/adapters/index.ts';
import type { RawRequest } from '../../src/core/adapter.ts';
import type { Json } from '../../src/core/json.ts';
import type { Ids, Transport } from '../../src/core/observation.ts';
import type { Recording } from '../../src/core/recording.ts';
import { createLog, type Place } from './recording-clock.ts';

/** Storage as it changed by one line of the session. Keys are `cookie:<name>`, `localStorage:<key>`, `sessionStorage:<key>`, values raw. */
export type StorageChange = { readonly set: Readonly<Record<string, string>>; readonly removed: readonly string[] };

/**
 * One thing that the session did: a page opened (`page`), or a call (`method`, `args`). Of several calls in one line
 * of code the last one carries what was read afterwards.
 */
export type SdkCall = {
  readonly at: number;
  readonly page?: string;
  readonly tab?: string;
  readonly method?: string;
  readonly args?: readonly Json[];
  /** What the SDK said of its ids afterwards; null when it was not asked or said nothing. */
  readonly ids: Ids | null;
  /** The same in the SDK's own words. */
  readonly seen?: Readonly<Record<string, Json>>;
  /** The line as it ran; cut at 400 characters. */
  readonly code?: string;
  readonly storage?: StorageChange;
};

/** A recording of a real SDK in Chromium, trimmed: what was called, what storage held afterwards, what was sent. */
export type SdkFixture = {
  readonly sdk: string;
  readonly version: string;
  readonly scenario: string;
  readonly note?: string;
  readonly page: string;
  readonly calls: readonly SdkCall[];
  readonly requests: readonly {
    readonly at: number;
    readonly transport: Transport;
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | null;
    /** Of compressed bodies: the body is base64 of the very bytes. */
    readonly encoding?: 'base64';
    /** What the laboratory decoded by itself, in the vendor's words. */
    readonly events: readonly { readonly [key: string]: Json }[];
  }[];
};

const directory = new URL('../fixtures/sdk/', import.meta.url);

export const sdkFixture = (name: string): SdkFixture => JSON.parse(readFileSync(new URL(`${name}.json`, directory), 'utf8')) as SdkFixture;

/** The names of all recordings as `<vendor>/<scenario>`; of one vendor if asked. */
export const sdkFixtureNames = (vendor?: string): readonly string[] =>
  readdirSync(directory)
    .filter((name) => vendor === undefined || name === vendor)
    .flatMap((name) => readdirSync(new URL(`${name}/`, directory)).map((file) => `${name}/${file.replace('.json', '')}`));

export const rawRequest = ({ url, method, headers, body, encoding }: SdkFixture['requests'][number]): RawRequest => ({
  url,
  method,
  headers,
  body,
  encoding: encoding ?? 'text',
});

/** The fixture as the hook would have seen it, nested calls left out. Answers come at once, beacons stay unconfirmed. */
export const recordingOfFixture = (fixture: SdkFixture): Recording => {
  const log = createLog(0);
  const noIds: Ids = { anonymousId: null, knownId: null };
  const instance = fixture.sdk === 'mixpanel' ? 'mixpanel' : 'default';
  const decoded = fixture.requests.map((request) => ({ request, found: decodeRequest(rawRequest(request)) }));
  const project = decoded.find(({ found }) => found !== null)?.found?.project ?? 'none';
  const place: { -readonly [Key in keyof Place]: Place[Key] } = { document: '', device: 'browser', tab: 1, frame: 0 };
  let ids: Ids | null = null;
  let capturing: 'in' | 'out' = 'in';

  const until = (at: number): void => log.wait(Math.max(0, at - log.now()));
  const stored = (next: Ids | null): void => {
    if (next === null || (ids !== null && JSON.stringify(ids) === JSON.stringify(next))) return;
    ids = next;
    log.write(place, {
      kind: 'storage.changed',
      vendor: fixture.sdk,
      project,
      area: 'cookie',
      ids,
      unsent: null,
      capturing,
      cause: null,
    });
  };
  const open = (url: string, next: Ids | null): void => {
    if (place.document !== '') log.write(place, { kind: 'document.closed', to: 'unloaded' });
    place.document = log.next('doc-');
    log.write(place, { kind: 'document.opened', url, referrer: '', lifecycle: 'active' });
    log.write(place, {
      kind: 'sdk.found',
      vendor: fixture.sdk,
      project,
      instance,
      version: fixture.version,
      how: 'global',
      hooked: true,
      why: null,
      capturing: 'in',
    });
    stored(ids ?? noIds);
    stored(next);
  };

  const steps = [
    ...fixture.calls.map((call) => ({ at: call.at, call, sent: null })),
    ...decoded.map((sent) => ({ at: sent.request.at, call: null, sent })),
  ].sort((a, b) => a.at - b.at);
  for (const { at, call, sent } of steps) {
    until(at);
    if (sent !== null) {
      if (sent.found === null) continue;
      const request = log.next('r');
      const { transport, url } = sent.request;
      log.write(place, {
        kind: 'wire.sent',
        request,
        vendor: sent.found.vendor,
        project: sent.found.project,
        transport,
        url,
        payloads: sent.found.payloads,
      });
      const outcome = transport === 'beacon' ? 'unconfirmed' : 'accepted';
      log.write(place, { kind: 'wire.settled', request, status: outcome === 'accepted' ? 200 : null, outcome });
    } else if (call?.page !== undefined) open(call.page, call.ids);
    else if (call?.method !== undefined) {
      const before = ids;
      if (call.method.startsWith('opt_')) capturing = call.method === 'opt_in_tracking' ? 'in' : 'out';
      stored(call.ids);
      log.write(place, {
        kind: 'call.observed',
        call: log.next('c'),
        vendor: fixture.sdk,
        project,
        instance,
        method: call.method,
        args: call.args ?? [],
        before,
        after: call.ids,
        site: null,
        parent: null,
        queued: false,
        replayOf: null,
      });
    }
  }
  return {
    idscope: 1,
    id: fixture.scenario,
    startedAt: '2026-11-22T12:00:00.000Z',
    made: { by: 'extension', version: '0.0.0-test', browser: null },
    devices: [{ id: 'browser', label: 'browser' }],
    observations: log.observations,
  };
};
