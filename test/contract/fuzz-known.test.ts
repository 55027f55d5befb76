import { describe, expect, test } from 'vitest';
import { fuzzVendors } from '../e2e/fuzz/dialects/index.ts';
import { isKnown, known, mayExcuse } from '../e2e/fuzz/known.ts';
import { scriptOf } from '../e2e/fuzz/script.ts';

const scripts = fuzzVendors.flatMap((vendor) => Array.from({ length: 300 }, (_, index) => scriptOf(vendor, index + 1)));

/** What no walk may ever show, whatever happened in it. */
const neverKnown: readonly { readonly kind: string; readonly what: string; readonly of?: string }[] = [
  { kind: 'landing segment-unify', what: 'E1 (A / –): p1, reference 2' },
  { kind: 'missing', what: 'E1 (A / –) arrived and is not told' },
  { kind: 'arrived, told lost', what: 'E1 arrived' },
  { kind: 'arrived, told suppressed', what: 'E1 (A / –) arrived' },
  { kind: 'accepted, never arrived', what: 'E1' },
  { kind: 'doubled', what: 'E1 is told 2 times (accepted call:c-1:0, accepted call:c-2:0) and arrived 1 times' },
  { kind: 'unpredicted event', what: 'E1 call:c-1:0 (A / –)' },
  { kind: 'phantom event, queued', what: 'E1 call:c-1:0 (A / –) never arrives' },
  { kind: 'phantom $identify, queued', what: '$identify call:c-1:0 (A / U) never arrives' },
  { kind: 'phantom $set, called', what: '$set call:c-1:0 (– / U) never arrives', of: 'posthog' },
  { kind: 'nobody now', what: 'A / U in tab 1; identities []' },
  { kind: 'false alarm', what: '' },
  { kind: 'untold switch', what: '' },
];

describe('what random walks are known to show wrongly', () => {
  test.each(neverKnown)('is never $kind', ({ kind, what, of }) => {
    const excused = scripts.filter((script) => (of === undefined || of === script.vendor) && isKnown(script, { kind, what }));
    expect(excused.map(({ vendor, seed }) => `${vendor} ${seed}`)).toEqual([]);
  });

  test.each(known.map((one) => [`${one.vendor} ${one.kind.source}`, one] as const))('%s: only where its cause is', (_, one) => {
    const own = scripts.filter(({ vendor }) => vendor === one.vendor);
    const share = own.filter((script) => mayExcuse(one, script)).length / own.length;
    expect(share).toBeGreaterThan(0);
    // Whose words do not tell the cause, must be bound to what the script does; who can excuse much, must say in which words.
    expect(share).toBeLessThan(one.what.source === '.' ? 0.6 : 1);
    expect(one.why.length).toBeGreaterThan(20);
  });
});
