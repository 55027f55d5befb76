import { describe, expect, test } from 'vitest';
import { rules } from '../../../src/rules/index.ts';
import { judgedStored } from '../../corpus/judged.ts';
import { partOf } from '../../corpus/parts.ts';
import { plantedStories } from '../../corpus/planted/index.ts';
import { ruleOf } from '../../corpus/planted/planted.ts';
import { readStored, type Stored, storedNames } from '../../corpus/stored.ts';

const walked = plantedStories.flatMap((story) =>
  story.vendors.map((which) => {
    const beside: readonly string[] = story.beside ?? [];
    return {
      story,
      rule: ruleOf(story),
      beside,
      name: `${story.name}.${which}`,
      vendors: which.split('+').filter((one) => !beside.includes(one)),
    };
  }),
);
const kept = new Set(storedNames('planted'));

test('every story is walked, and every recording is of a story', () => {
  expect([...kept].filter((name) => !walked.some((one) => one.name === name))).toEqual([]);
  expect(walked.map(({ name }) => name).filter((name) => !kept.has(name))).toEqual([]);
});

test('no mistake is of a rule that there is not', () => {
  expect(walked.map(({ rule }) => rule).filter((rule) => !rules.some(({ id }) => id === rule))).toEqual([]);
});

/** What is said of a rule, and everything else above information, in short. */
const toldIn = (stored: Stored, rule: string): readonly (readonly [string, string | null, string])[] =>
  judgedStored(stored)
    .findings.filter((found) => found.rule === rule || found.severity !== 'info')
    .map((found) => [found.rule, found.vendor, found.severity]);

describe.each(walked.filter(({ name }) => kept.has(name)))('$name, one mistake made with the real SDK in a browser', (one) => {
  const { story, rule, vendors, beside, name } = one;
  const stored = readStored('planted', name);
  const own = rules.find(({ id }) => id === rule);
  const wanted = (vendor: string): readonly string[] => {
    const { severity = own?.severity ?? 'error' } = story;
    return [rule, vendor, typeof severity === 'function' ? severity(vendor as never) : severity];
  };

  test.each(vendors)('is told of %s, and nothing else above information', (vendor) => {
    expect(toldIn(partOf(stored, [vendor, ...beside]), rule)).toEqual([wanted(vendor)]);
  });

  test.each(Object.entries(story.brings ?? {}))('has consequences that are told with it, of %s', (vendor, rulesOf) => {
    const { findings } = judgedStored(partOf(stored, [vendor, ...beside]));
    expect(findings.find((found) => found.rule === rule)?.related).toEqual(expect.arrayContaining([...rulesOf]));
  });

  if (vendors.length < 2) return;
  test('is told of each tool when all are looked at together', () => {
    const told = toldIn(stored, rule);
    expect(
      told
        .filter(([of]) => of === rule)
        .map(([, vendor]) => vendor)
        .sort(),
    ).toEqual([...vendors].sort());
  });
});
