import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/**
 * What the built files may weigh, in kB of 1000 bytes, compressed. A build over its budget fails.
 * The four scripts run on every page of every site; the rest is loaded by those who open the panel.
 */
export const budgets = [
  { what: 'hook', files: /^src\/extension\/page\/hook\.iife\.js$/, most: 9.8 },
  { what: 'vendors', files: /^src\/extension\/page\/vendors\.iife\.js$/, most: 5.8 },
  { what: 'bridge', files: /^src\/extension\/content\/bridge\.iife\.js$/, most: 3 },
  { what: 'signals', files: /^src\/extension\/content\/signals\.iife\.js$/, most: 8 },
  { what: 'styles', files: /\.css$/, most: 20 },
  // The engine stands in it twice: for the background, and for the panel's own worker.
  { what: 'everything', files: /./, most: 700 },
];

async function filesBelow(folder, base = folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const below = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path, base) : [relative(base, path).replaceAll('\\', '/')];
    }),
  );
  return below.flat().sort();
}

/**
 * What a build weighs, a row a budget: `{ what, files, kb, most }`, `files` as a count.
 * Throws when a budget has no file left to hold: it would hold for ever.
 */
export async function sizesOf(folder) {
  const weights = await Promise.all(
    (await filesBelow(folder)).map(async (path) => ({
      path,
      kb: gzipSync(await readFile(join(folder, path)), { level: 9 }).length / 1000,
    })),
  );
  return budgets.map(({ what, files, most }) => {
    const held = weights.filter(({ path }) => files.test(path));
    if (held.length === 0) throw new Error(`No file of ${folder} is held by the budget “${what}”.`);
    return { what, files: held.length, kb: held.reduce((sum, { kb }) => sum + kb, 0), most };
  });
}

/** Throws one sentence that names every budget a build is over. */
export async function checkSizes(folder) {
  const over = (await sizesOf(folder)).filter(({ kb, most }) => kb > most);
  if (over.length === 0) return;
  throw new Error(`Too large: ${over.map(({ what, kb, most }) => `${what} ${kb.toFixed(2)} kB of ${most}`).join(', ')}.`);
}
