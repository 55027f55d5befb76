import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import { createFold } from '../../../src/core/fold.ts';
import type { Settings } from '../../../src/core/model.ts';
import { mixpanelOriginal } from '../../../src/models/mixpanel-original.ts';
import vectors from '../../fixtures/vectors/mixpanel-original.json' with { type: 'json' };
import { describeModelProperties } from '../../support/model-properties.ts';
import { asPartition, listed, segmentEvent } from './build.ts';
import { type MixpanelVector, mixpanelEventOf, uuidOf, withUuids } from './build-mixpanel.ts';

const folded = (events: readonly AnalyticsEvent[], settings: Settings = {}) => {
  const fold = createFold(mixpanelOriginal, settings);
  fold.update(listed(events), 0);
  return fold;
};

const play = (events: readonly MixpanelVector[], settings: Settings = {}) =>
  folded(
    events.map((event) => mixpanelEventOf(withUuids(event))),
    settings,
  );

const D1 = uuidOf('D1');
const idsOf = (events: readonly MixpanelVector[], settings: Settings = {}) =>
  play(events, settings)
    .profiles()
    .map(({ ids }) => ids);

describe('Mixpanel Original resolves every documented and derived sequence', () => {
  it('has all of them', () => {
    expect(vectors).toHaveLength(12);
  });

  it.each(vectors)('$id $title', ({ events, expect: resolved, clusters }) => {
    const fold = play(events as MixpanelVector[]);
    const profiles = new Map(fold.profiles().map((profile) => [profile.id, profile.ids]));
    const results = events.map((event, index) => {
      const { merge, reason } = fold.folded(index);
      if (event.n !== 'track') return reason ?? merge;
      return `{${[...(profiles.get(fold.profileIdOf(index) ?? '') ?? [])].sort().join(',')}}`;
    });
    const expected = resolved.map((text) => {
      const ids = /^\{(.*)\}$/.exec(text)?.[1];
      return ids === undefined ? text : `{${ids.split(',').map(uuidOf).sort().join(',')}}`;
    });
    expect(results).toEqual(expected);
    expect(asPartition(fold.profiles().map(({ ids }) => ids))).toEqual(asPartition(clusters.map((ids) => ids.map(uuidOf))));
  });
});

