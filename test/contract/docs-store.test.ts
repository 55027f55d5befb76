import { describe, expect, test } from 'vitest';
import packageInfo from '../../package.json' with { type: 'json' };
import { read } from './support/sources.ts';

type Manifest = { readonly permissions: readonly string[]; readonly content_scripts: readonly { readonly matches: readonly string[] }[] };
const manifest = (target: string): Manifest => JSON.parse(read(`dist/${target}/manifest.json`)) as Manifest;
const rows = (): readonly (readonly string[])[] =>
  [...read('docs/STORE.md').matchAll(/^\| `([^`]+)`[^|]*\| (both|Chromium|Firefox) \| (.+) \|$/gm)].map((match) => match.slice(1));

describe('docs/STORE.md', () => {
  test.each([
    ['chrome', 'Chromium'],
    ['firefox', 'Firefox'],
  ])('gives the reason of everything that the manifest for %s asks for, and of nothing else', (target, browser) => {
    const { permissions, content_scripts } = manifest(target);
    const asked = new Set([...permissions, ...content_scripts.flatMap(({ matches }) => matches)]);
    const told = rows().filter(([, where]) => where === 'both' || where === browser);
    expect(told.map(([name]) => name).sort()).toEqual([...asked].sort());
    expect(told.filter(([, , why]) => (why ?? '').length < 20)).toEqual([]);
  });

  test('has a summary that the stores take', () => {
    const summary = /^\*\*Summary\*\* \(132 characters at most\): (.+)$/m.exec(read('docs/STORE.md'))?.[1] ?? '';
    expect(summary.length).toBeGreaterThan(40);
    expect(summary.length).toBeLessThanOrEqual(132);
  });
});

test('the changelog begins with the version of the package', () => {
  expect(/^## (.+)$/m.exec(read('CHANGELOG.md'))?.[1]).toBe(packageInfo.version);
});
