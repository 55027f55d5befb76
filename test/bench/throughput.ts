import type { AnalyticsEvent } from '../../src/core/event.ts';
import type { MergeModel } from '../../src/core/model.ts';
import { createProjectStream, type ProjectStream } from '../../src/core/project-stream.ts';
import { type Pair, pairOf, startBare } from './bare-union-find.ts';
import { heldBytes, settle, timed } from './row.ts';
import { eventsFor } from './shapes.ts';
import { type Visit, visits } from './visits.ts';

/** Events are made in portions outside the measured time, so that ten million of them need not be held; as many at once as a megabyte of lines has. */
const portionLength = 2000;

const run = <T>(count: number, make: (visit: Visit) => T, take: (item: T) => void, sessions = true): number => {
  const source = visits(count, undefined, sessions);
  let total = 0;
  for (;;) {
    const portion: T[] = [];
    for (let next = source.next(); next.done !== true; next = source.next()) {
      portion.push(make(next.value));
      if (portion.length === portionLength) break;
    }
    if (portion.length === 0) return total;
    total += timed(() => {
      for (const item of portion) take(item);
    });
  }
};

const startModel = (model: MergeModel): ProjectStream => createProjectStream(model, {}, 0);

/** Nanoseconds an event through the model: ingested, counted for its slot, its label looked up. */
export const modelCost = (model: MergeModel, count: number, sessions = true): number => {
  settle();
  const stream = startModel(model);
  const cost = run<AnalyticsEvent>(count, eventsFor(model), stream.add, sessions) / count;
  if (stream.count !== count || stream.profiles().size === 0)
    throw new Error(`${model.id} took the events of the bench for something else`);
  return cost;
};

/** Nanoseconds an event through a bare union–find over the same ids. */
export const bareCost = (count: number, sessions = true): number => {
  settle();
  const add = startBare(count);
  return run<Pair>(count, pairOf, ({ device, user }) => add(device, user), sessions) / count;
};

/** Bytes that a model and its tally hold for each distinct id. */
export const bytesPerId = (model: MergeModel, count: number): number => {
  const before = heldBytes();
  const stream = startModel(model);
  run<AnalyticsEvent>(count, eventsFor(model), stream.add);
  const held = heldBytes() - before;
  const ids = new Set<string>();
  for (const visit of visits(count)) {
    const { device, user } = pairOf(visit);
    ids.add(device);
    if (user !== null) ids.add(user);
  }
  // The stream is asked after the measurement, so that it is still there during it.
  return stream.count === count ? held / ids.size : Number.NaN;
};
