import { existsSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import packageInfo from '../../package.json' with { type: 'json' };
import { filesBelow, read, root } from './support/sources.ts';

const docs = [...readdirSync(root).filter((name) => name.endsWith('.md')), ...filesBelow('docs', '.md')];
const scripts = new Set(Object.keys(packageInfo.scripts));

/** npm's own commands that a reader may be told to type. */
const npmOwn = new Set(['ci', 'install', 'i', 'pack']);

const inDocs = (find: (text: string, path: string) => readonly string[]): readonly string[] =>
  docs.flatMap((path) => find(read(path), path).map((found) => `${path}: ${found}`));

describe('the documentation', () => {
  test('is there', () => {
    expect(docs).toEqual(
      expect.arrayContaining(['README.md', 'PRIVACY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'docs/ARCHITECTURE.md', 'docs/STORE.md']),
    );
  });

  test('names only npm commands that exist', () => {
    const wrong = inDocs((text) =>
      [...text.matchAll(/\bnpm (?:run (?:--silent )?)?([a-z][a-z0-9:-]*)/g)]
        .map((match) => match[1] ?? '')
        .filter((name) => !scripts.has(name) && !npmOwn.has(name) && name !== 'run'),
    );
    expect(wrong).toEqual([]);
  });

  test('links to files that exist', () => {
    const wrong = inDocs((text, path) =>
      [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !existsSync(root + posix.join(posix.dirname(path), target))),
    );
    expect(wrong).toEqual([]);
  });

  test('names files of the project that exist', () => {
    const wrong = inDocs((text) =>
      [...text.matchAll(/`((?:src|test|scripts|demo)\/[\w./-]+\.(?:ts|tsx|mjs|html|css|json))`/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !target.startsWith('demo/out/') && !existsSync(root + target)),
    );
    expect(wrong).toEqual([]);
  });

  test('holds no trace of the workshop it was made in', () => {
    const wrong = inDocs((text) => [...text.matchAll(/\/work\/|\bTODO\b|\bFIXME\b|\bTBD\b/g)].map((match) => match[0]));
    expect(wrong).toEqual([]);
  });
});
