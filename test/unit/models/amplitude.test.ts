import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amplitude as adapter } from '../../../src/adapters/amplitude.ts';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import { createFold } from '../../../src/core/fold.ts';
import type { Settings } from '../../../src/core/model.ts';
import { amplitude } from '../../../src/models/amplitude.ts';
import vectors from '../../fixtures/vectors/amplitude.json' with { type: 'json' };
import { describeModelProperties } from '../../support/model-properties.ts';
import { asPartition, listed, segmentEvent } from './build.ts';

/** `d` device, `u` user, `at` ms, `least` the request's own `min_id_length`. */
type Vector = { readonly d?: string | null; readonly u?: string | number | null; readonly at?: number; readonly least?: number };

const eventOf = ({ d, u, at, least }: Vector): AnalyticsEvent => {
  const options = least === undefined ? {} : { options: { min_id_length: least } };
  const time = at === undefined ? {} : { time: at };
  const event = adapter.toEvent({ event_type: 'a', api_key: 'K', device_id: d ?? null, user_id: u ?? null, ...time, ...options }, 'K');
  if (event === null) throw new Error('this is no event');
  return event;
};

const play = (events: readonly Vector[], settings: Settings = {}) => {
  const fold = createFold(amplitude, settings);
  fold.update(listed(events.map(eventOf)), 0);
  return fold;
};

const landing = (events: readonly Vector[], settings: Settings = {}) => {
  const fold = play(events, settings);
  return events.map((_, index) => fold.landsOn(index));
};

describe('Amplitude resolves every documented and derived sequence', () => {
  it('has all of them', () => {
    expect(vectors).toHaveLength(10);
  });

  it.each(vectors)('$id $title', ({ events, expect: resolved, clusters }) => {
    const fold = play(events);
    const numbers = new Map<number, number>();
    const results = events.map((_, index) => {
      const slot = fold.folded(index).slot ?? -1;
      if (!numbers.has(slot)) numbers.set(slot, numbers.size + 1);
      return { stored: numbers.get(slot), profile: fold.profileIdOf(index) };
    });
    const counted = new Map<string, string>();
    for (const [index, text] of resolved.entries()) {
      const [stored, into] = text.split('→');
      expect(results[index]?.stored).toBe(Number(stored));
      const profile = results[index]?.profile ?? '';
      expect(counted.get(into ?? stored ?? '') ?? profile).toBe(profile);
      counted.set(into ?? stored ?? '', profile);
    }
    expect(new Set(counted.values()).size).toBe(counted.size);
    const bare = clusters.map((ids) =>
      ids
        .slice(0)
        .filter((id) => !id.startsWith('amp '))
        .map((id) => id.replace(/^dev:/, '')),
    );
    expect(asPartition(fold.profiles().map(({ ids }) => ids))).toEqual(asPartition(bare));
  });
});

