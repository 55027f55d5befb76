import { describe, expect, test } from 'vitest';
import { createRing } from '../../../src/extension/content/ring.ts';
import { reportsMaxLength } from '../../../src/messages/limits.ts';

const batch = (first: number, last = first): string =>
  `${first}-${last} [${Array.from({ length: last - first + 1 }, (_, index) => `{"seq":${first + index}}`).join(',')}]`;
const seqs = (messages: readonly string[]): number[][] =>
  messages.map((text) => (JSON.parse(text) as { seq: number }[]).map(({ seq }) => seq));

describe('the ring', () => {
  test('hands out each report once, in as few messages as their size allows', () => {
    const ring = createRing(() => 0, 100, 10_000, 26);
    ring.add(batch(0, 1));
    ring.add(batch(2));
    ring.add(batch(3));
    expect(seqs(ring.take())).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(ring.take()).toEqual([]);
    ring.add(batch(4));
    expect(seqs(ring.take())).toEqual([[4]]);
  });

  test('hands out everything again that was not confirmed', () => {
    const ring = createRing(() => 0);
    ring.add(batch(0, 1));
    ring.add(batch(2, 3));
    ring.take();
    ring.forget(1);
    ring.rewind();
    expect(seqs(ring.take())).toEqual([[2, 3]]);
    ring.forget(3);
    expect(ring.hasUnconfirmed()).toBe(false);
  });

  test('drops the oldest but the first, and counts exactly what it dropped (T21)', () => {
    const ring = createRing(() => 77, 5);
    for (let seq = 0; seq < 12; seq += 1) ring.add(batch(seq));
    const [all] = ring.take();
    const reports = JSON.parse(all ?? '[]') as { seq: number; count?: number }[];
    expect(reports[0]).toEqual({ seq: 0 });
    const loss = reports[1];
    expect(loss).toMatchObject({ kind: 'loss.counted', at: 77, what: 'observations' });
    expect((loss?.count ?? 0) + reports.length - 1).toBe(12);
    expect(reports.map(({ seq }) => seq)).toEqual([...reports.map(({ seq }) => seq)].sort((a, b) => a - b));
    expect(reports.at(-1)?.seq).toBe(11);
  });

  test('counts what a batch held that no message may be as large as', () => {
    const ring = createRing(() => 77);
    ring.add(batch(0));
    ring.add(`1-5 [${JSON.stringify('x'.repeat(reportsMaxLength))}]`);
    ring.add(batch(6));
    const reports = ring.take().flatMap((text) => JSON.parse(text) as { seq: number; count?: number; why?: string }[]);
    expect(reports).toMatchObject([{ seq: 0 }, { seq: 5, count: 5, why: 'too large for a message' }, { seq: 6 }]);
  });

  test('hands nothing out twice because it is full of what is on its way, and tells a loss only if that has to be repeated', () => {
    const ring = createRing(() => 77, 5);
    const handedOut: number[] = [];
    for (let seq = 0; seq < 12; seq += 1) {
      ring.add(batch(seq));
      handedOut.push(...seqs(ring.take()).flat());
    }
    expect(handedOut).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    ring.rewind();
    const again = JSON.parse(ring.take()[0] ?? '[]') as { seq: number; count?: number }[];
    expect(again.filter(({ count }) => count !== undefined)).toHaveLength(1);
    expect((again[1]?.count ?? 0) + again.length - 1).toBe(12);
  });

  test('has a limit in size as well', () => {
    const ring = createRing(() => 0, 1_000, 120);
    for (let seq = 0; seq < 50; seq += 1) ring.add(batch(seq));
    expect(ring.take().join('').length).toBeLessThan(400);
  });

  test('refuses what is no batch', () => {
    const ring = createRing(() => 0);
    for (const text of ['', '[]', '0-1', 'x-1 []', '0-1 {}']) expect(ring.add(text)).toBe(false);
    expect(ring.hasUnconfirmed()).toBe(false);
  });
});
