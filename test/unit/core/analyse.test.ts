import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import { type AnalysisOptions, defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';
import { type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';

const registries = { adapters, models };

const projectOf = (build: (recording: RecordingBuilder) => void, options: Partial<AnalysisOptions> = {}) => {
  const analysis = analyse([recordingOf(build)], registries, { ...defaultOptions, ...options });
  const [project] = analysis.projects;
  if (project === undefined) throw new Error('no project was seen');
  return { analysis, project, events: project.events.map(({ event, delivery, landsOn }) => [event.name, delivery, landsOn]) };
};

describe('analyse', () => {
  it('lands what came before sign-up on the user once an event carries both ids', () => {
    const { project } = projectOf((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T').stored(null).anonymous('D1');
      page.track('View');
      page.login();
      page.identify('U1');
      page.track('Sign Up');
      page.send();
      page.close();
    });
    expect(project.events.map(({ event, landedOn, landsOn, call }) => [event.name, landedOn, landsOn, call])).toEqual([
      ['View', '$device:D1', 'U1', 'c1'],
      ['$identify', null, null, 'c2'],
      ['Sign Up', 'U1', 'U1', 'c4'],
    ]);
    expect(project.events.every(({ delivery, predicted }) => delivery === 'accepted' && !predicted)).toBe(true);
    expect(project.assumptions).toEqual([]);
  });
});
