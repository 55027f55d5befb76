import { words } from '../../src/ui/words/en.ts';

/**
 * Stands before everything that shows words: with `&pseudo` each of the catalogue becomes a longer one with accents, so
 * that a text which is not of the catalogue stands out, and a box too narrow for another language too.
 */

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = 'áƀčďéƒğħíĵķłɱñóþɋřšťúṽŵẋýžÁƁČĎÉƑĞĦÍĴĶŁṀÑÓÞɊŘŠŤÚṼŴẊÝŽ';
const letters = new Map([...plain].map((letter, at) => [letter, [...accented][at] ?? letter]));

/** A third longer, as German is. Numbers and signs stay. */
const accent = (text: string): string => {
  const changed = [...text].map((letter) => letters.get(letter) ?? letter).join('');
  return changed === text ? text : changed + ' ñé'.repeat(Math.ceil(text.length / 10));
};

const accentAny = (value: unknown): unknown => {
  if (typeof value === 'string') return accent(value);
  if (typeof value === 'function') return (...given: readonly unknown[]) => accentAny(value(...given));
  if (typeof value === 'object' && value !== null) accentAll(value as Record<string, unknown>);
  return value;
};

const accentAll = (catalogue: Record<string, unknown>): void => {
  for (const [name, value] of Object.entries(catalogue)) catalogue[name] = accentAny(value);
};

if (new URLSearchParams(location.search).has('pseudo')) accentAll(words as unknown as Record<string, unknown>);
