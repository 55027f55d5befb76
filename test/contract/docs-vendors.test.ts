import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { adapters } from '../../src/adapters/index.ts';
import type { Adapter } from '../../src/core/adapter.ts';
import { models } from '../../src/models/index.ts';
import { vendors } from '../support/hook-vendors.ts';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const page = readFileSync(path('docs/VENDORS.md'), 'utf8');
const guide = readFileSync(path('docs/ADDING_A_VENDOR.md'), 'utf8');
const rows = page.split('\n').filter((line) => line.startsWith('| `'));

const code = (list: readonly string[]): string => list.map((one) => `\`${one}\``).join(', ');

/** What the code says of a vendor, as the page must. */
const rowOf = ({ vendor, title, wire, unverified, remembers }: Adapter): string => {
  const hook = vendors.find(({ name }) => name === vendor);
  const methods = [...new Set(hook?.methods ?? [])].filter((method) => method !== '');
  const stored = hook?.cellOf === undefined ? 'none' : 'ids';
  const own = models.filter((model) => model.vendor === vendor).map(({ id }) => id);
  return `| \`${vendor}\` | ${title} | ${methods.length === 0 ? 'none' : code(methods)} | ${stored}${remembers === undefined ? '' : `; user by calls, for the ${remembers}`} | ${wire === 'unseen' ? 'not read' : 'read'} | ${own.length === 0 ? 'none' : code(own)} | ${unverified ?? 'yes'} |`;
};

describe('docs/VENDORS.md', () => {
  it('says of each vendor what is observed, as the code does', () => {
    expect(rows).toEqual(adapters.map(rowOf));
  });

  it('knows no vendor with one half only', () => {
    expect(vendors.map(({ name }) => name).sort()).toEqual(adapters.map(({ vendor }) => vendor).sort());
  });
});

describe('docs/ADDING_A_VENDOR.md', () => {
  const named = [...guide.matchAll(/`((?:src|test|docs)\/[\w./-]+\.(?:tsx?|md|json))`/g)].map(([, file]) => file ?? '');

  it('names files that are there', () => {
    expect(named.length).toBeGreaterThan(8);
    expect(named.filter((file) => !existsSync(path(file)))).toEqual([]);
  });

  it('is true of the smallest SDK there is: all its files together have fewer than 120 lines', () => {
    const smallest = [...guide.matchAll(/^- `((?:src|test)\/[\w./-]*davidwells[\w./-]*)`/gm)].map(([, file]) => file ?? '');
    expect(smallest).toEqual(
      expect.arrayContaining(['src/adapters/davidwells.ts', 'src/hook/vendors/davidwells.ts', 'test/unit/vendors/davidwells.test.ts']),
    );
    const lines = smallest.reduce((sum, file) => sum + readFileSync(path(file), 'utf8').split('\n').length - 1, 0);
    expect(lines).toBeGreaterThan(40);
    expect(lines).toBeLessThan(120);
  });
});

describe('a vendor', () => {
  it.each(vendors.filter(({ name }) => existsSync(path(`src/hook/vendors/${name}.ts`))))(
    '$name reaches its SDK in at most 40 lines',
    ({ name }) => {
      expect(
        readFileSync(path(`src/hook/vendors/${name}.ts`), 'utf8')
          .trimEnd()
          .split('\n').length,
      ).toBeLessThanOrEqual(40);
    },
  );
});
