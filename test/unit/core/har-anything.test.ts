import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { parseRecording, serialiseRecording } from '../../../src/core/parse-recording.ts';
import { harOf, harText, named, namesOf, readEntries } from '../../support/har.ts';

describe('a file of anything', () => {
  const json = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, -1, 1e300, '', 'https://a.example/', '\ud800', 'POST', '2026-11-22T10:00:00Z'),
      fc.string(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.constantFrom('name', 'value', 'url', 'method', 'headers', 'postData', 'text', 'params', '__proto__'), tie('value'), {
        maxKeys: 4,
      }),
    ),
  })).value;

  /** A real entry with some of its members, at any depth, replaced. */
  const damaged = fc.tuple(fc.array(fc.tuple(fc.nat(40), json), { maxLength: 5 }), fc.nat(30)).map(([changes, place]) => {
    const { log } = JSON.parse(harText('firefox')) as { log: { entries: Json[] } };
    const entry = log.entries[place % log.entries.length];
    for (const [at, value] of changes) {
      const places: [Record<string, unknown>, string][] = [];
      const walk = (node: unknown): void => {
        if (typeof node !== 'object' || node === null) return;
        for (const key of Object.keys(node)) {
          places.push([node as Record<string, unknown>, key]);
          walk((node as Record<string, unknown>)[key]);
        }
      };
      walk(entry);
      const spot = places[(at * 7) % Math.max(1, places.length)];
      if (spot !== undefined) Object.defineProperty(spot[0], spot[1], { value, enumerable: true, configurable: true, writable: true });
    }
    return entry as Json;
  });

  test('never throws, and what comes out passes the parser of recordings (T26)', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(json as fc.Arbitrary<Json>, damaged), { maxLength: 6 }), (entries) => {
        const { recording, skipped, skippedAt } = readEntries(harOf(entries));
        expect(skippedAt.length).toBe(Math.min(5, skipped));
        const parsed = parseRecording(serialiseRecording(recording));
        expect(parsed).toMatchObject({ ok: true, skipped: 0, foreign: 0 });
        const seqs = recording.observations.map(({ document, seq }) => `${document} ${seq}`);
        expect(new Set(seqs).size).toBe(seqs.length);
      }),
      { numRuns: 200 },
    );
  });

  test('has the same observations whatever the order of its entries, when no two start together', () => {
    const entries = Array.from({ length: 6 }, (_, index) => named(`e${index}`, { at: `2026-11-22T10:00:0${index}Z` }));
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), (shuffled) => {
        expect(namesOf(shuffled)).toEqual(namesOf(entries));
      }),
    );
  });
});
