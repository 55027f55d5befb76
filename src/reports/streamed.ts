import type { StreamedEvent } from '../core/project-stream.ts';
import { assumptionsOf, type Stream, type StreamedProject } from '../core/stream.ts';
import type { Simulation } from './shapes.ts';
import { toSimulatedProfile } from './simulation.ts';

type SimulatedEvent = Simulation['projects'][number]['events'][number];

/** A streamed event in its public form. What came as a line was taken in by the vendor. */
export const streamedEvent = ({
  index,
  id,
  name,
  at,
  anonymousId,
  knownId,
  profile,
  landedOn,
  landsOn,
  merge,
  reason,
  assumptions,
}: StreamedEvent): SimulatedEvent => ({
  index,
  id,
  name,
  at,
  anonymousId,
  knownId,
  delivery: 'accepted',
  profile,
  landedOn,
  landsOn,
  merge,
  reason,
  assumptions,
});

const text = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));

const indented = (value: unknown, depth: number): string => JSON.stringify(value, null, 2).replaceAll('\n', `\n${'  '.repeat(depth)}`);

/** `indented` of an event, several times as fast. */
const eventJson = (event: StreamedEvent): string => {
  const assumptions = event.assumptions.length === 0 ? '[]' : indented(event.assumptions, 5);
  return `        {
          "index": ${event.index},
          "id": ${text(event.id)},
          "name": ${text(event.name)},
          "at": ${event.at},
          "anonymousId": ${text(event.anonymousId)},
          "knownId": ${text(event.knownId)},
          "delivery": "accepted",
          "profile": ${text(event.profile)},
          "landedOn": ${text(event.landedOn)},
          "landsOn": ${text(event.landsOn)},
          "merge": "${event.merge}",
          "reason": ${text(event.reason)},
          "assumptions": ${assumptions}
        }`;
};

/** A JSON array whose items come one by one, each indented already. */
const list = function* (size: number, itemAt: (index: number) => string, depth: number): Generator<string> {
  if (size === 0) {
    yield '[]';
    return;
  }
  for (let index = 0; index < size; index += 1) yield `${index === 0 ? '[\n' : ',\n'}${itemAt(index)}`;
  yield `\n${'  '.repeat(depth)}]`;
};

const projectJson = function* (streamed: StreamedProject): Generator<string> {
  const { vendor, project, model, stream } = streamed;
  const profiles = stream.profiles();
  yield `    {
      "vendor": ${text(vendor)},
      "project": ${text(project)},
      "model": ${text(model)},
      "assumptions": ${indented(assumptionsOf(streamed), 3)},
      "events": `;
  yield* list(stream.count, (index) => eventJson(stream.event(index)), 3);
  yield ',\n      "profiles": ';
  yield* list(profiles.size, (place) => `        ${indented(toSimulatedProfile(profiles.at(place)), 4)}`, 3);
  yield '\n    }';
};

const projectsJson = function* (projects: readonly StreamedProject[]): Generator<string> {
  if (projects.length === 0) {
    yield '[]';
    return;
  }
  for (const [place, project] of projects.entries()) {
    yield place === 0 ? '[\n' : ',\n';
    yield* projectJson(project);
  }
  yield '\n  ]';
};

/** What `toJson(toSimulation(…))` says of the same events, in pieces, so that it is never held whole. Every project needs its rows. */
export const streamedJson = function* ({ projects }: Stream, skipped: number): Generator<string> {
  yield `{\n  "schema": 1,\n  "skipped": ${skipped},\n  "projects": `;
  yield* projectsJson(projects);
  yield '\n}\n';
};
