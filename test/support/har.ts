import { readFileSync } from 'node:fs';
import { decodeRequest } from '../../src/adapters/index.ts';
import { type HarOptions, type HarRecording, readHar } from '../../src/core/har.ts';
import type { Json } from '../../src/core/json.ts';
import type { Observation } from '../../src/core/observation.ts';

export const harText = (name: string): string => readFileSync(new URL(`../fixtures/har/${name}.har`, import.meta.url), 'utf8');

/** A HAR around entries, as a parsed file. */
export const harOf = (entries: readonly Json[], log: { readonly [key: string]: Json } = {}): Json => ({
  log: { version: '1.2', creator: { name: 'test', version: '1' }, ...log, entries },
});

export const mixpanelBody = (event: string, properties: { readonly [key: string]: Json } = {}): string =>
  JSON.stringify([{ event, properties: { token: 'T', $device_id: 'D1', distinct_id: '$device:D1', $insert_id: event, ...properties } }]);

type EntryParts = {
  readonly at?: Json;
  readonly url?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly postData?: Json;
  readonly status?: number;
  readonly more?: { readonly [key: string]: Json };
};

/** One entry: by default Mixpanel's event `View`, accepted. */
export const entryOf = (parts: EntryParts = {}): Json => ({
  startedDateTime: parts.at ?? '2026-11-22T10:00:00.000Z',
  time: 20,
  request: {
    method: parts.method ?? 'POST',
    url: parts.url ?? 'https://metrics.shop.example/track/',
    headers: Object.entries(parts.headers ?? {}).map(([name, value]) => ({ name, value })),
    ...(parts.postData === undefined ? { postData: { mimeType: 'application/json', text: mixpanelBody('View') } } : {}),
    ...(parts.postData === undefined || parts.postData === null ? {} : { postData: parts.postData }),
  },
  response: { status: parts.status ?? 200, content: { mimeType: 'application/json' } },
  ...parts.more,
});

export const readEntries = (har: Json, options: Partial<HarOptions> = {}): HarRecording =>
  readHar(har, { decode: decodeRequest, id: 'id', version: '1', file: 'file-0001', label: 'x.har', ...options });

/** The observations of one kind that entries come to. */
export const factsOf = (entries: readonly Json[], kind: string, log = {}): readonly Observation[] =>
  readEntries(harOf(entries, log)).recording.observations.filter((one): one is Observation => one.kind === kind);

/** The names of Mixpanel's events, in order. */
export const namesOf = (entries: readonly Json[]): readonly unknown[] =>
  factsOf(entries, 'wire.sent').flatMap((one) =>
    (one.kind === 'wire.sent' ? (one.payloads ?? []) : []).map((p) => (p as { event: string }).event),
  );

/** An entry with one event of Mixpanel. */
export const named = (event: string, parts: EntryParts = {}): Json =>
  entryOf({ postData: { mimeType: 'application/json', text: mixpanelBody(event) }, ...parts });

/** What became of the first request. */
export const outcomeOf = (...entries: readonly Json[]): unknown => {
  const [settled] = factsOf(entries, 'wire.settled');
  return settled?.kind === 'wire.settled' ? settled.outcome : null;
};

/** An entry that loads a page. */
export const page = (at: string, url = 'https://shop.example/', more: { readonly [key: string]: Json } = {}): Json =>
  entryOf({ at, url, method: 'GET', headers: { 'Sec-Fetch-Dest': 'document' }, postData: null, more });
