import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Check } from '../src/reports/shapes.ts';
import { disappointments } from './expectations.ts';
import { htmlReport } from './html-report.ts';
import { record, type Studio } from './record.ts';
import { checkFile } from './run-command.ts';
import { type VariantId, variants } from './shop/variants.ts';
import { verdictTable } from './verdict-table.ts';

/** Walks through every variant of the shop and writes what Idscope says of it. Returns the exit code. */
export async function headless({
  root,
  program,
  say,
}: {
  readonly root: string;
  readonly program: string;
  readonly say: (line: string) => void;
}): Promise<number> {
  const out = join(root, 'demo/out');
  await rm(out, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const studio: Studio = {
    root,
    program,
    out,
    pace: { pause: 600, linger: 9_000 },
    scenes: { correct: ['timeline', 'profiles'], 'no-reset': ['findings', 'evidence', 'flows'] },
  };
  const checks = new Map<VariantId, Check>();
  const recordings: { title: string; file: string }[] = [];
  for (const { id, title } of variants) {
    const started = Date.now();
    const file = await record(studio, id);
    recordings.push({ title, file });
    checks.set(id, await checkFile(root, file));
    say(`Walked through the shop: ${title} (${Math.round((Date.now() - started) / 1000)} s)`);
  }
  await writeFile(join(out, 'report.json'), `${JSON.stringify(Object.fromEntries(checks), null, 2)}\n`);
  await writeFile(join(out, 'report.html'), await htmlReport(recordings));

  say(`\n${verdictTable([...checks])}\n`);
  const wrong = variants.flatMap(({ id }) => {
    const check = checks.get(id);
    return check ? disappointments(id, check).map((sentence) => `${id}: ${sentence}`) : [];
  });
  for (const sentence of wrong) say(`Not as promised: ${sentence}.`);
  say(`Reports, recordings and pictures are in ${out}.`);
  return wrong.length === 0 ? 0 : 1;
}
