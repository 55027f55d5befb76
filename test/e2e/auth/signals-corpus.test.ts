import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { withListener } from '../hook/listener.ts';
import { root } from '../support/paths.ts';
import type { AuthPage } from './auth-page.ts';
import { startCorpusSite } from './corpus-site.ts';
import { frozen, isFrozen, tuned } from './halves.ts';
import { type Score, score } from './score.ts';
import { type Told, visit } from './visit.ts';

/** Every page of a half in one browser, one after the other. Most of it is waiting, so both halves are walked at once. */
async function walk(pages: readonly AuthPage[]): Promise<readonly { readonly page: AuthPage; readonly told: readonly Told[] }[]> {
  const site = await startCorpusSite(pages);
  const results: { readonly page: AuthPage; readonly told: readonly Told[] }[] = [];
  try {
    await withListener('chromium', async (listener) => {
      for (const page of pages) results.push({ page, told: await visit(site, listener, page) });
    });
  } finally {
    await site.stop();
  }
  return results;
}

const said = (half: string, pages: readonly AuthPage[], { right, precision, recall, false: wrong, missed }: Score): string =>
  [
    `${half}: ${pages.length} pages, ${right} signals right, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    ...wrong.map((line) => `  false  ${line}`),
    ...missed.map((line) => `  missed ${line}`),
  ].join('\n');

test('the corpus holds at least 40 pages, split by their names alone', () => {
  const names = [...frozen, ...tuned].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThanOrEqual(40);
  expect(frozen.filter(({ name }) => !isFrozen(name)).map(({ name }) => name)).toEqual([]);
  expect(tuned.filter(({ name }) => isFrozen(name)).map(({ name }) => name)).toEqual([]);
});

let known: Score;
let result: Score;
beforeAll(async () => {
  [known, result] = await Promise.all([walk(tuned).then(score), walk(frozen).then(score)]);
  console.log(said('frozen half', frozen, result));
}, 600_000);

describe('the pages that detectors were made with', () => {
  test('give the expected signals and no others', () => {
    expect({ false: known.false, missed: known.missed }).toEqual({ false: [], missed: [] });
  });
});

describe('the frozen half', () => {
  test('is told with a precision of at least 0.95', () => {
    expect(result.precision).toBeGreaterThanOrEqual(0.95);
  });

  test('is told with a recall of at least 0.95', () => {
    expect(result.recall).toBeGreaterThanOrEqual(0.95);
  });

  test('is what docs/SIGNALS.md says, with all that is missed', () => {
    const docs = readFileSync(`${root}docs/SIGNALS.md`, 'utf8');
    expect(docs).toContain(`| sites | ${frozen.length} |`);
    expect(docs).toContain(`| confirmed signals expected | ${result.right + result.missed.length} |`);
    expect(result.missed.filter((line) => !docs.includes(line))).toEqual([]);
  });
});
