import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { lineBlocks } from '../../src/cli/input/blocks.ts';
import { openFiles } from '../../src/cli/input/open-files.ts';
import { areLines, streamFiles } from '../../src/cli/input/stream-files.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { defaultOptions } from '../../src/core/options.ts';
import { createStream } from '../../src/core/stream.ts';
import { models } from '../../src/models/index.ts';
import { writeLines } from './ndjson-file.ts';
import { heldBytes, type Row, round, settle } from './row.ts';

const chunkBytes = 1 << 20;
const chunks = (path: string): AsyncIterable<Uint8Array> => createReadStream(path, { highWaterMark: chunkBytes });

const io: Io = {
  out: () => {},
  warn: (line) => {
    throw new Error(line);
  },
  read: () => Promise.reject(new Error('files are read in portions')),
  chunks,
  write: () => Promise.resolve(),
  newId: () => '',
  newSalt: () => '',
  now: () => new Date(0),
};

/** Seconds of processor time, of all threads: the same whatever else the machine does. */
const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  settle();
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

/** `JSON.parse` of each line, and nothing else. */
const parseAll = async (path: string): Promise<void> => {
  for await (const block of lineBlocks(chunks(path))) {
    for (let start = 0; start < block.length; ) {
      const end = block.indexOf('\n', start);
      JSON.parse(block.slice(start, end));
      start = end + 1;
    }
  }
};

/** Bytes held once what is no longer used was given back: portions of a file are, a turn later. */
const heldLater = async (): Promise<number> => {
  settle();
  await setTimeout(50);
  return heldBytes();
};

const held = async (path: string): Promise<number> => {
  const before = await heldLater();
  const stream = createStream(models, defaultOptions, 0);
  const files = await openFiles([path], io);
  if (areLines(files)) await streamFiles(files, [], stream, io);
  const bytes = (await heldLater()) - before;
  if (stream.projects.length !== 1) throw new Error('the bench writes one project');
  return bytes;
};

/** A file of `count` lines from disk to summary and to JSON, and what the number of lines costs in memory when ids stay the same. */
export const ndjsonRows = async (count: number): Promise<readonly Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'idscope-bench-'));
  try {
    const large = join(folder, 'large.ndjson');
    const small = join(folder, 'small.ndjson');
    // Few enough that each of them is in both files.
    const devices = count / 200;
    await writeLines(large, count, devices);
    await writeLines(small, count / 4, devices);
    await main(['simulate', small], io);
    await parseAll(small);

    const three = [0, 1, 2];
    const bare: number[] = [];
    const summary: number[] = [];
    for (const _ of three) {
      bare.push(count / (await seconds(() => parseAll(large))));
      summary.push(count / (await seconds(() => main(['simulate', large], io))));
    }
    const json = count / (await seconds(() => main(['simulate', large, '--json'], io)));
    await held(small);
    const perLine = ((await held(large)) - (await held(small))) / (count - count / 4);

    const value = round(Math.max(...summary));
    const reference = { what: 'JSON.parse of each line', value: round(Math.max(...bare)) };
    return [
      {
        id: 'ndjson.lines-per-s',
        value,
        unit: 'lines/s',
        reference,
        ratio: round(value / reference.value),
        target: '≥ 150,000',
        met: value >= 150_000,
      },
      { id: 'ndjson.json-lines-per-s', value: round(json), unit: 'lines/s', reference, target: '≥ 75,000', met: json >= 75_000 },
      {
        id: 'ndjson.bytes-per-line',
        value: round(perLine),
        unit: 'bytes',
        target: '≤ 32 with an insert id on every line, 0 without',
        met: perLine <= 32,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
