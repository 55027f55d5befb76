import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rudderstack as adapter } from '../../../src/adapters/rudderstack.ts';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import { createFold } from '../../../src/core/fold.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Settings } from '../../../src/core/model.ts';
import { rudderstack } from '../../../src/models/rudderstack.ts';
import vectors from '../../fixtures/vectors/rudderstack.json' with { type: 'json' };
import { describeModelProperties } from '../../support/model-properties.ts';
import { asPartition, listed, mixpanelEvent } from './build.ts';

type Vector = { readonly a?: string | null; readonly u?: string | number | null; readonly prev?: string | null };

const eventOf = ({ a, u, prev }: Vector, context: JsonObject = {}): AnalyticsEvent => {
  const alias = prev == null ? {} : { previousId: prev };
  const event = adapter.toEvent(
    { type: prev == null ? 'track' : 'alias', anonymousId: a ?? null, userId: u ?? '', ...alias, context },
    'W',
  );
  if (event === null) throw new Error('this is no event');
  return event;
};

const folded = (events: readonly AnalyticsEvent[], settings: Settings = {}) => {
  const fold = createFold(rudderstack, settings);
  fold.update(listed(events), 0);
  return fold;
};

const play = (events: readonly Vector[]) => folded(events.map((vector) => eventOf(vector)));

describe('RudderStack resolves every documented and derived sequence', () => {
  it('has all of them', () => {
    expect(vectors).toHaveLength(4);
  });

  it.each(vectors)('$id $title', ({ events, expect: resolved, clusters }) => {
    const fold = play(events);
    const profiles = new Map(fold.profiles().map((profile) => [profile.id, profile.ids]));
    expect(events.map((_, index) => `{${[...(profiles.get(fold.profileIdOf(index) ?? '') ?? [])].sort().join(',')}}`)).toEqual(resolved);
    expect(asPartition(fold.profiles().map(({ ids }) => ids))).toEqual(asPartition(clusters));
  });
});

describe('RudderStack', () => {
  it('makes one of two people who share an anonymous id, and says by which events', () => {
    const fold = play([{ a: 'A1' }, { a: 'A1', u: 'U1' }, { a: 'A1', u: 'U2' }]);
    expect(fold.profiles()).toMatchObject([
      {
        label: 'U1',
        known: true,
        ids: ['A1', 'U1', 'U2'],
        mergedBy: [
          { event: 1, ids: ['U1', 'A1'] },
          { event: 2, ids: ['U2', 'A1'] },
        ],
      },
    ]);
    expect([0, 1, 2].map((index) => fold.folded(index).merge)).toEqual(['none', 'merged', 'merged']);
    expect(fold.because(0)).toMatchObject({ kind: 'linked', id: 'A1', to: 'U1', event: 1 });
    expect(fold.because(2)).toMatchObject({ kind: 'linked', id: 'U2', to: 'U1', event: 2 });
  });

  it('ignores payloads of other vendors and messages without an id', () => {
    expect(folded([mixpanelEvent({ u: 'U1' })]).folded(0).reason).toBe('foreign-payload');
    expect(play([{}]).folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-id' });
  });

  it('joins through e-mail and device as in the documented example, when told to', () => {
    const told = { 'joined-by': 'userId,anonymousId,email,device_id' };
    const events = [
      eventOf({ a: 'anonymous_id_1' }, { device: { id: 'device_id_1' } }),
      eventOf({ a: 'anonymous_id_1' }, { traits: { email: 'a@x' }, device: { id: 'device_id_1' } }),
      eventOf({ a: 'anonymous_id_2' }, { traits: { email: 'a@x' }, device: { id: 'device_id_2' } }),
    ];
    expect(
      folded(events, told)
        .profiles()
        .map(({ ids }) => ids),
    ).toEqual([['anonymous_id_1', 'device_id_1', 'a@x', 'anonymous_id_2', 'device_id_2']]);
    expect(folded(events, told).folded(2).assumptions).toEqual([]);
    expect(folded(events).profiles()).toHaveLength(2);
    expect(folded(events).folded(2).assumptions).toEqual(['joined-by']);
  });

  it('joins through external ids of a type that was named', () => {
    const with1 = { externalIds: [{ type: 'crm', id: 'C1' }] };
    const events = [eventOf({ a: 'A1' }, with1), eventOf({ a: 'A2' }, with1)];
    expect(folded(events, { 'joined-by': 'userId,anonymousId,crm' }).profiles()).toHaveLength(1);
  });

  it('takes 42 and "42" for one id unless told otherwise, and says that it assumes so', () => {
    const events = [eventOf({ u: 42 }), eventOf({ u: '42' })];
    expect(folded(events).profiles()).toHaveLength(1);
    expect([0, 1].map((index) => folded(events).folded(index).assumptions)).toEqual([['number-ids'], []]);
    expect(folded(events, { 'number-ids': 'distinct' }).profiles()).toHaveLength(2);
  });
});

const some = (values: readonly string[]): fc.Arbitrary<string | null> => fc.constantFrom(null, ...values);

describeModelProperties({
  model: rudderstack,
  event: fc
    .record({
      a: some(['A1', 'A2', 'A3', 'A4', 'A5', 'A6']),
      u: some(['U1', 'U2', 'U3', 'U4', '']),
      prev: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: some(['A1', 'U1', 'U2']) }),
      email: some(['a@x', 'b@x']),
    })
    .map(({ email, ...vector }) => eventOf(vector, email === null ? {} : { traits: { email } })),
  settings: fc.constantFrom<Settings>({}, { 'joined-by': 'userId,anonymousId,email' }, { 'joined-by': 'userId' }),
});
