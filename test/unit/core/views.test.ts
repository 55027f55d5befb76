import { describe, expect, it } from 'vitest';
import type { AnalysisOptions } from '../../../src/core/options.ts';
import type { RecordingBuilder } from '../../support/recording-builder.ts';
import { story } from '../../support/story.ts';

describe('views', () => {
  const failing = (r: RecordingBuilder): void => {
    const sdk = r.document('https://shop.test/').mixpanel().track('View');
    sdk.identify('U1').track('Sign Up').send({ outcome: 'failed' });
  };

  it('as delivered leaves out what failed, as called does not', () => {
    expect(story(failing).events.map(({ included, landsOn }) => [included, landsOn])).toEqual([
      [false, null],
      [false, null],
      [false, null],
    ]);
    expect(story(failing, { as: 'called' }).events.map(({ landsOn }) => landsOn)).toEqual(['U1', null, 'U1']);
  });

  it('model order is the order of sending, call order on demand, client time on demand', () => {
    const build = (r: RecordingBuilder): void => {
      const page = r.document('https://shop.test/');
      const late = page.mixpanel('T').track('First');
      const other = r.document('https://shop.test/b', { tab: 2, device: 'phone' });
      other.mixpanel('T').track('Second').send();
      late.send();
    };
    const names = (options: Partial<AnalysisOptions>) => story(build, options).events.map(({ event }) => event.name);
    expect(names({})).toEqual(['Second', 'First']);
    expect(names({ as: 'called' })).toEqual(['First', 'Second']);
    expect(names({ order: 'client-time' })).toEqual(['First', 'Second']);
  });

  it('a model can be chosen for a project, for a vendor, or not at all', () => {
    const chosen = (given: AnalysisOptions['models']) =>
      story(failing, { models: given }).projects.map(({ model, modelConfirmed }) => [model, modelConfirmed]);
    expect(chosen({})).toEqual([['mixpanel-simplified', false]]);
    expect(chosen({ T: 'mixpanel-simplified' })).toEqual([['mixpanel-simplified', true]]);
    expect(chosen({ mixpanel: 'none' })).toEqual([[null, true]]);
    expect(chosen({ T: 'segment-unify' })).toEqual([['mixpanel-simplified', false]]);
  });
});
