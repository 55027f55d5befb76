import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { createAuthPatterns, noAuthPatterns } from '../../../src/core/auth-patterns.ts';
import { parseObservation, parseReport } from '../../../src/core/parse-observation.ts';
import { parseRecording, serialiseRecording } from '../../../src/core/parse-recording.ts';
import { demoRecording } from '../../support/demo-recordings.ts';
import { damaged, deepJson, expectUnpolluted, hostileJson, hostileText, promptly } from '../../support/hostile-values.ts';

const real = JSON.parse(demoRecording('correct')) as { readonly observations: readonly unknown[] };
const short = { ...real, observations: real.observations.slice(0, 40) };

afterEach(expectUnpolluted);

describe('whatever a recording holds (T03, T26)', { timeout: 60_000 }, () => {
  test('it is a recording or refused with one sentence, and reads the same when it is written again', () => {
    fc.assert(
      fc.property(fc.oneof(hostileJson, deepJson, damaged(short)), (value) => {
        const parsed = promptly(() => parseRecording(value));
        if (!parsed.ok) {
          expect(parsed.why).toMatch(/^[A-Z].*\.$/s);
          return;
        }
        const again = parseRecording(JSON.parse(serialiseRecording(parsed.recording)));
        expect(again.ok && again.recording.observations.length).toBe(parsed.recording.observations.length);
      }),
      { numRuns: 250 },
    );
  });

  test('an observation or a report of it is taken or left, and never larger than what was given', () => {
    const one = fc.oneof(hostileJson, deepJson, fc.constantFrom(...short.observations).chain(damaged));
    fc.assert(
      fc.property(one, (value) => {
        for (const parse of [parseObservation, parseReport]) {
          const taken = promptly(() => parse(value));
          // Absent members that may be null are filled in.
          if (taken !== null) expect(JSON.stringify(taken).length).toBeLessThan(JSON.stringify(value).length + 400);
        }
      }),
      { numRuns: 800 },
    );
  });
});

describe('patterns of a site, which anybody may write (T28)', { timeout: 60_000 }, () => {
  const pattern = fc.oneof(
    hostileText.map((text) => text.slice(0, 400)),
    fc.array(fc.constantFrom('*', 'a', '/', '**', '(a+)+', '.', '[', '\\', 'ab'), { maxLength: 60 }).map((parts) => parts.join('')),
  );

  test('never throw and never take long, whatever the pattern and the address', () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 5 }), hostileText, (login, url) => {
        const patterns = createAuthPatterns({ ...noAuthPatterns, login, never: login });
        promptly(() => patterns.reached(url), 500);
      }),
      { numRuns: 500 },
    );
  });

  test('of a hundred stars are held against the longest address in a moment', () => {
    const patterns = createAuthPatterns({ ...noAuthPatterns, login: [`/${'*a'.repeat(100)}*b`] });
    expect(promptly(() => patterns.reached(`https://shop.example/${'a'.repeat(65_000)}`), 200)).toBeNull();
    expect(promptly(() => patterns.reached(`https://shop.example/${'?'.repeat(65_000)}\n`), 200)).toBeNull();
  });

  test('mean what a pattern of shells means', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 8 });
    const wild = fc.string({ unit: fc.constantFrom('a', 'b', '/', '*'), maxLength: 6 });
    fc.assert(
      fc.property(wild, letters, (form, text) => {
        const asExpression = new RegExp(`^/${form.replaceAll('*', '.*')}$`);
        const found = createAuthPatterns({ ...noAuthPatterns, login: [`/${form}`] }).reached(`https://shop.example/${text}`);
        expect(found !== null).toBe(asExpression.test(`/${text}`));
      }),
      { numRuns: 1_000 },
    );
  });
});
