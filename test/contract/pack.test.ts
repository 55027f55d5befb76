import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageInfo from '../../package.json' with { type: 'json' };
import { root } from './support/sources.ts';

const folders: string[] = [];

/** Builds and packs into a new folder, as seen from a time zone. Returns the zips by name. */
function packed(zone: string): ReadonlyMap<string, Uint8Array> {
  const folder = mkdtempSync(join(root, 'dist', 'pack-'));
  folders.push(folder);
  execFileSync(process.execPath, [`${root}scripts/pack.mjs`, '--force'], {
    cwd: root,
    env: { ...process.env, IDSCOPE_DIST: folder.slice(root.length), TZ: zone },
    stdio: 'pipe',
  });
  return new Map(readdirSync(join(folder, 'zips')).map((name) => [name, readFileSync(join(folder, 'zips', name))]));
}

const text = (files: Readonly<Record<string, Uint8Array>>, path: string): string => new TextDecoder().decode(files[path]);
const names = (['chrome', 'firefox', 'source'] as const).map((what) => `idscope-${packageInfo.version}-${what}.zip`);

describe('the packages for the stores', () => {
  let first: ReadonlyMap<string, Uint8Array> = new Map();
  beforeAll(() => {
    first = packed('UTC');
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  const unzipped = (what: string): Readonly<Record<string, Uint8Array>> =>
    unzipSync(first.get(`idscope-${packageInfo.version}-${what}.zip`) ?? new Uint8Array());

  test('are three, named by version and browser', () => {
    expect([...first.keys()].sort()).toEqual([...names].sort());
  });

  test('are the same to the byte when built again, elsewhere and in another time zone', () => {
    const second = packed('Asia/Tokyo');
    for (const name of names)
      expect(Buffer.compare(first.get(name) ?? new Uint8Array(), second.get(name) ?? new Uint8Array()), name).toBe(0);
  });

  test.each(['chrome', 'firefox'])('hold the manifest for %s at their top, with the version of package.json', (what) => {
    expect(JSON.parse(text(unzipped(what), 'manifest.json'))).toMatchObject({ manifest_version: 3, version: packageInfo.version });
  });

  test.each(['chrome', 'firefox'])('hold the licence of every package whose code they carry, for %s', (what) => {
    const carried = [...text(unzipped(what), 'LICENSES.md').matchAll(/^## (\S+) - (\S+) \((.+)\)$/gm)].map((match) => match[1]);
    expect(carried).toEqual(['@preact/signals-core', '@preact/signals', 'fflate', 'preact', 'uuid', 'webextension-polyfill']);
  });

  test.each(['chrome', 'firefox'])('carry nothing hidden and no map of the sources, for %s', (what) => {
    expect(Object.keys(unzipped(what)).filter((path) => /(^|\/)\.|\.map$/.test(path))).toEqual([]);
  });

  test('give reviewers what a build needs, and nothing that was built', () => {
    const source = Object.keys(unzipped('source'));
    for (const path of ['package.json', 'package-lock.json', 'manifest.json', 'vite.config.ts', 'scripts/build.mjs', 'docs/BUILDING.md'])
      expect(source).toContain(path);
    expect(source.filter((path) => /^(?:node_modules|dist|\.git)\//.test(path))).toEqual([]);
  });
});

test('the manifest names no version of its own', () => {
  expect(JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8'))).not.toHaveProperty('version');
});
