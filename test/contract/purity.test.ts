import { describe, expect, test } from 'vitest';
import { codeOf, filesBelow, read } from './support/sources.ts';

const pure = ['core', 'models', 'adapters', 'rules', 'flows', 'reports'];

/** Time, chance and the outside world enter the pure layers as parameters. A name after a dot or before a colon is a field of ours. */
const banned =
  /(?<![.\w$'-])(?:window|document|browser|chrome|process|console|globalThis|self|navigator|location|localStorage|sessionStorage|fetch|XMLHttpRequest|setTimeout|setInterval|performance)(?=\s*[.([])|\bDate\.now\b|\bnew Date\(\s*\)|\bMath\.random\b|\bcrypto\.\w/g;

/** Names a file binds itself are not the globals of that name. */
const ownNames = (code: string): ReadonlySet<string> =>
  new Set([...code.matchAll(/\b(?:const|let|function)\s+(\w+)|[({,]\s*(\w+)\s*(?=[,:})=])/g)].map((match) => match[1] ?? match[2] ?? ''));

function impurities(text: string): readonly string[] {
  const code = codeOf(text);
  const own = ownNames(code);
  return [...code.matchAll(banned)].map((match) => match[0]).filter((name) => !own.has(name));
}

describe('the pure layers', () => {
  test.each(pure)('%s names no clock, no chance and no outside world', (layer) => {
    const wrong = filesBelow(`src/${layer}`, '.ts', '.tsx').flatMap((file) => impurities(read(file)).map((name) => `${file}: ${name}`));
    expect(wrong).toEqual([]);
  });

  test('are held to it by a scan that sees what is forbidden and leaves fields and texts alone', () => {
    expect(impurities('const a = Date.now() + Math.random(); window.alert(document.title); console.log(1); new Date();')).toEqual([
      'Date.now',
      'Math.random',
      'window',
      'document',
      'console',
      'new Date()',
    ]);
    expect(
      impurities("const t = at.document.id; // Date.now()\nconst s = 'window.open()'; const d = new Date(at); f({ document: 1 });"),
    ).toEqual([]);
    expect(impurities('const f = (document: Doc) => document.id;')).toEqual([]);
    const template = ['`$', '{Date.now()}`'].join('');
    expect(impurities(template)).toEqual(['Date.now']);
  });
});
