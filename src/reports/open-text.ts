import { decodeRequest } from '../adapters/index.ts';
import { isHar, readHar } from '../core/har.ts';
import { isJsonObject, type Json, member } from '../core/json.ts';
import { jsonFault } from '../core/json-fault.ts';
import { type ParsedRecording, parseRecording } from '../core/parse-recording.ts';
import { createLineParser, observationOf } from './ndjson.ts';

export type OpenOptions = {
  /** The file's name, which names the device of what is no recording. */
  readonly name: string;
  /** Of a recording made from something else: uuid v7. */
  readonly id: string;
  readonly version: string;
};

const shownNumber = new Intl.NumberFormat('en');

const parsed = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

const fromHar = (har: Json, { name, id, version }: OpenOptions): ParsedRecording => {
  const { recording, skipped, skippedAt } = readHar(har, { decode: decodeRequest, id, version, file: `har-${id}`, label: name });
  if (recording.observations.length > 0)
    return { ok: true, recording, skipped, skippedAt: skippedAt.map(({ entry }) => entry), foreign: 0 };
  const [first] = skippedAt;
  const why = first === undefined ? '' : `: entry ${first.entry}, ${first.why}`;
  return { ok: false, why: `No request in this HAR carries analytics that can be read${why}.` };
};

/** Lines of NDJSON; null when none can be used. */
const fromLines = (text: string, { name, id, version }: OpenOptions): ParsedRecording | null => {
  const parser = createLineParser([]);
  const device = `lines-${id}`;
  const observations = parser.parse(text).map((line) => observationOf(line, { document: device, device }));
  if (observations.length === 0) return null;
  const startedAt = new Date(observations[0]?.at ?? 0).toISOString();
  const made = { by: 'extension', version, browser: null } as const;
  const recording = { idscope: 1, id, startedAt, made, devices: [{ id: device, label: name }], observations } as const;
  return { ok: true, recording, skipped: parser.skippedCount, skippedAt: parser.skipped.map(({ line }) => line), foreign: 0 };
};

const broken = (text: string): string => {
  const fault = jsonFault(text);
  if (fault === null) return '';
  const place = shownNumber.format(fault);
  return fault === text.length ? ` It ends too early, after character ${place}.` : ` It is no JSON from character ${place} on.`;
};

/**
 * The text of a file as a recording: a recording itself, a HAR, or NDJSON of payloads. `why` is one sentence or two for
 * the person who opened it.
 */
export const openText = (text: string, options: OpenOptions): ParsedRecording => {
  const value = parsed(text);
  if (isHar(value)) return fromHar(value as Json, options);
  if (isJsonObject(value) && member(value, 'idscope') !== undefined) return parseRecording(value);
  const lines = fromLines(text, options);
  if (lines !== null) return lines;
  if (value !== undefined) return parseRecording(value);
  return { ok: false, why: `This file is no recording, no HAR and no lines of events.${broken(text)}` };
};
