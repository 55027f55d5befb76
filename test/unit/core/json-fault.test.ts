import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonFault } from '../../../src/core/json-fault.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('where a text stops being JSON', () => {
  test('is nowhere in JSON, however it is written', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (text, indent) => {
        expect(jsonFault(JSON.stringify(JSON.parse(text), null, indent))).toBeNull();
      }),
    );
  });

  test('is the end of a text that was cut', () => {
    const text = JSON.stringify({ log: { version: '1.2', entries: [{ a: [1, 'x\\"', null, {}, []] }, { b: -1.5e3 }] } });
    for (let length = 1; length < text.length; length += 1) {
      const cut = text.slice(0, length);
      // A word cut in two is no word: then the place is where it begins.
      const at = jsonFault(cut);
      expect(at).not.toBeNull();
      if (!/[a-z-]$|[.e]$/.test(cut)) expect(at).toBe(length);
    }
  });

  test.each([
    ['{"a":1,}', 7],
    ['{"a":x}', 5],
    ['[1 2]', 3],
    ['{"a" 1}', 5],
    ['[1]]', 3],
    ["{'a':1}", 1],
    ['[01]', 1],
    ['', 0],
  ])('in %s is %i', (text, at) => {
    expect(jsonFault(text)).toBe(at);
  });

  test('is found wherever one character is changed to one that no JSON has outside its texts', () => {
    const text = JSON.stringify([{ a: 1, b: [true, 'text'] }, 2]);
    for (let at = 0; at < text.length; at += 1) {
      const changed = `${text.slice(0, at)}?${text.slice(at + 1)}`;
      if (!isJson(changed)) expect(jsonFault(changed)).not.toBeNull();
    }
  });
});
