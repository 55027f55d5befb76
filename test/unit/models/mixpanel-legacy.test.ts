import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFold } from '../../../src/core/fold.ts';
import type { Settings } from '../../../src/core/model.ts';
import { mixpanelLegacy } from '../../../src/models/mixpanel-legacy.ts';
import vectors from '../../fixtures/vectors/mixpanel-legacy.json' with { type: 'json' };
import { describeModelProperties } from '../../support/model-properties.ts';
import { asPartition, listed, segmentEvent } from './build.ts';
import { type MixpanelVector, mixpanelEventOf } from './build-mixpanel.ts';

/** `time` in seconds. */
type Timed = MixpanelVector & { readonly time?: number };

const play = (events: readonly Timed[], settings: Settings = {}) => {
  const fold = createFold(mixpanelLegacy, settings);
  fold.update(listed(events.map(({ time, ...vector }) => mixpanelEventOf(vector, time === undefined ? {} : { time }))), 0);
  return fold;
};

const shown: Readonly<Record<string, string>> = { merged: 'alias ok', refused: 'alias fails', ignored: 'no effect' };

describe('Mixpanel legacy aliases resolve every documented sequence', () => {
  it('has all of them', () => {
    expect(vectors).toHaveLength(6);
  });

  it.each(vectors)('$id $title', ({ events, expect: resolved, clusters }) => {
    const fold = play(events);
    expect(events.map(({ n }, index) => (n === 'track' ? fold.landsOn(index) : shown[fold.folded(index).merge]))).toEqual(resolved);
    expect(asPartition(fold.profiles().map(({ ids }) => ids))).toEqual(asPartition(clusters));
  });
});

describe('Mixpanel legacy', () => {
  it('goes by the order of arrival: an event whose clock is behind the alias still counts for it', () => {
    const fold = play([
      { n: 'track', x: 'D1', time: 100 },
      { n: '$create_alias', alias: 'U1', x: 'D1', time: 100 },
      { n: 'track', x: 'U1', time: 50 },
    ]);
    expect(fold.landsOn(2)).toBe('D1');
    expect(fold.profiles()).toHaveLength(1);
  });

  it('moves nothing that came before the alias: the id then stands in two profiles', () => {
    const fold = play([
      { n: 'track', x: 'D1' },
      { n: 'track', x: 'U1' },
      { n: '$create_alias', alias: 'U1', x: 'D1' },
      { n: 'track', x: 'U1' },
    ]);
    expect(fold.profiles().map(({ ids, events, mergedBy }) => [ids, events, mergedBy.map(({ event }) => event)])).toEqual([
      [['D1', 'U1'], 3, [2]],
      [['U1'], 1, []],
    ]);
  });

  it('refuses an alias that has one, and one that would go round in a circle', () => {
    const fold = play([
      { n: '$create_alias', alias: 'U1', x: 'D1' },
      { n: '$create_alias', alias: 'U1', x: 'D2' },
      { n: '$create_alias', alias: 'D1', x: 'U1' },
    ]);
    expect(fold.folded(1)).toMatchObject({ merge: 'refused', reason: 'errAliasAlreadyExists', link: ['D2', 'U1'] });
    expect(fold.folded(2)).toMatchObject({ merge: 'refused', reason: 'alias-circle' });
  });

  it('labels a device by the name it was given, and writes it bare', () => {
    const fold = play([
      { n: 'track', x: '$device:D1' },
      { n: '$create_alias', alias: 'U1', x: '$device:D1' },
    ]);
    expect(fold.profiles()[0]).toMatchObject({ label: 'U1', known: true, ids: ['D1', 'U1'] });
    expect(fold.because(0)).toMatchObject({ kind: 'linked', id: 'D1', to: 'U1', event: 1 });
  });

  it('ignores $identify, $merge, and events without an id', () => {
    const events = [{ n: '$identify', id: 'U1', anon: 'D1' }, { n: '$merge', ids: ['U1', 'U2'] }, { n: 'track' }, { n: 'track', x: '' }];
    const fold = play(events);
    expect(events.map((_, index) => fold.folded(index).reason)).toEqual(['ignored-in-legacy', 'ignored-in-legacy', 'no-id', 'no-id']);
    const other = createFold(mixpanelLegacy, {});
    other.update(listed([segmentEvent({ user_id: 'U1' })]), 0);
    expect(other.folded(0).reason).toBe('foreign-payload');
  });

  describe('while an alias may not be known everywhere yet', () => {
    const events: readonly Timed[] = [
      { n: '$create_alias', alias: 'U1', x: 'D1', time: 100 },
      { n: 'track', x: 'U1', time: 100.5 },
      { n: 'track', x: 'U1', time: 101 },
    ];

    it('follows it at once, and says that it assumes so', () => {
      const fold = play(events);
      expect(events.map((_, index) => fold.landsOn(index))).toEqual(['D1', 'D1', 'D1']);
      expect(events.map((_, index) => fold.folded(index).assumptions)).toEqual([[], ['alias-delay'], []]);
    });

    it('splits the person when told that it takes a second', () => {
      const fold = play(events, { 'alias-delay': '1000' });
      expect(events.map((_, index) => fold.landsOn(index))).toEqual(['D1', 'U1', 'D1']);
    });
  });
});

const some = fc.constantFrom('D1', '$device:D2', 'D3', 'U1', 'U2', 'U3', 'null', '');

describeModelProperties({
  model: mixpanelLegacy,
  repeats: true,
  event: fc
    .record({
      n: fc.constantFrom('a', 'a', '$identify', '$create_alias', '$create_alias'),
      x: some,
      alias: some,
      time: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ n, x, alias, time }) => mixpanelEventOf(n === '$create_alias' ? { n, x, alias } : { n, x }, { time })),
  settings: fc.constantFrom<Settings>({}, { 'alias-delay': '2000' }, { 'placeholder-rejection': 'on', 'number-ids': 'distinct' }),
});
