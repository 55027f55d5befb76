import { beforeAll, describe, expect, test } from 'vitest';
import { fuzzVendors } from './dialects/index.ts';
import { isKnown } from './known.ts';
import { lengthOf, scriptOf } from './script.ts';
import { mismatchesOf } from './verdicts.ts';
import { type Walked, walkAll } from './walk.ts';

/** Two walks a vendor in `npm test`; `npm run soak -- fuzz --scripts N --seed S` walks N. */
const count = Number(process.env.IDSCOPE_FUZZ_SCRIPTS ?? '2');
const first = Number(process.env.IDSCOPE_FUZZ_SEED ?? '1');
/** So many in one browser: a recording of more is folded. */
const portion = 8;

describe('random calls of real SDKs in Chromium', () => {
  let walks: readonly Walked[] = [];
  beforeAll(
    async () => {
      for (let seed = first; seed < first + count; seed += portion) {
        const seeds = Array.from({ length: Math.min(portion, first + count - seed) }, (_, index) => seed + index);
        const walked = await walkAll(
          fuzzVendors.flatMap((vendor) => seeds.map((one) => scriptOf(vendor, one))),
          5,
        );
        walks = [...walks, ...walked];
      }
    },
    180_000 + count * 30_000,
  );

  test.each(fuzzVendors)('what is said of %s is what it sent and stored, and what the vendor makes of it', (vendor) => {
    const own = walks.filter(({ script }) => script.vendor === vendor);
    const wrong = own.flatMap((walked) => {
      const found = mismatchesOf(walked);
      return found
        .filter((one) => !isKnown(walked.script, one))
        .map(({ kind, what }) => `${vendor}, seed ${walked.script.seed}: ${kind}: ${what}`);
    });
    const calls = own.reduce((sum, { script }) => sum + lengthOf(script), 0);
    if (process.env.IDSCOPE_FUZZ_SCRIPTS !== undefined)
      console.log(`${vendor}: ${own.length} scripts from seed ${first}, ${calls} statements, ${wrong.length} wrong`);
    expect(own.length).toBe(count);
    expect(calls).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });
});
