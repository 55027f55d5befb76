import type { Stream } from '../../core/stream.ts';
import type { Io } from '../io.ts';
import { Unusable } from '../unusable.ts';
import { complain } from './complaints.ts';
import { interleave } from './interleave.ts';
import type { Opened } from './open-files.ts';
import { nothingUsable } from './read-files.ts';

/** Whether all files are lines, so that nothing of them has to be kept. */
export const areLines = (files: readonly Opened[]): files is readonly Extract<Opened, { readonly kind: 'lines' }>[] =>
  files.every(({ kind }) => kind === 'lines');

/** Feeds the events of files to `stream` as they are read. Returns how many lines could not be used; throws when none could. */
export const streamFiles = async (
  files: readonly Extract<Opened, { readonly kind: 'lines' }>[],
  vendors: readonly string[],
  stream: Stream,
  io: Io,
): Promise<number> => {
  const { parsers, portions } = interleave(files, vendors);
  let usable = false;
  for await (const lines of portions) {
    usable = true;
    for (const { event } of lines) if (event !== null) stream.add(event);
  }
  const skipped = parsers.reduce((sum, parser) => sum + parser.skippedCount, 0);
  const complaints = files.flatMap(({ name }, place) => (parsers[place]?.skipped ?? []).map(({ line, why }) => `${name}:${line}: ${why}`));
  complain(complaints, skipped, io);
  if (!usable) throw new Unusable(nothingUsable(files));
  return skipped;
};
