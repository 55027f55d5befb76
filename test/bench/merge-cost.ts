import type { MergeModel } from '../../src/core/model.ts';
import { createProjectStream } from '../../src/core/project-stream.ts';
import { median, settle, timed } from './row.ts';
import { eventsFor } from './shapes.ts';

const devices = 1000;
/** Links are timed in portions: whatever disturbs one of them, such as code being compiled, does not count for all. */
const portion = 100;

/** Nanoseconds a link takes, portion by portion, where `past` events of the same thousand devices came before. */
const once = (model: MergeModel, past: number): readonly number[] => {
  const make = eventsFor(model);
  const stream = createProjectStream(model, {}, 0);
  // Every other device, for a person each.
  const before = Array.from({ length: devices }, (_, device) => make({ device: 2 * device, kind: 'anonymous', at: device }));
  const links = Array.from({ length: devices }, (_, device) => make({ device: 2 * device, kind: 'link', at: past + device }));
  for (let done = 0; done < past; done += devices) for (const event of before) stream.add(event);
  settle();
  return Array.from({ length: devices / portion }, (_, place) => {
    const some = links.slice(place * portion, (place + 1) * portion);
    return (
      timed(() => {
        for (const event of some) stream.add(event);
      }) / portion
    );
  });
};

/** The cost of a link after `past` events, the median over several runs. */
export const mergeCost = (model: MergeModel, past: number, runs: number): number =>
  median(Array.from({ length: runs }, () => once(model, past)).flat());
