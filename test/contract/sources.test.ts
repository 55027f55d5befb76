import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf, filesBelow, read, sources } from './support/sources.ts';

const scripts = (): readonly string[] => [...sources(), ...filesBelow('demo', '.ts', '.tsx'), ...filesBelow('scripts', '.mjs', '.ts')];
const tests = (): readonly string[] => filesBelow('test', '.ts', '.tsx', '.mjs');
const lines = (path: string): number => read(path).split('\n').length;

const found = (paths: readonly string[], pattern: RegExp, text: (path: string) => string): readonly string[] =>
  paths.flatMap((path) => [...text(path).matchAll(pattern)].map((match) => `${path}: ${match[0].trim()}`));
const code = (path: string): string => codeOf(read(path));

describe('source files', () => {
  test('are short: no file has more than 300 lines', () => {
    expect([...scripts(), ...tests()].filter((path) => lines(path) > 300).map((path) => `${path}: ${lines(path)}`)).toEqual([]);
  });

  test('have names that can be guessed: kebab-case, and no catch-all', () => {
    const wrong = [...scripts(), ...tests()].filter(
      (path) =>
        !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:iife|test|d|worker))*\.(?:ts|tsx|mjs)$/.test(basename(path)) ||
        /^(?:utils?|helpers?|misc|common)\./.test(basename(path)),
    );
    expect(wrong).toEqual([]);
  });

  test('export by name', () => {
    expect(found(scripts(), /\bexport default\b|\bas default\b/g, code)).toEqual([]);
  });

  test('do without any, enum and class namespaces', () => {
    expect(found(sources(), /(?::|\bas|<|,|=|\|)\s*any\b(?!\s*[:(=])|\benum\s+\w|\bnamespace\s+\w/g, code)).toEqual([]);
  });

  test('switch off no check', () => {
    expect(
      found([...scripts(), ...tests()], /@ts-(?:ignore|nocheck|expect-error)|biome-ignore|eslint-disable|istanbul ignore/g, (path) =>
        withoutScans(path),
      ),
    ).toEqual([]);
  });

  test('write to no console and leave no debugger behind', () => {
    expect(
      found(
        sources().filter((path) => !path.startsWith('src/cli/')),
        /\bconsole\.(?:log|debug|trace)\b|\bdebugger\b/g,
        code,
      ),
    ).toEqual([]);
  });

  test('put no page data into markup (T22)', () => {
    expect(found(sources(), /dangerouslySetInnerHTML|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write/g, code)).toEqual(
      [],
    );
  });
});

test('nothing is exported as a table for spreadsheets, which would take a text for a formula (T24)', () => {
  expect(sources().filter((path) => /text\/csv|\.csv\b|\.tsv\b/.test(read(path)))).toEqual([]);
});

describe('tests', () => {
  test('all run: none is skipped, left to do, or alone', () => {
    const pattern =
      /\b(?:test|it|describe|bench)\s*\.\s*(?:skip|todo|only|fails|skipIf|runIf)\b|\b(?:xit|xtest|xdescribe|fit|fdescribe)\s*\(|\b(?:ctx|context|task)\.skip\(/g;
    expect(found(tests(), pattern, code)).toEqual([]);
  });

  test('read nothing from outside the project', () => {
    expect(found(tests(), /(?<=['"`(])\/(?:work|home|root|tmp)\/[^'"`)]*/g, (path) => withoutScans(path))).toEqual([]);
  });
});

describe('one file each', () => {
  const held = /\bexport const \w+: (?:Rule|Flow|MergeModel)\b[\s\S]*?\bid: '([^']+)'/;
  const idOf = (path: string): string | undefined => held.exec(read(path))?.[1];
  const withId = (folder: string): readonly string[] => filesBelow(folder, '.ts').filter((path) => idOf(path) !== undefined);

  test.each(['rules', 'flows', 'models'])('src/%s: the file is called by the id of what it holds', (layer) => {
    const files = withId(`src/${layer}`);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((path) => idOf(path) !== basename(path, '.ts')).map((path) => `${path}: ${idOf(path) ?? 'no id'}`)).toEqual([]);
  });
});

/** This file names what it forbids. */
function withoutScans(path: string): string {
  return path === 'test/contract/sources.test.ts' ? '' : read(path);
}
