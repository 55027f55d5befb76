import { describe, expect, test } from 'vitest';
import packageInfo from '../../package.json' with { type: 'json' };
import { filesBelow, read } from './support/sources.ts';

const exact = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/;
type Locked = { version?: string; resolved?: string; integrity?: string; link?: boolean; optionalDependencies?: Record<string, string> };

describe('package.json', () => {
  test('pins every dependency to one version (T30)', () => {
    const wanted = Object.entries({ ...packageInfo.dependencies, ...packageInfo.devDependencies });
    expect(wanted.length).toBeGreaterThan(10);
    expect(wanted.filter(([, version]) => !exact.test(version))).toEqual([]);
  });

  test('runs nothing on installation (T30)', () => {
    expect(Object.keys(packageInfo.scripts).filter((name) => /^(?:pre|post)?(?:install|prepare)$/.test(name))).toEqual([]);
  });

  test('has a file behind every script that names one', () => {
    const named = Object.values(packageInfo.scripts).flatMap((script) =>
      [...script.matchAll(/\bscripts\/[\w-]+\.mjs/g)].map((match) => match[0]),
    );
    expect(named.filter((path) => !filesBelow('scripts', '.mjs').includes(path))).toEqual([]);
  });

  test('is under the MIT licence, and says so in a file', () => {
    expect(packageInfo.license).toBe('MIT');
    expect(read('LICENSE')).toContain('MIT License');
  });
});

describe('package-lock.json', () => {
  const locked = Object.entries((JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> }).packages).filter(
    ([path]) => path !== '',
  );

  test('knows the checksum of every package (T30)', () => {
    expect(locked.length).toBeGreaterThan(50);
    expect(locked.filter(([, { integrity, link }]) => !link && !/^sha512-/.test(integrity ?? '')).map(([path]) => path)).toEqual([]);
  });

  test('names no address to download from: the registry is the choice of whoever installs', () => {
    expect(
      locked
        .filter(([, { resolved }]) => resolved !== undefined && /^[a-z+]+:/i.test(resolved))
        .map(([path, { resolved }]) => `${path}: ${resolved}`),
    ).toEqual([]);
  });

  test('knows the package of every platform, without which npm ci refuses to begin', () => {
    const known = new Set(locked.map(([path]) => path));
    const wanted = locked.flatMap(([path, { optionalDependencies }]) =>
      Object.keys(optionalDependencies ?? {}).map((name) => ({
        name,
        nested: `${path}/node_modules/${name}`,
        top: `node_modules/${name}`,
      })),
    );
    expect(wanted.length).toBeGreaterThan(50);
    expect(wanted.filter(({ nested, top }) => !known.has(nested) && !known.has(top)).map(({ name }) => name)).toEqual([]);
  });

  test('agrees with package.json', () => {
    const at = new Map(locked);
    const wanted = Object.entries({ ...packageInfo.dependencies, ...packageInfo.devDependencies });
    expect(wanted.filter(([name, version]) => at.get(`node_modules/${name}`)?.version !== version)).toEqual([]);
  });
});
