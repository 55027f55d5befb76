import { describe, expect, test } from 'vitest';
import { alarmsIn, failuresIn, judgedStored } from '../../corpus/judged.ts';
import { readStored, storedNames } from '../../corpus/stored.ts';

describe.each(storedNames('correct'))('%s, done right with the real SDK in a browser', (name) => {
  const stored = readStored('correct', name);
  const judged = judgedStored(stored);

  test('raises no alarm', () => {
    expect(alarmsIn(judged)).toEqual([]);
  });

  test('fails no flow', () => {
    expect(failuresIn(judged)).toEqual([]);
  });

  if (stored.flow === null) return;
  test('passes the flow that it is about', () => {
    const own = judged.flows.filter(({ flow }) => flow === stored.flow);
    expect(own.map(({ vendor }) => vendor)).toEqual(expect.arrayContaining([...stored.vendors]));
    expect(own.map(({ verdict }) => verdict)).toContain('pass');
  });
});
