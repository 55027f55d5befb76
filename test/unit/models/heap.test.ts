import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../src/core/model.ts';
import { heap } from '../../../src/models/heap.ts';
import vectors from '../../fixtures/vectors/heap.json' with { type: 'json' };
import { describeLineVectors, eventsOf, foldLines } from '../../support/line-vectors.ts';
import { describeModelProperties } from '../../support/model-properties.ts';
import { segmentEvent } from './build.ts';

const day = 86_400_000;
const start = Date.UTC(2026, 0, 1);
const line = (identity?: string, anonymous_id?: string, at?: number) =>
  JSON.parse(JSON.stringify({ event: 'e', identity, anonymous_id, timestamp: at === undefined ? undefined : start + at * day }));

describeLineVectors(heap, vectors);

describe('Heap', () => {
  it('keeps a second identity off a user id, or lets the event go to it when told so', () => {
    const lines = [line('susan', '123'), line('bill', '123'), line('bill')];
    const fold = foldLines(heap, lines);
    expect(fold.folded(1)).toMatchObject({ merge: 'refused', link: ['bill', '123'], assumptions: ['second-identity'] });
    expect([1, 2].map((index) => fold.landsOn(index))).toEqual(['susan', 'bill']);
    const switched = foldLines(heap, lines, { 'second-identity': 'switches' });
    expect(switched.folded(1).merge).toBe('refused');
    expect(switched.landsOn(1)).toBe('bill');
  });

  it('counts user ids of the last 30 days only, and says that it assumes so', () => {
    const tens = Array.from({ length: 10 }, (_, number) => line('susan', `d${number}`, number));
    expect(foldLines(heap, [...tens, line('susan', 'late', 29.5)]).folded(10)).toMatchObject({
      merge: 'refused',
      reason: 'too-many-user-ids',
      assumptions: ['max-user-ids', 'month-days'],
    });
    expect(foldLines(heap, [...tens, line('susan', 'late', 30.5)]).folded(10).merge).toBe('merged');
    expect(foldLines(heap, [...tens, line('susan', 'late', 29.5)], { 'month-days': '7' }).folded(10).merge).toBe('merged');
    expect(foldLines(heap, tens, { 'max-user-ids': '3' }).folded(3).merge).toBe('refused');
  });

  it('counts events without a time as of the latest one', () => {
    const lines = [line('susan', 'a', 1), line('susan', 'b'), line('susan', 'c')];
    expect(foldLines(heap, lines, { 'max-user-ids': '2' }).folded(2).merge).toBe('refused');
  });

  it('says how many user ids an identity took this month', () => {
    const run = heap.start({});
    const slots = eventsOf('heap', [line('susan', 'a', 1), line('susan', 'b', 2), line(undefined, 'c', 40)]).map(
      (event, index) => run.ingest(event, index).slot ?? -1,
    );
    const limits = slots.map((slot) => run.limitsOf?.(run.profileOf(slot) ?? -1));
    expect(limits[0]).toEqual([{ name: 'user ids a month', value: 0, limit: 10, cite: expect.stringMatching(/^https:/) }]);
    expect(limits[2]).toEqual([]);
  });

  it('has no alias', () => {
    expect(foldLines(heap, [{ alias: ['A', 'B'] }]).folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-alias-in-heap' });
  });

  it('drops identities of 255 characters and more unless told otherwise', () => {
    const long = 'x'.repeat(255);
    expect(foldLines(heap, [line(long, 'a')]).folded(0)).toMatchObject({ merge: 'refused', reason: 'id-too-long' });
    expect(foldLines(heap, [line(long)]).folded(0)).toMatchObject({ merge: 'ignored', assumptions: ['long-ids'] });
    expect(foldLines(heap, [line(long, 'a')], { 'long-ids': 'kept' }).landsOn(0)).toBe(long);
  });

  it('tells identities and user ids of the same text apart', () => {
    expect(foldLines(heap, [line('123'), line(undefined, '123')]).profiles()).toHaveLength(2);
  });

  it('names the event that gave a user id to its identity', () => {
    const fold = foldLines(heap, [line(undefined, 'a'), line('susan', 'a')]);
    expect(fold.because(0)).toMatchObject({ kind: 'linked', id: 'a', to: 'susan', event: 1 });
    expect(fold.because(1)).toMatchObject({ kind: 'own-id', id: 'susan' });
  });

  it('gives what carries no id, and what is not its own, to nobody', () => {
    expect(foldLines(heap, [line('')]).folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-id' });
    expect(heap.start({}).ingest(segmentEvent({ user_id: 'U1' }), 0).reason).toBe('foreign-payload');
  });
});

const some = (values: readonly string[]) => fc.constantFrom(undefined, '', ...values);

describeModelProperties({
  model: heap,
  event: fc
    .tuple(some(['A', 'B', 'C']), some(['a', 'b', 'c', 'd', 'e']), fc.constantFrom(undefined, 0, 1, 2, 40))
    .map(([identity, visitor, at]) => eventsOf('heap', [line(identity ?? '', visitor ?? '', at)])[0] ?? segmentEvent({})),
  settings: fc.constantFrom<Settings>(
    {},
    { 'max-user-ids': '2' },
    { 'max-user-ids': '1', 'month-days': '1', 'second-identity': 'switches' },
  ),
});