describe('Amplitude', () => {
  it('lists a device with every user it had, and labels a profile by its user', () => {
    const fold = play([{ d: 'R' }, { d: 'R', u: 'Jane' }, { d: 'S', u: 'Jane' }, { d: 'R', u: 'Mary' }]);
    expect(fold.profiles().map(({ label, known, ids, events }) => [label, known, ids, events])).toEqual([
      ['Jane', true, ['Jane', 'R', 'S'], 3],
      ['Mary', true, ['Mary', 'R'], 1],
    ]);
    expect([0, 1, 2, 3].map((index) => fold.folded(index).merge)).toEqual(['none', 'merged', 'merged', 'merged']);
    expect(fold.folded(0).landedOn).toBe('R');
  });

  it('says which event gave the device to its user', () => {
    const taken = play([{ d: 'G' }, { d: 'G', u: 'John' }]);
    expect(taken.because(0)).toMatchObject({ kind: 'linked', id: 'G', to: 'John', event: 1 });
    const merged = play([{ d: 'Y', u: 'David' }, { d: 'Z' }, { d: 'Z', u: 'David' }]);
    expect(merged.because(1)).toMatchObject({ kind: 'linked', id: 'Z', to: 'David', event: 2 });
    expect(merged.because(0)).toMatchObject({ kind: 'own-id', id: 'David' });
    expect(play([{ d: 'G' }]).because(0)).toMatchObject({ kind: 'unlinked', id: 'G' });
  });

  it('re-points a device whenever another user is on it, also one who was on it before', () => {
    const events = [{ d: 'R', u: 'Jane' }, { d: 'R', u: 'Mary' }, { d: 'R', u: 'Jane' }, { d: 'R' }, { d: 'R', u: 'Jane' }];
    expect(landing(events)).toEqual(['Jane', 'Mary', 'Jane', 'Jane', 'Jane']);
    const fold = play(events);
    expect(events.map((_, index) => fold.folded(index).merge)).toEqual(['merged', 'merged', 'merged', 'none', 'none']);
  });

  it('takes an event with a user alone, and none without both', () => {
    const fold = play([{ u: 'Jane-1' }, {}, { d: '', u: '' }]);
    expect(fold.landsOn(0)).toBe('Jane-1');
    for (const index of [1, 2])
      expect(fold.folded(index)).toMatchObject({ slot: null, merge: 'ignored', reason: 'events_with_missing_fields' });
    const other = createFold(amplitude, {});
    other.update(listed([segmentEvent({ user_id: 'U1' })]), 0);
    expect(other.folded(0).reason).toBe('foreign-payload');
  });

  it('tells apart a user and a device of one name', () => {
    expect(play([{ d: 'same' }, { u: 'same' }]).profiles()).toHaveLength(2);
  });

  describe('when an event of an earlier user arrives late', () => {
    const events = [
      { d: 'device', u: 'user-1', at: 1 },
      { d: 'device', u: 'user-2', at: 9 },
      { d: 'device', u: 'user-1', at: 5 },
      { d: 'device', at: 10 },
    ];

    it('goes by ingestion, and says that it assumes so', () => {
      expect(landing(events)[3]).toBe('user-1');
      const fold = play(events);
      expect([0, 1, 2, 3].map((index) => fold.folded(index).assumptions)).toEqual([[], [], ['last-user'], ['last-user']]);
    });

    it('goes by event time when told to', () => {
      expect(landing(events, { 'last-user': 'event-time' })[3]).toBe('user-2');
      expect(play(events, { 'last-user': 'event-time' }).folded(2).merge).toBe('none');
    });
  });

  describe('when another known user comes to a device whose past was merged', () => {
    const events = [
      { d: 'other', u: 'user-2' },
      { d: 'phone', u: 'user-1' },
      { d: 'device' },
      { d: 'device', u: 'user-1' },
      { d: 'device', u: 'user-2' },
    ];

    it('leaves the past where it is, and says that it assumes so', () => {
      expect(landing(events)[2]).toBe('user-1');
      expect(play(events).folded(4).assumptions).toEqual(['merge-again']);
    });

    it('moves it when told to', () => {
      expect(landing(events, { 'merge-again': 'yes' })[2]).toBe('user-2');
    });
  });

  describe('with short ids', () => {
    const events = [{ d: 'device', u: 'abc' }];

    it('takes them, and says that it assumes so', () => {
      expect(play(events).folded(0)).toMatchObject({ merge: 'merged', assumptions: ['min-id-length'] });
    });

    it('removes them when a length is set, or rejects the event', () => {
      expect(landing(events, { 'min-id-length': '5' })).toEqual(['device']);
      expect(play(events, { 'min-id-length': '5', 'short-ids': 'rejected' }).folded(0)).toMatchObject({
        slot: null,
        reason: 'events_with_invalid_id_lengths',
      });
      expect(play([{ d: 'd', u: 'u' }], { 'min-id-length': '5' }).folded(0)).toMatchObject({
        slot: null,
        reason: 'events_with_invalid_id_lengths',
      });
    });

    it('goes by the length of the request before any other', () => {
      expect(landing([{ d: 'device', u: 'abc', least: 1 }], { 'min-id-length': '5' })).toEqual(['abc']);
      expect(landing([{ d: 'device', u: 'abc', least: 4 }])).toEqual(['device']);
    });
  });

  it('lets placeholder ids in unless told otherwise, and says that it assumes so', () => {
    const events = [{ d: 'device', u: 'unknown' }];
    expect(play(events).folded(0)).toMatchObject({ merge: 'merged', assumptions: ['placeholder-rejection'] });
    expect(play(events, { 'placeholder-rejection': 'on' }).folded(0)).toMatchObject({ slot: null, reason: 'events_with_invalid_fields' });
  });

  it('takes 42 and "42" for one id unless told otherwise, and says that it assumes so', () => {
    const events = [{ u: 424242 }, { u: '424242' }];
    expect(play(events).profiles()).toHaveLength(1);
    expect([0, 1].map((index) => play(events).folded(index).assumptions)).toEqual([['number-ids'], []]);
    expect(play(events, { 'number-ids': 'distinct' }).profiles()).toHaveLength(2);
  });
});

const some = <T>(values: readonly T[]): fc.Arbitrary<T | null> => fc.constantFrom(null, ...values);

describeModelProperties({
  model: amplitude,
  repeats: true,
  event: fc
    .record({ d: some(['D1', 'D2', 'D3', 'device']), u: some(['U1', 'U2', 'user-3', 'null', '']), at: fc.integer({ min: 1, max: 5 }) })
    .map(eventOf),
  settings: fc.constantFrom<Settings>(
    {},
    { 'last-user': 'event-time', 'merge-again': 'yes' },
    { 'min-id-length': '5', 'placeholder-rejection': 'on' },
  ),
});
