import { mkdirSync, writeFileSync } from 'node:fs';
import { pause } from './eventually.ts';
import { failures } from './paths.ts';

/** A log of what the browser says, written out only when a test fails. */
export type Log = { readonly say: (line: string) => void; readonly lines: readonly string[] };

export function createLog(): Log {
  const lines: string[] = [];
  const started = Date.now();
  return {
    lines,
    say: (line) => {
      lines.push(`${String(Date.now() - started).padStart(6)} ms  ${line.slice(0, 2_000)}`);
    },
  };
}

/** Keeps log and pictures of a failed test below `dist/failures` and says where. */
export async function dump(name: string, log: Log, pictures: Readonly<Record<string, () => Promise<Uint8Array>>>): Promise<string> {
  const base = `${failures}/${name.replaceAll(/[^a-z0-9]+/gi, '-').toLowerCase()}`;
  mkdirSync(failures, { recursive: true });
  writeFileSync(`${base}.log`, `${log.lines.join('\n')}\n`);
  for (const [title, take] of Object.entries(pictures)) {
    // A page that is not in front may never be painted, and so never be photographed.
    const picture = await Promise.race([take().catch(() => null), pause(8_000).then(() => null)]);
    if (picture !== null) writeFileSync(`${base}.${title}.png`, picture);
  }
  return `${base}.*`;
}
