import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import { createFold, type Fold, type FoldEvent } from '../../../src/core/fold.ts';
import type { MergeModel, Settings } from '../../../src/core/model.ts';
import { mixpanelSimplified } from '../../../src/models/mixpanel-simplified.ts';
import { segmentUnify } from '../../../src/models/segment-unify.ts';
import { listed, mixpanelEvent, segmentEvent } from './build.ts';

const some = <T>(values: readonly T[]): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, ...values);
const time = fc.constantFrom(null, 1, 2, 3, 4);

const mixpanelEvents: fc.Arbitrary<AnalyticsEvent> = fc
  .record({
    n: fc.constantFrom('a', 'b', 'c', '$identify', '$merge'),
    d: some(['D1', 'D2', 'D3', 'D4', '']),
    u: some(['U1', 'U2', 'U3', 'anonymous', '']),
    x: some(['U1', '$device:D1', '$device:', 'D2', '']),
    at: time,
  })
  .map(({ x, d, u, n, at }) => mixpanelEvent({ n, at, d: d ?? null, u: u ?? null, ...(x === undefined ? {} : { x }) }));

const segmentEvents: fc.Arbitrary<AnalyticsEvent> = fc
  .record({
    type: fc.constantFrom('track', 'identify', 'page', 'alias'),
    user_id: some(['U1', 'U2', 'U3']),
    anonymous_id: some(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A7', 'A8']),
    email: some(['a@x', 'b@x', 'c@x']),
    phone: some([['1'], ['2', '3'], ['4', '5', '6']]),
    at: time,
  })
  .map(({ type, at, ...ids }) => segmentEvent(ids, { type, at }));

const cases: readonly {
  readonly model: MergeModel;
  readonly event: fc.Arbitrary<AnalyticsEvent>;
  readonly settings: fc.Arbitrary<Settings>;
}[] = [
  {
    model: mixpanelSimplified,
    event: mixpanelEvents,
    settings: fc.constantFrom<Settings>({}, { 'first-writer': 'event-time' }, { 'placeholder-rejection': 'on', 'empty-ids': 'detached' }),
  },
  {
    model: segmentUnify,
    event: segmentEvents,
    settings: fc.constantFrom<Settings>({}, { limits: 'user_id=1,*=2', 'tie-break': 'first' }, { 'max-merges': '1', 'max-mappings': '4' }),
  },
];

/** Everything a fold says about its events and profiles. */
const storyOf = (fold: Fold, count: number): unknown => ({
  events: Array.from({ length: count }, (_, index) => ({
    ...fold.folded(index),
    profile: fold.profileIdOf(index),
    landsOn: fold.landsOn(index),
    because: fold.because(index),
  })),
  profiles: fold.profiles(),
});

const foldAtOnce = (model: MergeModel, settings: Settings, events: readonly FoldEvent[]): unknown => {
  const fold = createFold(model, settings);
  fold.update(events, 0);
  return storyOf(fold, events.length);
};

const items = (event: fc.Arbitrary<AnalyticsEvent>, maxLength: number): fc.Arbitrary<readonly FoldEvent[]> =>
  fc
    .array(fc.record({ event, included: fc.integer({ min: 0, max: 9 }).map((n) => n > 0) }), { maxLength, size: 'max' })
    .map((list) => list.map((item, index) => ({ key: `line:${index}`, ...item })));

describe.each(cases)('$model.id', { timeout: 60_000 }, ({ model, event, settings }) => {
  it('gives the same answers for the same events', () => {
    fc.assert(
      fc.property(items(event, 60), settings, (events, chosen) => {
        expect(foldAtOnce(model, chosen, events)).toEqual(foldAtOnce(model, chosen, events));
      }),
      { numRuns: 50 },
    );
  });

  it('says the same however the events are cut into updates', () => {
    fc.assert(
      fc.property(items(event, 400), fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), settings, (events, cuts, chosen) => {
        const fold = createFold(model, chosen);
        let done = 0;
        for (let turn = 0; done < events.length; turn += 1) {
          const next = Math.min(events.length, done + (cuts[turn % cuts.length] ?? 1));
          fold.update(events.slice(0, next), done);
          done = next;
        }
        expect(storyOf(fold, events.length)).toEqual(foldAtOnce(model, chosen, events));
      }),
      { numRuns: 40 },
    );
  });

  it('says the same after any revisions as if it had been so from the start', () => {
    const edit = fc.record({
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      remove: fc.integer({ min: 0, max: 5 }),
      insert: fc.array(event, { maxLength: 80, size: 'max' }),
      included: fc.boolean(),
    });
    fc.assert(
      fc.property(items(event, 200), fc.array(edit, { minLength: 1, maxLength: 6 }), settings, (first, edits, chosen) => {
        const fold = createFold(model, chosen);
        let events = first;
        fold.update(events, 0);
        for (const { place, remove, insert, included } of edits) {
          const from = Math.floor(place * events.length);
          const added = insert.map((item, n) => ({ key: `late:${n}`, event: item, included }));
          events = [...events.slice(0, from), ...added, ...events.slice(from + remove)];
          fold.update(events, from);
          expect(storyOf(fold, events.length)).toEqual(foldAtOnce(model, chosen, events));
        }
      }),
      { numRuns: 25 },
    );
  });

  it('goes on from a copy exactly as from the original, and leaves the original alone', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.array(event, { maxLength: 40 }), settings, (before, after, chosen) => {
        const original = model.start(chosen);
        before.forEach((item, index) => {
          original.ingest(item, index);
        });
        const copy = original.fork();
        const fromCopy = after.map((item, n) => copy.ingest(item, before.length + n));
        const fromOriginal = after.map((item, n) => original.ingest(item, before.length + n));
        expect(fromOriginal).toEqual(fromCopy);
      }),
      { numRuns: 60 },
    );
  });

  it('changes no profile of earlier events when all a link asked for was refused', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), settings, (events, chosen) => {
        const run = model.start(chosen);
        const slots: number[] = [];
        events.forEach((item, index) => {
          const before = slots.map((slot) => run.profileOf(slot));
          const result = run.ingest(item, index);
          const touched = result.merge === 'merged' || result.joined !== undefined;
          if (!touched) expect(slots.map((slot) => run.profileOf(slot))).toEqual(before);
          if (result.slot !== null) slots.push(result.slot);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('puts every event on at most one profile, and every id into one', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 80 }), settings, (events, chosen) => {
        const fold = createFold(model, chosen);
        fold.update(listed(events), 0);
        const profiles = fold.profiles();
        const landed = events.map((_, index) => fold.profileIdOf(index));
        expect(landed.filter((id) => id !== null)).toHaveLength(profiles.reduce((sum, { events: count }) => sum + count, 0));
        for (const { id, events: count, label, ids } of profiles) {
          expect(landed.filter((at) => at === id)).toHaveLength(count);
          expect(ids).toContain(label);
        }
        const all = profiles.flatMap(({ ids }) => ids);
        expect(new Set(all).size).toBe(all.length);
      }),
      { numRuns: 60 },
    );
  });
});
