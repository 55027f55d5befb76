import { isId, isText } from './field.ts';
import { isJsonObject, member } from './json.ts';
import type { ForeignObservation, Observation } from './observation.ts';
import { isKnownObservation, parseObservation } from './parse-observation.ts';
import type { Device, Recording } from './recording.ts';

/** More observations than any session makes; the rest of such a file is counted as skipped. */
const maxObservations = 5_000_000;

export type ParsedRecording =
  | {
      readonly ok: true;
      readonly recording: Recording;
      /** Entries that are no observations. */
      readonly skipped: number;
      /** Where the first few of them stand in the list, from 0. */
      readonly skippedAt: readonly number[];
      /** Observations of kinds that this version does not know. */
      readonly foreign: number;
    }
  | { readonly ok: false; readonly why: string };

const makers = ['extension', 'playwright', 'har', 'cli'] as const;

const shownPositions = 5;

const madeOf = (value: unknown): Recording['made'] => {
  const made = isJsonObject(value) ? value : {};
  const by = makers.find((maker) => maker === member(made, 'by')) ?? 'cli';
  const version = member(made, 'version');
  const browser = member(made, 'browser');
  return { ...made, by, version: typeof version === 'string' ? version : '', browser: typeof browser === 'string' ? browser : null };
};

const devicesOf = (value: unknown, observations: readonly { readonly device: string }[]): readonly Device[] => {
  const devices = new Map<string, Device>();
  for (const entry of Array.isArray(value) ? value : []) {
    const id: unknown = isJsonObject(entry) ? member(entry, 'id') : undefined;
    const label: unknown = isJsonObject(entry) ? member(entry, 'label') : undefined;
    if (isJsonObject(entry) && typeof id === 'string' && isId(id))
      devices.set(id, { ...entry, id, label: typeof label === 'string' && isText(label) ? label : id });
  }
  for (const { device } of observations) if (!devices.has(device)) devices.set(device, { id: device, label: device });
  return [...devices.values()];
};

const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

/**
 * A recording from the text of a file or from what its JSON gave. Unusable entries are skipped and counted, unknown
 * kinds and members kept; `why` is one sentence for the person who opened the file.
 */
export const parseRecording = (value: unknown): ParsedRecording => {
  const file = parsed(value);
  if (!isJsonObject(file)) return { ok: false, why: 'This is no recording: it is not a JSON object.' };
  if (member(file, 'idscope') === undefined) return { ok: false, why: 'This is no recording: it has no "idscope" version.' };
  if (member(file, 'idscope') !== 1)
    return { ok: false, why: `This recording has version ${JSON.stringify(member(file, 'idscope'))}; only 1 can be read.` };
  const list: unknown = member(file, 'observations');
  if (!Array.isArray(list)) return { ok: false, why: 'This is no recording: it has no list of observations.' };

  const observations: (Observation | ForeignObservation)[] = [];
  const skippedAt: number[] = [];
  let foreign = 0;
  for (const [place, entry] of list.slice(0, maxObservations).entries()) {
    const observation = parseObservation(entry);
    if (observation === null) {
      if (skippedAt.length < shownPositions) skippedAt.push(place);
      continue;
    }
    observations.push(observation);
    if (!isKnownObservation(observation)) foreign += 1;
  }
  const id = member(file, 'id');
  const startedAt = member(file, 'startedAt');
  const recording: Recording = {
    ...file,
    idscope: 1,
    id: typeof id === 'string' && isId(id) ? id : '',
    startedAt: typeof startedAt === 'string' && isText(startedAt) ? startedAt : '',
    made: madeOf(member(file, 'made')),
    devices: devicesOf(member(file, 'devices'), observations),
    observations,
  };
  return { ok: true, recording, skipped: list.length - observations.length, skippedAt, foreign };
};

/**
 * The file's text in pieces of at least `least` characters, but for the last one: so that a long recording never has to stand as one
 * text. A piece is longer than that by one observation at most. One observation a line, so that files can be compared line by line.
 */
export function* recordingPieces(recording: Recording, least: number): Generator<string, void, undefined> {
  const { observations, ...head } = recording;
  let parts = [`${JSON.stringify(head).slice(0, -1)},"observations":[\n`];
  let length = 0;
  for (const [place, observation] of observations.entries()) {
    const line = `${place === 0 ? '' : ',\n'}${JSON.stringify(observation)}`;
    parts.push(line);
    length += line.length;
    if (length < least) continue;
    yield parts.join('');
    parts = [];
    length = 0;
  }
  yield `${parts.join('')}\n]}\n`;
}

/** The file's text as one. */
export const serialiseRecording = (recording: Recording): string => [...recordingPieces(recording, Number.POSITIVE_INFINITY)].join('');
