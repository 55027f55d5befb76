import { isHar } from '../../core/har.ts';
import { isJsonObject, type Json } from '../../core/json.ts';
import { jsonFault } from '../../core/json-fault.ts';
import { parseRecording } from '../../core/parse-recording.ts';
import type { Recording } from '../../core/recording.ts';
import type { Io } from '../io.ts';
import { Unusable } from '../unusable.ts';
import { lineBlocks, textOf } from './blocks.ts';

/** A file whose kind is known. `name` is what complaints call it. */
export type Opened = { readonly name: string; readonly label: string } & (
  | { readonly kind: 'recording'; readonly recording: Recording; readonly skipped: number; readonly skippedAt: readonly number[] }
  | { readonly kind: 'har'; readonly har: Json }
  /** Texts that end where a line ends; to be read once. */
  | { readonly kind: 'lines'; readonly blocks: AsyncIterable<string> }
);

/** A file that is one JSON value over several lines is read whole, unless it is larger than a string can be. */
const largestWhole = 400_000_000;

const nameOf = (path: string): string => (path === '-' ? 'Standard input' : path);
const baseName = (path: string): string => (path === '-' ? 'stdin' : (path.split(/[\\/]/).pop() ?? path));

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const isWhole = (value: unknown): boolean => isJsonObject(value) && (Object.hasOwn(value, 'idscope') || isHar(value));

/** What begins as a HAR does, and is one unless it is broken: no vendor's line has `log` for its first member. */
const looksLikeHar = (text: string): boolean => /^\s*\{\s*"log"\s*:\s*\{/.test(text.slice(0, 4096));

/** A HAR that cannot be read, by the byte of the file at which it goes wrong. `bom` is the length of its mark, if it has one. */
const broken = (name: string, text: string, bom: number): Unusable => {
  const fault = jsonFault(text);
  if (fault === null) return new Unusable(`${name} is a HAR file with a text in it that JSON does not allow.`);
  const at = `byte ${bom + new TextEncoder().encode(text.slice(0, fault)).length}`;
  return new Unusable(
    fault === text.length ? `${name} is a HAR file that ends too early, at ${at}.` : `${name} is a HAR file and no JSON from ${at} on.`,
  );
};

const bomLength = (first: Uint8Array | undefined): number => (first?.[0] === 0xef && first[1] === 0xbb && first[2] === 0xbf ? 3 : 0);

const readable = async function* (path: string, io: Io): AsyncGenerator<Uint8Array> {
  try {
    yield* io.chunks(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw new Unusable(`${nameOf(path)} cannot be read${code === '' ? '' : ` (${code})`}.`);
  }
};

/** What was read ahead, then the rest. */
const resumed = async function* (ahead: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* ahead;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
};

/** The first line with anything on it; null while it is not complete. */
const firstLine = (text: string): string | null => {
  const trimmed = text.trimStart();
  const end = trimmed.indexOf('\n');
  return end < 0 ? null : trimmed.slice(0, end);
};

const openFile = async (path: string, io: Io): Promise<Opened> => {
  const about = { name: nameOf(path), label: baseName(path) };
  const rest = readable(path, io)[Symbol.asyncIterator]();
  const ahead: Uint8Array[] = [];
  let size = 0;

  /** False at the end of the file. */
  const readOn = async (): Promise<boolean> => {
    const next = await rest.next();
    if (next.done === true) return false;
    ahead.push(next.value);
    size += next.value.length;
    return true;
  };

  const lines = (): Opened => ({ ...about, kind: 'lines', blocks: lineBlocks(resumed(ahead, rest)) });

  const whole = (value: unknown): Opened => {
    if (isHar(value)) return { ...about, kind: 'har', har: value as Json };
    const result = parseRecording(value);
    if (!result.ok) throw new Unusable(`${about.name}: ${result.why}`);
    return { ...about, kind: 'recording', recording: result.recording, skipped: result.skipped, skippedAt: result.skippedAt };
  };

  let line: string | null = null;
  let more = true;
  while (line === null && more && size < largestWhole) {
    more = await readOn();
    if (ahead.at(-1)?.includes(0x0a) === true || !more) line = firstLine(textOf(ahead));
  }
  const first = line ?? (more ? '' : textOf(ahead).trim());
  const value = parsed(first);
  if (isWhole(value)) return whole(value);
  if (value !== undefined || !/^[{[]/.test(first)) return lines();
  while (more && size < largestWhole) more = await readOn();
  if (more) {
    if (!looksLikeHar(first)) return lines();
    throw new Unusable(`${about.name} is a HAR file of more than ${largestWhole / 1_000_000} MB, which cannot be read whole.`);
  }
  const text = textOf(ahead);
  const all = parsed(text);
  if (all === undefined && looksLikeHar(text)) throw broken(about.name, text, bomLength(ahead[0]));
  return isWhole(all) ? whole(all) : lines();
};

/** Opens every file and tells recordings from lines. Throws for what cannot be read. */
export const openFiles = async (paths: readonly string[], io: Io): Promise<readonly Opened[]> => {
  if (paths.length === 0) throw new Unusable('Name at least one file, or - for standard input.');
  if (paths.filter((path) => path === '-').length > 1) throw new Unusable('Standard input can be read once only.');
  const opened: Opened[] = [];
  for (const path of paths) opened.push(await openFile(path, io));
  return opened;
};
