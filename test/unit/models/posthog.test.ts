import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { posthog as adapter } from '../../../src/adapters/posthog.ts';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import { createFold } from '../../../src/core/fold.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Settings } from '../../../src/core/model.ts';
import { posthog } from '../../../src/models/posthog.ts';
import { isIllegalId } from '../../../src/models/posthog-illegal-ids.ts';
import vectors from '../../fixtures/vectors/posthog.json' with { type: 'json' };
import { describeModelProperties } from '../../support/model-properties.ts';
import { asPartition, listed, segmentEvent } from './build.ts';

/** `x` distinct_id, `anon` the id `$identify` takes along, `ppp` $process_person_profile, `at` seconds. */
type Vector = {
  readonly n: string;
  readonly x: string;
  readonly anon?: string | null;
  readonly alias?: string;
  readonly ppp?: boolean;
  readonly at?: number;
};

const eventOf = ({ n, x, anon, alias, ppp, at }: Vector, more: JsonObject = {}): AnalyticsEvent => {
  const properties = { $anon_distinct_id: anon ?? undefined, alias, $process_person_profile: ppp, ...more };
  const payload = {
    event: n,
    distinct_id: x,
    api_key: 'K',
    timestamp: at === undefined ? undefined : new Date(at * 1000).toISOString(),
    properties,
  };
  const event = adapter.toEvent(JSON.parse(JSON.stringify(payload)), 'K');
  if (event === null) throw new Error('this is no event');
  return event;
};

const folded = (events: readonly AnalyticsEvent[], settings: Settings = {}) => {
  const fold = createFold(posthog, settings);
  fold.update(listed(events), 0);
  return fold;
};

const play = (events: readonly Vector[], settings: Settings = {}) =>
  folded(
    events.map((vector) => eventOf(vector)),
    settings,
  );

describe('PostHog resolves every documented and derived sequence', () => {
  it('has all of them', () => {
    expect(vectors).toHaveLength(13);
  });

  it.each(vectors)('$id $title', ({ events, expect: resolved, clusters }) => {
    const fold = play(events as Vector[]);
    const profiles = new Map(fold.profiles().map((profile) => [profile.id, profile.ids]));
    const results = events.map((event, index) => {
      const { merge, reason } = fold.folded(index);
      const ids = profiles.get(fold.profileIdOf(index) ?? '');
      if (event.n === 'track') return ids === undefined ? `${reason} ${event.x}` : `{${[...ids].sort().join(',')}}`;
      return reason ?? (merge === 'none' ? 'set' : merge);
    });
    expect(results).toEqual(resolved);
    expect(asPartition(fold.profiles().map(({ ids }) => ids))).toEqual(asPartition(clusters));
  });
});

