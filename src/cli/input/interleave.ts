import { createLineParser, type Line, type LineParser } from '../../reports/ndjson.ts';
import type { Opened } from './open-files.ts';

type LinesFile = Extract<Opened, { readonly kind: 'lines' }>;

/** The lines of a file in portions, none of them empty. */
const portions = async function* (file: LinesFile, parser: LineParser): AsyncGenerator<readonly Line[]> {
  for await (const block of file.blocks) {
    const lines = parser.parse(block);
    if (lines.length > 0) yield lines;
  }
};

type Reader = { readonly source: AsyncGenerator<readonly Line[]>; lines: readonly Line[]; next: number };

const advance = async (reader: Reader): Promise<boolean> => {
  if (reader.next < reader.lines.length) return true;
  const more = await reader.source.next();
  if (more.done === true) return false;
  reader.lines = more.value;
  reader.next = 0;
  return true;
};

/** By `at`, the order of files among equals: as an analysis of the same files would order them. */
const earliest = (readers: readonly Reader[]): Reader | null => {
  let best: Reader | null = null;
  let bestAt = Number.POSITIVE_INFINITY;
  for (const reader of readers) {
    const at = reader.lines[reader.next]?.at ?? 0;
    if (best === null || at < bestAt) {
      best = reader;
      bestAt = at;
    }
  }
  return best;
};

export type Interleaved = { readonly parsers: readonly LineParser[]; readonly portions: AsyncIterable<readonly Line[]> };

/** The lines of several files in one order of ingestion, in portions. `parsers`, one a file, know what was skipped so far. */
export const interleave = (files: readonly LinesFile[], vendors: readonly string[]): Interleaved => {
  const parsers = files.map(() => createLineParser(vendors));
  const sources = files.map((file, place) => portions(file, parsers[place] ?? createLineParser(vendors)));
  const [only] = sources;
  if (only !== undefined && sources.length === 1) return { parsers, portions: only };

  const merged = async function* (): AsyncGenerator<readonly Line[]> {
    let open: Reader[] = sources.map((source) => ({ source, lines: [], next: 0 }));
    for (;;) {
      const ready: Reader[] = [];
      for (const reader of open) if (await advance(reader)) ready.push(reader);
      open = ready;
      const portion: Line[] = [];
      // Until one of them has nothing left: what comes next could be its.
      for (let from = earliest(open); from !== null; from = earliest(open)) {
        const line = from.lines[from.next];
        if (line === undefined) break;
        portion.push(line);
        from.next += 1;
        if (from.next === from.lines.length) break;
      }
      if (portion.length === 0) return;
      yield portion;
    }
  };
  return { parsers, portions: merged() };
};
