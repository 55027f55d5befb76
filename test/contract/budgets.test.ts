import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { budgets, checkSizes } from '../../scripts/budgets.mjs';
import { read } from './support/sources.ts';

let folder = '';
const put = (path: string, bytes: number): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  // Noise does not compress: what is written is what it weighs.
  writeFileSync(join(folder, path), randomBytes(bytes));
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'idscope-size-'));
  put('src/extension/page/hook.iife.js', 8_000);
  put('src/extension/page/vendors.iife.js', 4_000);
  put('src/extension/content/bridge.iife.js', 2_500);
  put('src/extension/content/signals.iife.js', 6_000);
  put('assets/panel.css', 6_000);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a build within its budgets passes', async () => {
  await expect(checkSizes(folder)).resolves.toBeUndefined();
});

test('a build with a hook or a bridge too large fails and says which, and by how much', async () => {
  put('src/extension/page/hook.iife.js', 10_500);
  put('src/extension/content/bridge.iife.js', 3_200);
  await expect(checkSizes(folder)).rejects.toThrow(/^Too large: hook 10\.\d\d kB of 9\.8, bridge 3\.\d\d kB of 3\.$/);
});

test('a budget without a file is an error: it would hold whatever the file was renamed to', async () => {
  rmSync(join(folder, 'src/extension/page/hook.iife.js'));
  await expect(checkSizes(folder)).rejects.toThrow('No file of');
});

test('docs/BUILDING.md tells the budgets of the scripts that run on every page', () => {
  const told = [...read('docs/BUILDING.md').matchAll(/^\| `(\w+)\.iife\.js` \| ([\d.]+) \|$/gm)].map((row) => [row[1], Number(row[2])]);
  expect(told).toEqual(budgets.filter(({ files }) => String(files).includes('iife')).map(({ what, most }) => [what, most]));
});
