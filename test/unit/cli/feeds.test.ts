import { describe, expect, it } from 'vitest';
import type { Check, Simulation } from '../../../src/reports/shapes.ts';
import { recordingOf } from '../../support/recording-builder.ts';
import { run } from './io.ts';
import { segmentLine } from './lines.ts';

const lines = [
  segmentLine('View', { anonymousId: 'A1', messageId: 'm0' }),
  segmentLine('', { type: 'identify', anonymousId: 'A1', userId: 'U1', messageId: 'm1' }),
  segmentLine('Buy', { anonymousId: 'A1', userId: 'U1', messageId: 'm2' }),
  segmentLine('Buy', { anonymousId: 'A1', userId: 'U2', messageId: 'm3' }),
].join('\n');

const simulated = async (args: readonly string[], files: Readonly<Record<string, string>>): Promise<Simulation> => {
  const { code, out, warned } = await run(['simulate', 'e', '--json', ...args], files);
  expect({ code, warned }).toEqual({ code: 0, warned: [] });
  return JSON.parse(out);
};

const landed = (simulation: Simulation, project: string) =>
  simulation.projects.find((one) => one.project === project)?.events.map(({ name, landsOn, reason }) => [name, landsOn, reason]);

describe('--feeds', () => {
  it('simulates what the destination makes of the source beside the source', async () => {
    const simulation = await simulated(['--feeds', 'segment:mixpanel-simplified', '--feeds', 'W:amplitude'], { e: lines });
    expect(simulation.projects.map(({ vendor, project, model }) => [vendor, project, model])).toEqual([
      ['segment', 'W', 'segment-unify'],
      ['mixpanel', 'W → mixpanel', 'mixpanel-simplified'],
      ['amplitude', 'W → amplitude', 'amplitude'],
    ]);
    expect(landed(simulation, 'W → mixpanel')).toEqual([
      ['View', 'U1', null],
      ['$identify', null, 'ignored-in-simplified'],
      ['Buy', 'U1', null],
      ['Buy', 'U2', 'errAnonDistinctIdAssignedAlready'],
    ]);
    expect(simulation.projects[1]?.events.map(({ id }) => id)).toEqual(['m0', 'm1', 'm2', 'm3']);
  });

  it.each(['mixpanel-simplified', 'mixpanel-original', 'mixpanel-legacy', 'amplitude'])(
    'streamed lines give %s the same as an analysis of them',
    async (model) => {
      const feeds = ['--feeds', `segment:${model}`];
      const streamed = await simulated(feeds, { e: lines });
      const analysed = await simulated([...feeds, '--set', 'order=client-time'], { e: lines });
      expect(streamed.projects).toEqual(analysed.projects);
    },
  );

  it('is read from the config file too', async () => {
    const config = JSON.stringify({ feeds: ['segment:mixpanel-original'] });
    const simulation = await simulated(['--config', 'c.json'], { e: lines, 'c.json': config });
    expect(simulation.projects[1]).toMatchObject({ project: 'W → mixpanel', model: 'mixpanel-original' });
  });

  it('feeds from a recording, judges the destination as the site owns the source, and runs flows on the source only', async () => {
    const recording = JSON.stringify(
      recordingOf((r) => {
        const d = r.document('https://shop.test/');
        d.segment('W').anonymous('A1').track('View').identify('U1').track('Buy').send();
        d.close();
      }),
    );
    const simulation = await simulated(['--feeds', 'segment:mixpanel-simplified'], { e: recording });
    expect(landed(simulation, 'W → mixpanel')?.map(([, landsOn]) => landsOn)).toEqual(['U1', null, 'U1']);
    expect(simulation.projects[1]?.events.every(({ delivery }) => delivery === 'accepted')).toBe(true);
    const { out } = await run(['check', 'e', '--json', '--feeds', 'segment:mixpanel-simplified'], { e: recording });
    const check: Check = JSON.parse(out);
    expect(check.flows.map(({ project }) => project)).not.toContain('W → mixpanel');
    expect(check.verdict).toBe('pass');
    expect(check.unchecked.map(({ project }) => project)).not.toContain('W → mixpanel');
  });

  it.each([
    ['mixpanel-simplified', 'A feed is SOURCE:MODEL, such as segment:mixpanel-simplified, not "mixpanel-simplified".'],
    ['segment:posthog', 'posthog cannot be fed; sources of segment and rudderstack feed models of mixpanel and amplitude.'],
  ])('refuses %s', async (feed, line) => {
    expect(await run(['simulate', 'e', '--feeds', feed], { e: lines })).toMatchObject({ code: 2, warned: [line] });
  });
});
