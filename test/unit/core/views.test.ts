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
    const failingAtFirst = (r: RecordingBuilder): void => {
      failing(r);
      r.document('https://shop.test/b', { device: 'phone' }).mixpanel('T').anonymous('D9').track('Arrives').send();
    };
    expect(story(failingAtFirst).events.map(({ included, landsOn }) => [included, landsOn])).toEqual([
      [false, null],
      [false, null],
      [false, null],
      [true, '$device:D9'],
    ]);
    expect(story(failingAtFirst, { as: 'called' }).events.map(({ landsOn }) => landsOn)).toEqual(['U1', null, 'U1', '$device:D9']);
  });

  it('as delivered leaves out failed, lost and suppressed events, as called the suppressed ones alone', () => {
    const build = (r: RecordingBuilder): void => {
      const page = r.document('https://shop.test/');
      const sdk = page.posthog();
      sdk.track('Accepted').send();
      sdk.optOut().track('Suppressed').optIn();
      sdk.track('Failed').send({ outcome: 'failed' });
      const other = r.document('https://shop.test/b').posthog();
      other.track('Unconfirmed').send({ outcome: 'unconfirmed' });
      const last = r.document('https://shop.test/c');
      last.posthog().track('Lost');
      last.close();
      r.document('https://shop.test/d').posthog().track('Called');
    };
    const included = (options: Partial<AnalysisOptions>) =>
      story(build, options)
        .events.filter((event) => event.included)
        .map(({ delivery }) => delivery)
        .sort();
    expect(included({})).toEqual(['accepted', 'called', 'unconfirmed']);
    expect(included({ as: 'called' })).toEqual(['accepted', 'called', 'failed', 'lost', 'unconfirmed']);
  });

  it('a project of which every request failed is shown as called, and says so', () => {
    const { projects, events } = story((r) => {
      failing(r);
      r.document('https://shop.test/b').segment('W').track('Fine').send();
    });
    expect(projects.map(({ project, nothingArrived }) => [project, nothingArrived])).toEqual([
      ['T', true],
      ['W', undefined],
    ]);
    expect(events.map(({ event, included, delivery, landsOn }) => [event.name, included, delivery, landsOn])).toEqual([
      ['View', true, 'failed', 'U1'],
      ['$identify', true, 'failed', null],
      ['Sign Up', true, 'failed', 'U1'],
      ['Fine', true, 'accepted', 'anonymous_id=A1'],
    ]);
  });

  it('a project that sent nothing yet is not one of which nothing arrived', () => {
    expect(story((r) => r.document('https://shop.test/').mixpanel('T').track('View')).projects[0]?.nothingArrived).toBeUndefined();
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
