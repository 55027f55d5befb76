import { setTimeout } from 'node:timers/promises';
import { openFiles } from '../../src/cli/input/open-files.ts';
import { areLines, streamFiles } from '../../src/cli/input/stream-files.ts';
import type { Io } from '../../src/cli/io.ts';
import { defaultOptions } from '../../src/core/options.ts';
import { createStream } from '../../src/core/stream.ts';
import { models } from '../../src/models/index.ts';
import { heldBytes, settle } from './row.ts';

/** Bytes held once what is no longer used was given back: portions of a file are, a turn later. */
const heldLater = async (): Promise<number> => {
  settle();
  await setTimeout(50);
  return heldBytes();
};

/** Bytes that the analysis of a file holds when all its lines were read. */
export const heldBy = async (path: string, io: Io): Promise<number> => {
  const before = await heldLater();
  const stream = createStream(models, defaultOptions, 0);
  const files = await openFiles([path], io);
  if (areLines(files)) await streamFiles(files, [], stream, io);
  const bytes = (await heldLater()) - before;
  if (stream.projects.length !== 1) throw new Error('the bench writes one project');
  return bytes;
};
