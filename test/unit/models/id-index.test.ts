import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIdIndex } from '../../../src/models/id-index.ts';

const indexOf = (texts: readonly string[]) => {
  const ids: string[] = [];
  const index = createIdIndex(ids);
  texts.forEach((text, number) => {
    index.add(text, number);
  });
  return { ids, index };
};

describe('the index of ids', () => {
  it('finds what a Map finds', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.integer({ min: 0, max: 300 }).map(String), fc.uuid());
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 200 }), fc.array(text, { maxLength: 60 }), (added, asked) => {
        const { index } = indexOf(added);
        const map = new Map(added.map((one, number) => [one, number]));
        for (const one of [...added, ...asked]) expect(index.find(one)).toBe(map.get(one) ?? -1);
      }),
      { numRuns: 80 },
    );
  });

  it.each(['', '$device:', '01997e00-0000-7000-8000-'])('keeps a hundred thousand ids apart: %j', (prefix) => {
    const texts = Array.from({ length: 100_000 }, (_, n) => prefix + n.toString(36));
    const { index } = indexOf(texts);
    expect(texts.filter((text, number) => index.find(text) !== number)).toEqual([]);
    expect(texts.filter((text) => index.find(`${text}.`) !== -1)).toEqual([]);
  });

  it('tells short and odd ids apart', () => {
    const texts = ['a', 'b', '\u0000a', 'a\u0000', '', '\u0000', '\u0000\u0000', '\ud800', '\udc00', 'ü', 'u\u0308'];
    const { index } = indexOf(texts);
    expect(texts.map(index.find)).toEqual(texts.map((_, number) => number));
  });

  it('leaves a copy alone', () => {
    const { ids, index } = indexOf(['a', 'b']);
    const copied = ids.slice();
    const copy = index.fork(copied);
    copy.add('c', 2);
    for (let n = 3; n < 100; n += 1) index.add(`x${n}`, n);
    expect([index.find('c'), copy.find('c'), copy.find('x3'), copy.find('a'), index.find('x99')]).toEqual([-1, 2, -1, 0, 99]);
    expect(copied).toEqual(['a', 'b', 'c']);
  });

  it('shares a list with another index without finding its ids', () => {
    const ids: string[] = [];
    const [users, devices] = [createIdIndex(ids), createIdIndex(ids)];
    users.add('same', 0);
    devices.add('same', 1);
    users.add('user', 2);
    expect([users.find('same'), devices.find('same'), users.find('user'), devices.find('user')]).toEqual([0, 1, 2, -1]);
  });
});
