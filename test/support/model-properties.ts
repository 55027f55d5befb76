import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalyticsEvent } from '../../src/core/event.ts';
import { createFold, type Fold, type FoldEvent } from '../../src/core/fold.ts';
import type { FoldView } from '../../src/core/fold-view.ts';
import type { MergeModel, Settings } from '../../src/core/model.ts';
import { listed } from '../unit/models/build.ts';

/** A model with the events and settings to try it on. */
export type ModelCase = {
  readonly model: MergeModel;
  readonly event: fc.Arbitrary<AnalyticsEvent>;
  readonly settings: fc.Arbitrary<Settings>;
  /** The vendor lets an id stand in several profiles. */
  readonly repeats?: true;
};

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

const viewStory = (view: FoldView, count: number): unknown => ({
  events: Array.from({ length: count }, (_, index) => [view.profileIdOf(index), view.landsOn(index), view.because(index)]),
  profiles: view.profiles(),
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

/** What holds for every model, whatever its rules. */
export const describeModelProperties = ({ model, event, settings, repeats }: ModelCase): void => {
  describe(model.id, { timeout: 60_000 }, () => {
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

    it('tells of any moment what a fold that ended there tells', () => {
      fc.assert(
        fc.property(
          items(event, 1500),
          fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 4 }),
          settings,
          (events, places, chosen) => {
            const fold = createFold(model, chosen);
            fold.update(events, 0);
            const counts = places.map((place) => Math.floor(place * events.length));
            const views = counts.map((count) => fold.at(count));
            const changed = Math.min(...counts);
            fold.update(events.slice(0, changed), changed);
            counts.forEach((count, turn) => {
              const view = views[turn];
              const ended = createFold(model, chosen);
              ended.update(events.slice(0, count), 0);
              if (view !== undefined) expect(viewStory(view, count)).toEqual(viewStory(ended, count));
            });
            expect(viewStory(fold.at(changed), changed)).toEqual(viewStory(fold, changed));
          },
        ),
        { numRuns: 8 },
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
            // An event of nobody may be given a profile by an event of the same id, which links nothing.
            const kept = before.map((profile, at) => profile ?? run.profileOf(slots[at] ?? -1));
            if (!touched) expect(slots.map((slot) => run.profileOf(slot))).toEqual(kept);
            if (result.slot !== null) slots.push(result.slot);
          });
        }),
        { numRuns: 60 },
      );
    });

    it(`puts every event on at most one profile${repeats === true ? '' : ', and every id into one'}`, () => {
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
          if (repeats === true) return;
          const all = profiles.flatMap(({ ids }) => ids);
          expect(new Set(all).size).toBe(all.length);
        }),
        { numRuns: 60 },
      );
    });
  });
};
