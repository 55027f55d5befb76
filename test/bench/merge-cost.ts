import type { MergeModel } from '../../src/core/model.ts';
import { createProjectStream } from '../../src/core/project-stream.ts';
import { settle, timed } from './row.ts';
import { eventsFor } from './shapes.ts';

const devices = 1000;

/** Nanoseconds a link takes, where `past` events of the same thousand devices came before. */
const once = (model: MergeModel, past: number): number => {
  const make = eventsFor(model);
  const stream = createProjectStream(model, {}, 0);
  // Every other device, for a person each.
  const before = Array.from({ length: devices }, (_, device) => make({ device: 2 * device, kind: 'anonymous', at: device }));
  const links = Array.from({ length: devices }, (_, device) => make({ device: 2 * device, kind: 'link', at: past + device }));
  for (let done = 0; done < past; done += devices) for (const event of before) stream.add(event);
  settle();
  const cost = timed(() => {
    for (const event of links) stream.add(event);
  });
  return cost / devices;
};

/** The cost of a link after `past` events, the best of several runs. */
export const mergeCost = (model: MergeModel, past: number, runs: number): number =>
  Math.min(...Array.from({ length: runs }, () => once(model, past)));
