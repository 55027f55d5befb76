import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lineBlocks } from '../../src/cli/input/blocks.ts';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { writeLines } from './ndjson-file.ts';
import { heldBy } from './ndjson-memory.ts';
import { type Row, round, settle } from './row.ts';

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

/** Lines for `main`, and what is measured of them. */
export type LineBench = {
  readonly count: number;
  /** How often the whole file is read for its speed; the best counts. */
  readonly rounds: number;
  /** Told what is being done, for those who wait. */
  readonly says: (what: string) => void;
};

/** A file of `count` lines from disk to summary and to JSON, and what lines and distinct ids cost in memory. */
export const ndjsonRows = async ({ count, rounds, says }: LineBench): Promise<readonly Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'idscope-bench-'));
  const path = (name: string): string => join(folder, `${name}.ndjson`);
  const quarter = count / 4;
  try {
    says(`writing ${count.toLocaleString('en')} lines`);
    // Few devices, so that each of them is in both files; and a file of as many devices as a site has.
    const few = await writeLines(path('large'), count, count / 1000);
    if ((await writeLines(path('small'), quarter, count / 1000)) !== few) throw new Error('the two files of the bench hold different ids');
    const many = await writeLines(path('wide'), quarter, quarter / 20);
    const lines = async (file: string, of: number, what: string, work: (path: string) => Promise<unknown>): Promise<number> => {
      const speed = of / (await seconds(() => work(path(file))));
      says(`${what}: ${round(speed).toLocaleString('en')} lines/s`);
      return speed;
    };
    const simulate =
      (...options: readonly string[]) =>
      (file: string) =>
        main(['simulate', file, ...options], io);

    // Code is compiled while it reads the first half million lines.
    await lines('small', quarter, 'to warm up, JSON.parse', parseAll);
    await lines('small', quarter, 'to warm up, summary', simulate());
    const bare: number[] = [];
    const summary: number[] = [];
    for (let done = 0; done < rounds; done += 1) {
      bare.push(await lines('large', count, 'JSON.parse', parseAll));
      summary.push(await lines('large', count, 'summary', simulate()));
    }
    const peak = process.resourceUsage().maxRSS / 1024;
    const json = await lines('small', quarter, 'JSON', simulate('--json'));

    says('memory');
    await heldBy(path('small'), io);
    const [held, heldMore, heldWide] = [await heldBy(path('small'), io), await heldBy(path('large'), io), await heldBy(path('wide'), io)];
    const perLine = (heldMore - held) / (count - quarter);
    const perId = (heldWide - held) / (many - few);

    const value = round(Math.max(...summary));
    const reference = { what: 'JSON.parse of each line', value: round(Math.max(...bare)) };
    return [
      {
        id: 'ndjson.lines-per-s',
        value,
        unit: `lines/s of ${count.toLocaleString('en')}`,
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
      { id: 'ndjson.bytes-per-id', value: Math.round(perId), unit: 'bytes', target: 'told', met: true },
      { id: 'ndjson.peak-rss-mb', value: Math.round(peak), unit: 'MB, the bench included', target: 'told', met: true },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
