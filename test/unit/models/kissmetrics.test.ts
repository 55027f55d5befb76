import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../src/core/model.ts';
import { kissmetrics } from '../../../src/models/kissmetrics.ts';
import vectors from '../../fixtures/vectors/kissmetrics.json' with { type: 'json' };
import { describeLineVectors, eventsOf, foldLines } from '../../support/line-vectors.ts';
import { describeModelProperties } from '../../support/model-properties.ts';
import { segmentEvent } from './build.ts';

const line = (identity?: unknown, anonymous_id?: unknown) => JSON.parse(JSON.stringify({ event: 'e', identity, anonymous_id }));

describeLineVectors(kissmetrics, vectors);

describe('Kissmetrics', () => {
  it('lets the first identity take an anonymous id and others only switch', () => {
    const fold = foldLines(kissmetrics, [line('A', 'a'), line('B', 'a'), line(undefined, 'a')]);
    expect([0, 1, 2].map((index) => fold.landsOn(index))).toEqual(['A', 'B', 'A']);
    expect(fold.folded(1)).toMatchObject({ merge: 'none', reason: null });
  });

  it('joins whole persons by an alias, and names the event that did it', () => {
    const fold = foldLines(kissmetrics, [
      line(undefined, 'a'),
      line('A', 'a'),
      line(undefined, 'b'),
      line('B', 'b'),
      { alias: ['B', 'A'] },
    ]);
    expect(fold.profiles()).toMatchObject([{ label: 'A', ids: ['a', 'A', 'b', 'B'] }]);
    expect(fold.because(2)).toMatchObject({ kind: 'linked', id: 'b', to: 'A', event: 4 });
    expect(fold.folded(4)).toMatchObject({ merge: 'merged', link: ['B', 'A'] });
  });

  it('finds an alias that was made already', () => {
    expect(foldLines(kissmetrics, [{ alias: ['A', 'B'] }, { alias: ['B', 'A'] }]).folded(1).merge).toBe('none');
  });

  it('drops ids of more than 255 characters unless told otherwise, and says that it assumes so', () => {
    const long = 'x'.repeat(256);
    const lines = [line(long, 'a'), line(long), { alias: [long, 'B'] }, line('x'.repeat(255), 'a')];
    const fold = foldLines(kissmetrics, lines);
    expect(fold.folded(0)).toMatchObject({ merge: 'refused', reason: 'id-too-long', assumptions: ['long-ids'] });
    expect(fold.landsOn(0)).toBe('x'.repeat(255));
    expect(fold.folded(1)).toMatchObject({ slot: null, merge: 'ignored', reason: 'id-too-long' });
    expect(fold.folded(2)).toMatchObject({ slot: null, merge: 'refused' });
    expect(fold.folded(3).assumptions).toEqual([]);
    expect(foldLines(kissmetrics, lines, { 'long-ids': 'kept' }).landsOn(1)).toBe(long);
  });

  it('takes 42 and "42" for one id unless told otherwise', () => {
    expect(foldLines(kissmetrics, [line(42), line('42')]).profiles()).toHaveLength(1);
    expect(foldLines(kissmetrics, [line(42)]).folded(0).assumptions).toEqual(['number-ids']);
    expect(foldLines(kissmetrics, [line(42), line('42')], { 'number-ids': 'distinct' }).profiles()).toHaveLength(2);
  });

  it('gives what carries no id, and what is not its own, to nobody', () => {
    expect(foldLines(kissmetrics, [line('')]).folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-id' });
    expect(kissmetrics.start({}).ingest(segmentEvent({ user_id: 'U1' }), 0).reason).toBe('foreign-payload');
  });
});

const some = (values: readonly string[]) => fc.constantFrom(undefined, ...values);
const any = fc.constantFrom('a', 'b', 'A', 'B', 'C', '', 'toolong');

describeModelProperties({
  model: kissmetrics,
  event: fc
    .oneof(
      {
        weight: 5,
        arbitrary: fc.tuple(some(['A', 'B', 'C', 'D']), some(['a', 'b', 'c', 'A', ''])).map(([i, a]) => line(i ?? '', a ?? '')),
      },
      { weight: 1, arbitrary: fc.tuple(any, any).map(([one, two]) => ({ alias: [one, two] })) },
    )
    .map((payload) => eventsOf('kissmetrics', [payload])[0] ?? segmentEvent({})),
  settings: fc.constantFrom<Settings>({}, { 'number-ids': 'distinct' }),
});
