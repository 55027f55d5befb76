import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { readCookieWrite } from '../../../src/hook/storage-writes.ts';
import { vendors } from '../../support/hook-vendors.ts';
import { damaged, expectUnpolluted, hostileText, promptly } from '../../support/hostile-values.ts';

const real = [
  { distinct_id: '$device:d', $device_id: 'd', $user_id: 'u' },
  { deviceId: 'd', userId: 'u', optOut: false },
  { distinct_id: 'x', $user_state: 'identified', $device_id: 'd' },
];
const stored = fc.oneof(
  hostileText,
  fc
    .constantFrom(...real)
    .chain(damaged)
    .map((value) => JSON.stringify(value)),
  hostileText.map((text) => `RS_ENC_v3_${text}`),
  hostileText.map((text) => `{'das':'${text}','cu':'1','1':{'ui':'${text}'}}`),
);
const keys = fc.oneof(
  hostileText.map((text) => text.slice(0, 3_000)),
  fc
    .tuple(
      fc.constantFrom('mp_', 'ph_', 'AMP_', 'AMP_unsent_', 'rudder_', 'persisted-queue:v1:', 'mprtcl-v4_', '__mpq_', '_sp_id.'),
      hostileText,
    )
    .map(([start, rest]) => start + rest.slice(0, 3_000)),
);

afterEach(expectUnpolluted);

describe('whatever a page keeps in its storage (T35)', { timeout: 60_000 }, () => {
  test.each(vendors.map((vendor) => [vendor.name, vendor] as const))(
    '%s: ids are texts or none, and nothing is thrown',
    (_name, vendor) => {
      fc.assert(
        fc.property(stored, stored, (one, other) => {
          promptly(() => {
            const read = (part: string): string | null => (part.length % 2 === 0 ? one : other);
            const ids = vendor.idsOf?.(read) ?? null;
            if (ids !== null) for (const id of [ids.anonymousId, ids.knownId]) expect(id === null || typeof id === 'string').toBe(true);
            const unsent = vendor.unsentOf?.(read) ?? null;
            expect(unsent === null || (Number.isSafeInteger(unsent) && unsent >= 0)).toBe(true);
            expect(['in', 'out', 'unknown', undefined]).toContain(vendor.capturingOf?.(read));
          }, 500);
        }),
        { numRuns: 100 },
      );
    },
  );

  test('a key is somebody’s or nobody’s, in a moment', () => {
    fc.assert(
      fc.property(keys, (key) => {
        promptly(() => {
          for (const vendor of vendors) {
            const cell = vendor.cellOf?.(key) ?? null;
            if (cell !== null) expect(typeof cell.part).toBe('string');
          }
        }, 500);
      }),
      { numRuns: 500 },
    );
  });

  test('a cookie that is written has a name and a value or none', () => {
    fc.assert(
      fc.property(fc.tuple(hostileText, hostileText), ([first, second]) => {
        const { name, value } = promptly(() => readCookieWrite(`${first};${second}`, 1), 500);
        expect(typeof name).toBe('string');
        expect(value === null || value !== '').toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
