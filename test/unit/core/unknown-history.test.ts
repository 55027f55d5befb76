import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { createAnalyser } from '../../../src/core/analyse.ts';
import { sentenceFor } from '../../../src/core/explain.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { withHistory } from '../../../src/core/unknown-history.ts';
import { models } from '../../../src/models/index.ts';
import { type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';
import { story } from '../../support/story.ts';

const linked = { settings: { 'unknown-history': 'linked' } };
const device = '7e1f7c7a-33c5-4dc4-8e0b-0a2f2f0f1a01';

/** Storage held both ids, and an event with the anonymous one alone leaves. */
const both = (r: RecordingBuilder): void => {
  const page = r.document('https://shop.test/');
  page.mixpanel('T').stored({ anonymousId: 'OLD', knownId: 'U1' }).anonymous('OLD');
  page.fact({
    kind: 'wire.sent',
    request: 'r1',
    vendor: 'mixpanel',
    project: 'T',
    transport: 'fetch',
    url: 'https://api.mixpanel.test/track',
    payloads: [{ event: 'View', properties: { token: 'T', $device_id: 'OLD', distinct_id: '$device:OLD', $insert_id: 'i1' } }],
  });
};

const fed = models.filter((model) => model.linkBefore !== undefined);

describe('what was stored before recording', () => {
  it('is a setting of exactly the models that a browser SDK links ids for', () => {
    expect(fed.map(({ id }) => id)).toEqual([
      'mixpanel-simplified',
      'mixpanel-original',
      'mixpanel-legacy',
      'segment-unify',
      'posthog',
      'amplitude',
      'rudderstack',
    ]);
    for (const model of models)
      expect(model.settings.some(({ name, assumption }) => name === 'unknown-history' && assumption)).toBe(fed.includes(model));
  });

  it('was never linked by default', () => {
    const { events, projects } = story(both);
    expect(events.map(({ landsOn, assumptions }) => [landsOn, assumptions])).toEqual([['$device:OLD', ['unknown-history']]]);
    expect(projects[0]?.assumptions).toEqual([{ name: 'unknown-history', value: 'never-linked', touched: 1 }]);
  });

  it('is linked before the first event when that is chosen, without a row or a merge of its own', () => {
    const { events, projects } = story(both, linked);
    expect(events.map(({ landsOn, landedOn, assumptions }) => [landsOn, landedOn, assumptions])).toEqual([
      ['U1', 'U1', ['unknown-history']],
    ]);
    expect(projects[0]?.assumptions).toEqual([{ name: 'unknown-history', value: 'linked', touched: 1 }]);
    expect(projects[0]?.profiles).toMatchObject([{ label: 'U1', ids: ['U1', '$device:OLD'], events: 1, mergedBy: [] }]);
  });

  it('is said to be a choice, and no event is named as its cause', () => {
    const { events, projects } = story(both, linked);
    const [event] = events;
    const because = event && projects[0]?.because(event);
    expect(event && because && sentenceFor(event, because, () => 'wrong')).toBe(
      'Lands on U1, because $device_id OLD was stored together with $user_id U1 before recording started, and such ids are taken as linked (a chosen assumption).',
    );
  });

  it('links nothing where an anonymous id stood alone, and keeps the mark', () => {
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T').stored({ anonymousId: 'OLD', knownId: null });
      page.track('View');
      page.send();
    }, linked);
    expect(events.map(({ landsOn, assumptions }) => [landsOn, assumptions])).toEqual([['$device:OLD', ['unknown-history']]]);
  });

  it('refuses another user as a real link would have', () => {
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T').stored({ anonymousId: 'OLD', knownId: 'U1' });
      page.identify('U2');
      page.track('View');
      page.send();
    }, linked);
    expect(events.at(-1)).toMatchObject({ landsOn: 'U2', merge: 'refused', reason: 'errAnonDistinctIdAssignedAlready' });
  });

  it('is heeded however late it becomes known', () => {
    const recording = recordingOf(both);
    const settled = story(both, linked).events.map(({ landsOn }) => landsOn);
    const analyser = createAnalyser({ adapters, models }, { ...defaultOptions, ...linked });
    for (const observation of recording.observations.toReversed()) {
      analyser.append([observation]);
      analyser.result();
    }
    expect(analyser.result().projects[0]?.events.map(({ landsOn }) => landsOn)).toEqual(settled);
  });

  it.each(fed)('links by the own rules of $id', (model) => {
    const settings = Object.fromEntries(model.settings.map((setting) => [setting.name, setting.default]));
    const run = withHistory(model, [{ anonymousId: device, knownId: 'U1' }], 'P').start(settings);
    const again = model.linkBefore?.(device, 'U1');
    if (again === undefined) throw new Error('no link');
    const place = { vendor: model.vendor, project: 'P', id: null, at: 1000, ids: { anonymousId: null, knownId: null }, touch: null };
    const repeated = run.fork().ingest({ ...place, ...again, payload: null }, 0);
    expect(repeated.merge).not.toBe('merged');
    const profile = repeated.slot === null ? null : run.profileOf(repeated.slot);
    expect(
      profile === null
        ? []
        : run
            .idsOf(profile)
            .map((id) => id.replace(/^(\$device:|\w+=)/, ''))
            .sort(),
    ).toEqual([device, 'U1'].sort());
  });
});
