import type { Io } from '../../../src/cli/io.ts';
import { main } from '../../../src/cli/main.ts';

export type Ran = {
  readonly code: number;
  readonly out: string;
  readonly warned: readonly string[];
  readonly written: ReadonlyMap<string, string>;
};

/** So small that lines, and characters, are cut in two. */
const chunkBytes = 7;

/** The outside world as files held in memory; `-` is standard input. What is said goes nowhere. */
export const memoryIo = (files: Readonly<Record<string, string>>): Io => {
  const io: Io = {
    out: () => undefined,
    warn: () => undefined,
    read: async (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
      return new TextEncoder().encode(text);
    },
    chunks: async function* (path) {
      const bytes = await io.read(path);
      const size = bytes.length > 10_000 ? 1000 + chunkBytes : chunkBytes;
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
    write: async () => undefined,
    newId: () => '01997e00-0000-7000-8000-000000000001',
    newSalt: () => 'salt',
    now: () => new Date(0),
  };
  return io;
};

/** Runs one command line over files held in memory; `-` is standard input. */
export const run = async (args: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<Ran> => {
  const warned: string[] = [];
  const written = new Map<string, string>();
  let out = '';
  const io: Io = {
    ...memoryIo(files),
    out: (text) => {
      out += text;
    },
    warn: (line) => {
      warned.push(line);
    },
    write: async (path, text) => {
      written.set(path, text);
    },
  };
  const code = await main(args, io);
  return { code, out, warned, written };
};
