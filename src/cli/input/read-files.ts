import { isJsonObject } from '../../core/json.ts';
import { parseRecording } from '../../core/parse-recording.ts';
import type { Recording } from '../../core/recording.ts';
import type { Io } from '../io.ts';
import { Unusable } from '../unusable.ts';
import { parseLines } from './ndjson.ts';

export type Input = {
  readonly recordings: readonly Recording[];
  /** Lines and entries that could not be used. */
  readonly skipped: number;
};

const shownSkips = 5;

const textOf = async (path: string, io: Io): Promise<string> => {
  const bytes = await io.read(path).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Unusable(`${nameOf(path)} cannot be read${code === '' ? '' : ` (${code})`}.`);
  });
  return new TextDecoder().decode(bytes);
};

const nameOf = (path: string): string => (path === '-' ? 'Standard input' : path);
const baseName = (path: string): string => (path === '-' ? 'stdin' : (path.split(/[\\/]/).pop() ?? path));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The file as one JSON value, undefined when it is lines: whole files are parsed only if their first line is no value. */
const wholeFile = (text: string): unknown => {
  const trimmed = text.trimStart();
  const end = trimmed.indexOf('\n');
  const first = parsed(end < 0 ? trimmed : trimmed.slice(0, end));
  if (first === undefined) return parsed(trimmed);
  return isJsonObject(first) && (Object.hasOwn(first, 'idscope') || isHar(first)) ? first : undefined;
};

const isHar = (value: unknown): boolean =>
  isJsonObject(value) && isJsonObject(value.log) && Object.hasOwn(value.log, 'entries') && Array.isArray(value.log.entries);

/** Reads recordings and NDJSON; complains about unusable lines on standard error. Throws when nothing usable is left. */
export const readFiles = async (paths: readonly string[], vendors: readonly string[], io: Io): Promise<Input> => {
  if (paths.length === 0) throw new Unusable('Name at least one file, or - for standard input.');
  if (paths.filter((path) => path === '-').length > 1) throw new Unusable('Standard input can be read once only.');
  const recordings: Recording[] = [];
  const complaints: string[] = [];
  let skipped = 0;

  for (const [place, path] of paths.entries()) {
    const text = await textOf(path, io);
    const whole = wholeFile(text);
    if (isHar(whole)) throw new Unusable(`${nameOf(path)} is a HAR file: HAR comes in a later version.`);
    if (isJsonObject(whole) && Object.hasOwn(whole, 'idscope')) {
      const result = parseRecording(whole);
      if (!result.ok) throw new Unusable(`${nameOf(path)}: ${result.why}`);
      recordings.push(result.recording);
      skipped += result.skipped;
      for (const place of result.skippedAt) complaints.push(`${nameOf(path)}: observations[${place}] is no observation`);
      continue;
    }
    const device = `file-${String(place + 1).padStart(4, '0')}`;
    const lines = parseLines(text, { document: device, device }, vendors);
    skipped += lines.skipped.length;
    for (const { line, why } of lines.skipped.slice(0, shownSkips)) complaints.push(`${nameOf(path)}:${line}: ${why}`);
    if (lines.observations.length === 0) continue;
    recordings.push({
      idscope: 1,
      id: io.newId(),
      startedAt: io.now().toISOString(),
      made: { by: 'cli', version: __IDSCOPE_VERSION__, browser: null },
      devices: [{ id: device, label: baseName(path) }],
      observations: lines.observations,
    });
  }

  for (const complaint of complaints.slice(0, shownSkips)) io.warn(`skipped ${complaint}`);
  if (skipped > shownSkips) io.warn(`skipped ${skipped} in all`);
  if (recordings.length === 0) throw new Unusable(`Nothing usable in ${paths.map(nameOf).join(', ')}.`);
  return { recordings, skipped };
};
