import { startCarriedId } from './carried-id.ts';
import { createCheckpoints } from './checkpoints.ts';
import type { AnalyticsEvent } from './event.ts';
import { createFoldView, type FoldState, type FoldView, forkState, labelAt } from './fold-view.ts';
import type { Ground, Ingested, MergeModel, Settings } from './model.ts';
import { type Join, joinOf } from './profiles.ts';
import { createStops } from './stops.ts';
import { createTally } from './tally.ts';

/** An event in its place in model order. `included` is false for what the chosen view leaves out. */
export type FoldEvent = { readonly key: string; readonly event: AnalyticsEvent; readonly included: boolean };

/** What ingestion did, and the label of the profile right afterwards. */
export type Folded = Ingested & { readonly landedOn: string | null };

/** One project's events run through its model, incrementally and under revision. As a view it tells of the end. */
export type Fold = FoldView & {
  /**
   * `events` is the project's whole list as it is now; those before `from` are as they were at the last update.
   * Keeps the list: it must not change before the next update.
   */
  update(events: readonly FoldEvent[], from: number): void;
  folded(index: number): Folded;
  /**
   * The moment when the first `count` events had been folded; it stays as it is whatever is asked or updated later.
   * Costs a copy of the model and a sixteenth of the events at most, once the way there was gone.
   */
  at(count: number): FoldView;
};

const leftOut: Ground = { rule: 'The vendor never received this event, so it belongs to nobody.', cite: '' };
const nothing: readonly string[] = [];
const excluded: Ingested = { slot: null, merge: 'none', reason: null, link: nothing, ground: leftOut, assumptions: nothing };

/** `model` null: the vendor has no server model, and events count for the id they carry. */
export const createFold = (model: MergeModel | null, settings: Settings): Fold => {
  const start = (): FoldState => ({ run: model === null ? startCarriedId() : model.start(settings), tally: createTally() });

  const checkpoints = createCheckpoints<FoldState>();
  const stops = createStops<FoldState>();
  const results: Ingested[] = [];
  const landedOn: (string | null)[] = [];
  const joins: Join[] = [];
  let events: readonly FoldEvent[] = [];
  let now = start();
  let view: FoldView | null = null;

  const resultOf = (index: number): Ingested => results[index] ?? excluded;

  const rewind = (to: number): void => {
    if (to >= results.length) return;
    const checkpoint = checkpoints.rewind(to);
    stops.rewind(to);
    now = checkpoint === null ? start() : forkState(checkpoint.state);
    results.length = checkpoint?.at ?? 0;
    landedOn.length = results.length;
    while ((joins.at(-1)?.event ?? -1) >= results.length) joins.pop();
  };

  const ingest = ({ event, included }: FoldEvent, index: number): void => {
    if (!included) {
      results.push(excluded);
      landedOn.push(null);
      return;
    }
    const done = now.run.ingest(event, index);
    const join = joinOf(done, index);
    if (join !== null) joins.push(join);
    if (done.slot !== null) now.tally.add(done.slot, index, event);
    results.push(done);
    landedOn.push(labelAt(now.run, done.slot));
  };

  const update = (next: readonly FoldEvent[], from: number): void => {
    rewind(Math.min(from, next.length));
    events = next;
    view = null;
    for (let index = results.length; index < next.length; index += 1) {
      const item = next[index];
      if (item !== undefined) ingest(item, index);
      if (isCheckpoint(index + 1, next.length) && checkpoints.wants(index + 1)) checkpoints.add(index + 1, forkState(now));
    }
  };

  /** The state after `count` events, folded again from the nearest one that was kept. */
  const stateAt = (count: number): FoldState => {
    const checkpoint = checkpoints.before(count);
    const stop = stops.before(count);
    const nearest = (stop?.at ?? 0) > (checkpoint?.at ?? 0) ? stop : checkpoint;
    const state = nearest === null ? start() : forkState(nearest.state);
    for (let index = nearest?.at ?? 0; index < count; index += 1) {
      const item = events[index];
      if (item?.included === true) {
        const { slot } = state.run.ingest(item.event, index);
        if (slot !== null) state.tally.add(slot, index, item.event);
      }
      if (stops.wants(index + 1, results.length)) stops.add(index + 1, forkState(state));
    }
    return state;
  };

  const viewAt = (count: number): FoldView => {
    const past = results.slice(0, count);
    return createFoldView(
      stateAt(count),
      joins.filter(({ event }) => event < count),
      (index) => past[index] ?? excluded,
    );
  };

  const current = (): FoldView => {
    view ??= createFoldView(now, joins, resultOf);
    return view;
  };

  return {
    update,
    folded: (index) => ({ ...resultOf(index), landedOn: landedOn[index] ?? null }),
    landsOn: (index) => current().landsOn(index),
    profileIdOf: (index) => current().profileIdOf(index),
    because: (index) => current().because(index),
    assumptions: (index) => current().assumptions(index),
    profiles: () => current().profiles(),
    at: (count) => viewAt(Math.max(0, Math.min(count, results.length))),
  };
};

/** Places worth a checkpoint when the fold runs up to `end`: the end, and 64, 256, 1024 … events before it. */
const isCheckpoint = (at: number, end: number): boolean => {
  let distance = end - at;
  if (distance === 0) return true;
  while (distance > 64 && distance % 4 === 0) distance /= 4;
  return distance === 64;
};
