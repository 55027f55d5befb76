import { describe, expect, it } from 'vitest';
import { createSeenIds } from '../../../src/core/seen-ids.ts';

const ids = (count: number, prefix: string): readonly string[] => Array.from({ length: count }, (_, n) => `${prefix}${n.toString(36)}`);

describe('ids seen before', () => {
  it('are known by their text', () => {
    const seen = createSeenIds();
    expect(['a', 'b', 'a', '', '', 'ü', 'ü', '\u0001', '\u0001'].map((id) => seen.add(id))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
      false,
      true,
      false,
    ]);
    expect(seen.size).toBe(5);
  });

  it.each(['', 'i', '01997e00-0000-7000-8000-'])('stay apart in great numbers, and stay known while the table grows: %j', (prefix) => {
    const seen = createSeenIds();
    const all = ids(200_000, prefix);
    expect(all.filter((id) => !seen.add(id))).toEqual([]);
    expect(all.filter((id) => seen.add(id))).toEqual([]);
    expect(seen.size).toBe(200_000);
  });

  it('cost no more than 23 bytes each, however long they are', () => {
    const seen = createSeenIds();
    for (const id of ids(150_000, 'x'.repeat(100))) seen.add(id);
    expect(seen.bytes / seen.size).toBeLessThan(23.5);
  });
});
