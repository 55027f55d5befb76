import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../scripts/browsers.mjs';
import { isInstalled, requireNode } from '../../../scripts/setup.mjs';

describe('setting up', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'idscope-setup-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const lock = (file: string, packages: object) => writeFileSync(join(folder, file), JSON.stringify({ packages }));

  it.each(['20.19.0', '20.20.2', '22.0.0', '24.14.0'])('accepts Node %s', (version) => {
    expect(() => requireNode(version)).not.toThrow();
  });

  it.each(['18.20.0', '20.18.3'])('refuses Node %s in one sentence', (version) => {
    expect(() => requireNode(version)).toThrow(/needs Node 20\.19 or newer and this is/);
  });

  it('installs when there is no node_modules', () => {
    lock('package-lock.json', { '': {}, 'node_modules/a': { version: '1.0.0' } });
    expect(isInstalled(folder)).toBe(false);
  });

  it.each([
    ['the same versions', { 'node_modules/a': { version: '1.0.0' } }, true],
    ['another version', { 'node_modules/a': { version: '1.0.1' } }, false],
    ['a missing package', {}, false],
  ])('compares what is installed with the lockfile: %s', (_, installed, expected) => {
    mkdirSync(join(folder, 'node_modules'));
    lock('package-lock.json', {
      '': { name: 'root' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/other-system': { version: '1.0.0', optional: true },
    });
    lock('node_modules/.package-lock.json', installed);
    expect(isInstalled(folder)).toBe(expected);
  });

  const program = (name: string, mode = 0o755) => {
    const path = join(folder, name);
    writeFileSync(path, '');
    chmodSync(path, mode);
    return path;
  };

  it('finds a browser on PATH, and prefers the named one', () => {
    const found = program('chromium');
    const named = program('my-browser');
    expect(findBrowser('chromium', { env: { PATH: folder }, platform: 'freebsd' })).toBe(found);
    expect(findBrowser('chromium', { env: { PATH: folder, IDSCOPE_CHROMIUM: named }, platform: 'freebsd' })).toBe(named);
  });

  it('finds nothing where there is nothing, or nothing that runs', () => {
    program('firefox', 0o644);
    expect(findBrowser('firefox', { env: { PATH: folder }, platform: 'freebsd' })).toBeNull();
  });
});
