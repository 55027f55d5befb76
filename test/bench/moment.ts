import { createFold, type FoldEvent } from '../../src/core/fold.ts';
import type { MergeModel } from '../../src/core/model.ts';
import { median, type Row, round, settle, timed } from './row.ts';
import { eventsFor } from './shapes.ts';
import { random, visits } from './visits.ts';

const count = 1e5;

const milliseconds = (nanoseconds: number): number => round(nanoseconds / 1e6);

/** A fold of 10⁵ events: how fast it is filled, and what it costs to be told of any moment, against a replay from the first event. */
export const momentRows = (model: MergeModel): readonly Row[] => {
  const make = eventsFor(model);
  const events = Array.from(visits(count), (visit, index): FoldEvent => ({ key: `line:${index}`, event: make(visit), included: true }));
  const filled = (upTo: number) => {
    const fold = createFold(model, {});
    fold.update(events.slice(0, upTo), 0);
    return fold;
  };
  filled(count);
  settle();
  const fill = Math.min(...[0, 1, 2].map(() => timed(() => filled(count))));
  const fold = filled(count);
  const first = timed(() => fold.at(count - 1).landsOn(0));
  fold.at(Math.floor(count * 0.7)).landsOn(0);
  const next = random(3);
  const moments = Array.from({ length: 40 }, () => Math.floor(next() * count));
  settle();
  const moment = milliseconds(median(moments.map((at) => timed(() => fold.at(at).landsOn(0)))));
  const replay = milliseconds(median(moments.slice(0, 10).map((at) => timed(() => filled(at).landsOn(0)))));
  return [
    {
      id: 'engine.fold.events-per-s',
      value: round((count * 1e9) / fill),
      unit: 'events/s',
      target: '≥ 500,000',
      met: (count * 1e9) / fill >= 5e5,
    },
    { id: 'engine.fold.first-moment-ms', value: milliseconds(first), unit: 'ms', target: 'told', met: true },
    {
      id: 'engine.fold.moment-ms',
      value: moment,
      unit: 'ms',
      reference: { what: 'replay from the first event', value: replay },
      ratio: round(moment / replay),
      target: '≤ 16 and ≤ 0.5 × the reference',
      met: moment <= 16 && moment <= replay / 2,
    },
  ];
};
