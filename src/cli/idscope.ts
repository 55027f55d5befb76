import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { v7 } from 'uuid';
import type { Io } from './io.ts';
import { main } from './main.ts';

const chunkBytes = 1 << 20;

/** When standard output takes more, or never will. */
const drained = (): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      for (const event of ['drain', 'close', 'error']) process.stdout.off(event, done);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) process.stdout.on(event, done);
  });

const io: Io = {
  out: (text) => (process.stdout.write(text) ? undefined : drained()),
  warn: (line) => {
    process.stderr.write(`idscope: ${line}\n`);
  },
  read: (path) => (path === '-' ? buffer(process.stdin) : readFile(path)),
  chunks: (path) => (path === '-' ? process.stdin : createReadStream(path, { highWaterMark: chunkBytes })),
  write: (path, text) => writeFile(path, text),
  newId: () => v7(),
  newSalt: () => randomBytes(16).toString('hex'),
  now: () => new Date(),
};

// A reader that closes early, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2), io);
