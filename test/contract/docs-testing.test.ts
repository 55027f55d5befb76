import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wholeMaxObservations } from '../../src/extension/background/folding.ts';
import { callsOf } from '../e2e/equivalence/session.ts';
import { amplitudeSession } from '../e2e/equivalence/sessions/amplitude.ts';
import { mixpanelSession } from '../e2e/equivalence/sessions/mixpanel.ts';
import { posthogSession } from '../e2e/equivalence/sessions/posthog.ts';
import { rudderstackSession } from '../e2e/equivalence/sessions/rudderstack.ts';
import { segmentSession } from '../e2e/equivalence/sessions/segment.ts';
import { read, root } from './support/sources.ts';

const text = read('docs/TESTING.md');
const told = [...text.matchAll(/^\| `(test\/[^`]*\/)` \| .{10,} \|$/gm)].map((row) => row[1] ?? '');
const foldersIn = (path: string): readonly string[] =>
  readdirSync(root + path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${path}${entry.name}/`);

test('docs/TESTING.md says of every folder of tests what it shows, and of no other', () => {
  expect([...told].sort()).toEqual([...foldersIn('test/'), ...foldersIn('test/e2e/')].sort());
});

test('it names every script and every part of the soak that there is', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  for (const [, name] of text.matchAll(/`npm run ([\w:]+)/g)) expect(Object.keys(scripts)).toContain(name);
  const soak = read('scripts/soak.mjs');
  const parts = [...text.matchAll(/^\| `([\w-]+)` \| .* \|$/gm)].map((row) => row[1] ?? '').filter((name) => soak.includes(name));
  expect(parts.sort()).toEqual(['fuzz', 'hostile', 'lifecycle', 'memory', 'worker-memory']);
  for (const part of ['memory', 'worker-memory']) expect(existsSync(`${root}test/soak/${part}.ts`)).toBe(true);
});

test('the figures it tells are those of the sources', () => {
  const counts = [mixpanelSession, segmentSession, posthogSession, amplitudeSession, rudderstackSession].map(
    (each) => callsOf(each).length,
  );
  expect(text).toContain(`sessions of ${Math.min(...counts)} to ${Math.max(...counts)} calls`);
  expect(text).toContain(`from ${wholeMaxObservations.toLocaleString('en')} observations on`);
  expect(read('docs/ARCHITECTURE.md')).toContain(`from ${wholeMaxObservations.toLocaleString('en')} observations on`);
});

test('its table of lifecycles names files that there are', () => {
  const rows = [...text.matchAll(/^\| (.+) \| (.+) \| (.+) \|$/gm)].filter(([, , ...cells]) =>
    cells.some((cell) => cell.includes('lifecycle/')),
  );
  expect(rows.length).toBeGreaterThanOrEqual(7);
  for (const [line] of rows) {
    for (const [, file] of line.matchAll(/`([\w/-]+\.test\.ts)`/g)) expect(existsSync(`${root}test/e2e/${file}`), file).toBe(true);
  }
});

test('as many deaths and tabs as it tells are in the suites', () => {
  const [chromium, firefox] = ['chromium', 'firefox'].map((name) => read(`test/e2e/lifecycle/lifecycle-${name}.test.ts`));
  expect(chromium).toContain('kills = soaking ? 100 : 15');
  expect(chromium).toContain('soaking ? 100 : 10');
  expect(firefox).toContain('sleeps = soaking ? 20 : 3');
  expect(firefox).toContain('soaking ? 100 : 8');
  expect(text).toContain('| many tabs | 10, 100 in the soak | 8, 100 in the soak |');
  expect(text).toContain('| 15 times, 100 in the soak | 3 times, 20 in the soak |');
});