describe('PostHog', () => {
  const signUp: readonly Vector[] = [
    { n: 'view', x: 'X1', ppp: false },
    { n: '$identify', x: 'U1', anon: 'X1' },
  ];

  it('gives an event without a person to nobody, until its id gets a person', () => {
    const before = play(signUp.slice(0, 1));
    expect(before.folded(0)).toMatchObject({ merge: 'none', reason: 'personless', landedOn: null });
    expect(before.profileIdOf(0)).toBeNull();
    expect(before.because(0)).toMatchObject({ kind: 'none' });
    expect(before.profiles()).toEqual([]);
    const fold = play(signUp);
    expect(fold.landsOn(0)).toBe('U1');
    expect(fold.because(0)).toMatchObject({ kind: 'linked', id: 'X1', to: 'U1', event: 1 });
    expect(fold.profiles()[0]).toMatchObject({ label: 'U1', known: true, ids: ['X1', 'U1'], events: 2, mergedBy: [{ event: 1 }] });
  });

  it('leaves the personless past where it was when told to, and says where it matters', () => {
    const events = [...signUp, { n: 'view', x: 'X1', ppp: false }];
    const fold = play(events, { 'personless-history': 'unlinked' });
    expect(events.map((_, index) => fold.landsOn(index))).toEqual([null, 'U1', 'U1']);
    expect(events.map((_, index) => fold.folded(index).assumptions)).toEqual([['personless-history'], ['personless-history'], []]);
  });

  it('makes a person of an anonymous visitor for a $set, with all that came before', () => {
    const fold = play([
      { n: 'view', x: 'X1', ppp: false },
      { n: '$set', x: 'X1', ppp: true },
    ]);
    expect(fold.folded(1)).toMatchObject({ merge: 'none', assumptions: ['personless-history'] });
    expect(fold.profiles().map(({ ids, events }) => [ids, events])).toEqual([[['X1'], 2]]);
  });

  it('drops what exists to change a person when no person may be made', () => {
    expect(play([{ n: '$identify', x: 'U1', anon: 'X1', ppp: false }]).folded(0)).toMatchObject({
      slot: null,
      merge: 'ignored',
      reason: 'invalid_event_when_process_person_profile_is_false',
    });
  });

  it('ignores payloads of other vendors and events without an id', () => {
    expect(folded([segmentEvent({ user_id: 'U1' })]).folded(0).reason).toBe('foreign-payload');
    expect(play([{ n: 'view', x: '' }]).folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-id' });
  });

  it('protects a person from the attempt on that marks it identified, refused or not', () => {
    const fold = play([
      { n: 'view', x: 'U2' },
      { n: '$identify', x: 'U1', anon: 'X1' },
      { n: '$identify', x: 'U2', anon: 'U1' },
      { n: '$create_alias', x: 'U3', alias: 'U2' },
      { n: 'view', x: 'U3' },
      { n: '$create_alias', x: 'U3', alias: 'U2' },
    ]);
    expect(fold.folded(2)).toMatchObject({ merge: 'refused', reason: 'cannot_merge_already_identified', link: ['U2', 'U1'] });
    expect(fold.folded(3).merge).toBe('merged');
    expect(fold.folded(5).merge).toBe('none');
  });

  it('knows the ids that stand for nobody', () => {
    for (const id of ['anonymous', 'GUEST', 'null', 'NaN', '[object Object]', '0', "'null'", '"Undefined"', '', '  '])
      expect(isIllegalId(id), id).toBe(true);
    for (const id of [' null', 'NULL', 'nan', 'U1', '00', "'null", '"']) expect(isIllegalId(id), id).toBe(false);
  });

  describe('when $identify comes after later events of its id', () => {
    const events: readonly Vector[] = [
      { n: 'view', x: 'X1', at: 1 },
      { n: 'view', x: 'U1', at: 9 },
      { n: '$identify', x: 'U1', anon: 'X1', at: 2 },
    ];

    it('links all the same, and says that it assumes so', () => {
      expect(play(events).folded(2)).toMatchObject({ merge: 'merged', assumptions: ['late-identify'] });
    });

    it('does not when told so', () => {
      const fold = play(events, { 'late-identify': 'refused' });
      expect(fold.folded(2)).toMatchObject({ merge: 'refused', reason: 'late-identify' });
      expect(fold.profiles()).toHaveLength(2);
    });
  });

  it('sets aside a merge of more ids than a limit that was given', () => {
    const events: readonly Vector[] = [
      { n: '$create_alias', x: 'X1', alias: 'X2', ppp: true },
      { n: 'view', x: 'U1' },
      { n: '$merge_dangerously', x: 'U1', alias: 'X1' },
    ];
    expect(play(events, { 'merge-limit': '2' }).folded(2).merge).toBe('merged');
    expect(play(events, { 'merge-limit': '1' }).folded(2)).toMatchObject({
      slot: null,
      merge: 'refused',
      reason: 'LIMIT_EXCEEDED',
      assumptions: ['merge-limit'],
    });
  });

  it('takes 42 and "42" for one id unless told otherwise, and says that it assumes so', () => {
    const number = adapter.toEvent({ event: 'a', distinct_id: 42, api_key: 'K' }, 'K');
    if (number === null) throw new Error('this is no event');
    const events = [number, eventOf({ n: 'a', x: '42' })];
    expect(folded(events).profiles()).toHaveLength(1);
    expect([0, 1].map((index) => folded(events).folded(index).assumptions)).toEqual([['number-ids'], []]);
    expect(folded(events, { 'number-ids': 'distinct' }).profiles()).toHaveLength(2);
  });
});

const ids = fc.constantFrom('X1', 'X2', 'X3', 'U1', 'U2', 'U3', 'null');

describeModelProperties({
  model: posthog,
  event: fc
    .record({
      n: fc.constantFrom('a', 'a', 'b', '$identify', '$identify', '$create_alias', '$merge_dangerously'),
      x: ids,
      other: fc.option(ids),
      ppp: fc.constantFrom(true, false, undefined),
      at: fc.integer({ min: 1, max: 5 }),
    })
    .map(({ n, x, other, ppp, at }) =>
      eventOf({ n, x, at, ...(n === '$identify' ? { anon: other } : { alias: other ?? 'X1' }), ...(ppp === undefined ? {} : { ppp }) }),
    ),
  settings: fc.constantFrom<Settings>({}, { 'personless-history': 'unlinked' }, { 'late-identify': 'refused', 'merge-limit': '1' }),
});
