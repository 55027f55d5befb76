import { adapters } from '../../src/adapters/index.ts';
import { analyse } from '../../src/core/analyse.ts';
import type { FactOf } from '../../src/core/observation.ts';
import { type AnalysisOptions, defaultOptions } from '../../src/core/options.ts';
import { models } from '../../src/models/index.ts';
import { type RecordingBuilder, recordingOf } from './recording-builder.ts';

/** The analysis of a built recording, with its events, calls and lone events at hand. */
export const story = (build: (recording: RecordingBuilder) => void, options: Partial<AnalysisOptions> = {}) => {
  const analysis = analyse([recordingOf(build)], { adapters, models }, { ...defaultOptions, ...options });
  const events = analysis.projects.flatMap((project) => project.events);
  return {
    ...analysis,
    events,
    deliveries: events.map(({ event, delivery }) => `${event.name} ${delivery}`),
    calls: analysis.moments.flatMap((moment) => (moment.kind === 'call' ? [moment] : [])),
    alone: analysis.moments.flatMap((moment) => (moment.kind === 'event' ? [moment] : [])),
  };
};

/** A Mixpanel call of `track('View')`, but for what is given. */
export const call = (more: Partial<FactOf<'call.observed'>>): FactOf<'call.observed'> => ({
  kind: 'call.observed',
  call: 'x1',
  vendor: 'mixpanel',
  project: 'T',
  instance: 'mixpanel',
  method: 'track',
  args: ['View'],
  before: { anonymousId: 'D1', knownId: null },
  after: { anonymousId: 'D1', knownId: null },
  site: null,
  parent: null,
  queued: false,
  replayOf: null,
  ...more,
});