describe('Mixpanel Original', () => {
  it('labels a cluster by the id that was identified, and a visitor by the id of the device', () => {
    const events = [
      { n: 'track', x: 'D1' },
      { n: '$identify', id: 'U1', anon: 'D1' },
    ];
    expect(play(events.slice(0, 1)).profiles()[0]).toMatchObject({ label: D1, known: false });
    const fold = play(events);
    expect(fold.profiles()[0]).toMatchObject({ label: 'U1', known: true, mergedBy: [{ event: 1, ids: ['U1', D1] }] });
    expect(fold.folded(0).landedOn).toBe(D1);
    expect(fold.because(0)).toMatchObject({ kind: 'linked', id: D1, to: 'U1', event: 1 });
    expect(fold.because(1)).toMatchObject({ kind: 'own-id', id: 'U1' });
  });

  it('reads distinct_id alone', () => {
    const event = mixpanelEventOf({ n: 'track', x: 'U1' }, { $device_id: D1, $user_id: 'U2' });
    expect(
      folded([event])
        .profiles()
        .map(({ ids }) => ids),
    ).toEqual([['U1']]);
    expect(folded([mixpanelEventOf({ n: 'track' }, { $device_id: D1, $user_id: 'U2' })]).folded(0)).toMatchObject({
      slot: null,
      merge: 'ignored',
      reason: 'no-id',
    });
  });

  it('ignores payloads of other vendors and $merge of anything but two ids', () => {
    expect(folded([segmentEvent({ user_id: 'U1' })]).folded(0)).toMatchObject({ slot: null, merge: 'ignored' });
    for (const ids of [['U1'], ['U1', 'U2', 'U3'], []])
      expect(play([{ n: '$merge', ids }]).folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'needs-two-ids' });
  });

  it('takes what the browser SDK sends: the prefix is taken off, and the outcome says that this is assumed', () => {
    const sent = [
      mixpanelEventOf({ n: 'track', x: `$device:${D1}` }),
      mixpanelEventOf({ n: '$identify', x: 'U1' }, { $anon_distinct_id: `$device:${D1}` }),
      mixpanelEventOf({ n: 'track', x: `$device:${D1}` }),
    ];
    const fold = folded(sent);
    expect(fold.profiles().map(({ ids }) => ids)).toEqual([[D1, 'U1']]);
    expect([0, 1, 2].map((index) => fold.folded(index).assumptions)).toEqual([[], ['device-prefix'], ['device-prefix']]);
    const kept = folded(sent, { 'device-prefix': 'kept' });
    expect(kept.folded(1)).toMatchObject({ merge: 'refused', reason: 'errAnonDistinctIdNonGUIDForm', assumptions: ['device-prefix'] });
    expect(kept.profiles().map(({ ids }) => ids)).toEqual([[`$device:${D1}`], ['U1']]);
  });

  it('takes ids of older SDKs, and other groups of hex digits only when told to', () => {
    const identify = (anon: string): MixpanelVector[] => [{ n: '$identify', id: 'U1', anon }];
    const older = '17d6a2b3c4d5e6-0a1b2c3d4e5f60-3e604809-1fa400-17d6a2b3c4e7f8';
    expect(play(identify(older)).folded(0)).toMatchObject({ merge: 'merged', assumptions: ['anon-id-form'] });
    const version7 = '01997e00-0000-7000-8000-000000000001';
    expect(play(identify(version7)).folded(0)).toMatchObject({ merge: 'refused', assumptions: ['anon-id-form'] });
    expect(play(identify(version7), { 'anon-id-form': 'guid' }).folded(0).merge).toBe('merged');
    expect(play(identify('cart-77'), { 'anon-id-form': 'guid' }).folded(0).merge).toBe('refused');
  });

  it('lets an alias take the visitor before identify does', () => {
    const events = [
      { n: '$create_alias', alias: 'U1', x: 'D1' },
      { n: '$identify', id: 'U1', anon: 'D1' },
      { n: '$identify', id: 'U2', anon: 'D1' },
    ];
    const fold = play(events);
    expect(events.map((_, index) => fold.folded(index).merge)).toEqual(['merged', 'none', 'refused']);
  });

  describe('at its limit', () => {
    const sharing = (count: number): MixpanelVector[] =>
      Array.from({ length: count }, (_, number) => ({ n: '$identify', id: 'U1', anon: `D${number + 1}` }));

    it('holds 500 ids, refuses the next one, and says how far it is', () => {
      const fold = play(sharing(500));
      expect(fold.folded(498)).toMatchObject({ merge: 'merged', assumptions: ['max-ids-edge'] });
      expect(fold.folded(499)).toMatchObject({ merge: 'refused', reason: 'errManyIDs', assumptions: [] });
      const run = mixpanelOriginal.start({});
      const slots = sharing(450).map((event, index) => run.ingest(mixpanelEventOf(withUuids(event)), index).slot);
      const profile = run.profileOf(slots[0] ?? -1) ?? -1;
      expect(run.limitsOf?.(profile)).toEqual([{ name: 'ids', value: 451, limit: 500, cite: expect.stringMatching(/^https:/) }]);
    });

    it('refuses the 500th id already when the flow charts are believed', () => {
      const fold = play(sharing(499), { 'max-ids-edge': 'fails' });
      expect(fold.folded(497).merge).toBe('merged');
      expect(fold.folded(498)).toMatchObject({ merge: 'refused', reason: 'errManyIDs', assumptions: ['max-ids-edge'] });
    });

    it.each([
      { n: '$create_alias', alias: 'U2', x: 'U1' },
      { n: '$merge', ids: ['U1', 'U2'] },
    ])('refuses $n too', (last) => {
      expect(play([...sharing(2), last], { 'max-ids': '3' }).folded(2)).toMatchObject({ merge: 'refused', reason: 'errManyIDs' });
    });
  });

  it('takes 42 and "42" for one id unless told otherwise, and says that it assumes so', () => {
    const events = [mixpanelEventOf({ n: 'a' }, { distinct_id: 42 }), mixpanelEventOf({ n: 'a', x: '42' })];
    expect(folded(events).profiles()).toHaveLength(1);
    expect([0, 1].map((index) => folded(events).folded(index).assumptions)).toEqual([['number-ids'], []]);
    expect(folded(events, { 'number-ids': 'distinct' }).profiles()).toHaveLength(2);
  });

  it('lets placeholder ids in unless told otherwise, and says that it assumes so', () => {
    const events = [{ n: '$identify', id: 'undefined', anon: 'D1' }];
    expect(play(events).folded(0)).toMatchObject({ merge: 'merged', assumptions: ['placeholder-rejection'] });
    expect(play(events, { 'placeholder-rejection': 'on' }).folded(0)).toMatchObject({ slot: null, reason: 'placeholder-id' });
  });

  it('keeps ids in order of first sight', () => {
    expect(
      idsOf([
        { n: 'track', x: 'U2' },
        { n: 'track', x: 'D1' },
        { n: '$identify', id: 'U1', anon: 'D1' },
        { n: '$merge', ids: ['U1', 'U2'] },
      ]),
    ).toEqual([['U2', D1, 'U1']]);
  });
});

const some = fc.constantFrom('D1', 'D2', 'D3', 'G1', 'G2', 'U1', 'U2', 'U3', 'null', '');

describeModelProperties({
  model: mixpanelOriginal,
  event: fc
    .record({ n: fc.constantFrom('a', 'a', '$identify', '$identify', '$create_alias', '$merge'), one: some, other: some })
    .map(({ n, one, other }) => {
      const vector: MixpanelVector =
        n === '$identify'
          ? { n, id: one, anon: other }
          : n === '$create_alias'
            ? { n, x: one, alias: other }
            : n === '$merge'
              ? { n, ids: [one, other] }
              : { n, x: one };
      return mixpanelEventOf(withUuids(vector));
    }),
  settings: fc.constantFrom<Settings>({}, { 'max-ids': '3' }, { 'max-ids': '4', 'max-ids-edge': 'fails', 'placeholder-rejection': 'on' }),
});
