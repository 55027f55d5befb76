import { describe, expect, it } from 'vitest';
import type { Simulation } from '../../../src/reports/shapes.ts';
import amplitudeVectors from '../../fixtures/vectors/amplitude.json' with { type: 'json' };
import legacyVectors from '../../fixtures/vectors/mixpanel-legacy.json' with { type: 'json' };
import originalVectors from '../../fixtures/vectors/mixpanel-original.json' with { type: 'json' };
import posthogVectors from '../../fixtures/vectors/posthog.json' with { type: 'json' };
import rudderstackVectors from '../../fixtures/vectors/rudderstack.json' with { type: 'json' };
import { asPartition } from '../models/build.ts';
import { type MixpanelVector, mixpanelPayload, uuidOf, withUuids } from '../models/build-mixpanel.ts';
import { run } from './io.ts';

type Project = Simulation['projects'][number];

const simulate = async (payloads: readonly object[], model: string): Promise<Project> => {
  const lines = payloads.map((payload) => JSON.stringify(payload)).join('\n');
  const { code, out, warned } = await run(['simulate', 'events.ndjson', '--json', '--model', model], { 'events.ndjson': lines });
  expect({ code, warned }).toEqual({ code: 0, warned: [] });
  const { projects } = JSON.parse(out) as Simulation;
  const [project] = projects;
  if (project === undefined || projects.length > 1) throw new Error(`one project was expected, not ${projects.length}`);
  expect(project.model).toBe(model);
  expect(project.events).toHaveLength(payloads.length);
  return project;
};

const partition = ({ profiles }: Project): readonly string[] => asPartition(profiles.map(({ ids }) => ids));

/** What an event without a profile, or one whose outcome matters, comes to; else the ids of its profile. */
const outcomes = ({ events, profiles }: Project, shown: (index: number) => boolean): readonly string[] =>
  events.map(({ index, profile, merge, reason }) => {
    if (shown(index)) return reason ?? merge;
    const ids = profiles.find(({ id }) => id === profile)?.ids;
    return ids === undefined ? String(reason) : `{${[...ids].sort().join(',')}}`;
  });

const setOf = (text: string, idOf: (id: string) => string = (id) => id): string => {
  const ids = /^\{(.*)\}$/.exec(text)?.[1];
  return ids === undefined ? text : `{${ids.split(',').map(idOf).sort().join(',')}}`;
};

describe('idscope simulate resolves every sequence from lines', () => {
  it.each(originalVectors)('mixpanel-original $id', async ({ events, expect: resolved, clusters }) => {
    const vectors: readonly MixpanelVector[] = events as MixpanelVector[];
    const project = await simulate(
      vectors.map((vector) => mixpanelPayload(withUuids(vector))),
      'mixpanel-original',
    );
    expect(outcomes(project, (index) => vectors[index]?.n !== 'track')).toEqual(resolved.map((text) => setOf(text, uuidOf)));
    expect(partition(project)).toEqual(asPartition(clusters.map((ids) => ids.map(uuidOf))));
  });

  it.each(legacyVectors)('mixpanel-legacy $id', async ({ events, expect: resolved, clusters }) => {
    const words: Readonly<Record<string, string>> = { merged: 'alias ok', refused: 'alias fails', ignored: 'no effect' };
    const project = await simulate(
      events.map((vector) => mixpanelPayload(vector)),
      'mixpanel-legacy',
    );
    expect(project.events.map(({ landsOn, merge }) => words[merge] ?? landsOn)).toEqual(resolved);
    expect(partition(project)).toEqual(asPartition(clusters));
  });

  it.each(posthogVectors)('posthog $id', async ({ events, expect: resolved, clusters }) => {
    const payloads = events.map((event) => {
      const { n, x, anon, alias, ppp }: { n: string; x: string; anon?: string | null; alias?: string; ppp?: boolean } = event;
      return {
        event: n,
        distinct_id: x,
        api_key: 'K',
        properties: { $anon_distinct_id: anon ?? undefined, alias, $process_person_profile: ppp },
      };
    });
    const project = await simulate(payloads, 'posthog');
    const words: Readonly<Record<string, string>> = { none: 'set', personless: `personless ${events[0]?.x}` };
    const found = outcomes(project, (index) => events[index]?.n !== 'track').map((text) => words[text] ?? text);
    expect(found).toEqual(resolved.map((text) => setOf(text)));
    expect(partition(project)).toEqual(asPartition(clusters));
    expect(project.events.filter(({ reason }) => reason === 'personless').every(({ merge }) => merge === 'none')).toBe(true);
  });

  it.each(amplitudeVectors)('amplitude $id', async ({ events, expect: resolved, clusters }) => {
    const payloads = events.map(({ d, u }) => ({ event_type: 'a', device_id: d, user_id: u, api_key: 'K' }));
    const project = await simulate(payloads, 'amplitude');
    const counted = resolved.map((text) => text.split('→').at(-1));
    const numbers = [...new Set(counted)];
    const profiles = [...new Set(project.events.map(({ profile }) => profile))];
    expect(project.events.map(({ profile }) => profiles.indexOf(profile))).toEqual(counted.map((number) => numbers.indexOf(number)));
    const bare = clusters.map((ids) => ids.filter((id) => !id.startsWith('amp ')).map((id) => id.replace(/^dev:/, '')));
    expect(partition(project)).toEqual(asPartition(bare));
  });

  it.each(rudderstackVectors)('rudderstack $id', async ({ events, expect: resolved, clusters }) => {
    const payloads = events.map(({ a, u, prev }) => ({
      type: prev === null ? 'track' : 'alias',
      anonymousId: a,
      ...(u === null ? {} : { userId: u }),
      ...(prev === null ? {} : { previousId: prev }),
      writeKey: 'W',
    }));
    const project = await simulate(payloads, 'rudderstack');
    expect(outcomes(project, () => false)).toEqual(resolved.map((text) => setOf(text)));
    expect(partition(project)).toEqual(asPartition(clusters));
  });

  it('a message says by its library whose it is, whatever the model', async () => {
    const message = { type: 'track', anonymousId: 'A1', context: { library: { name: 'RudderLabs JavaScript SDK' } }, channel: 'web' };
    expect((await simulate([message], 'rudderstack')).vendor).toBe('rudderstack');
    const { out } = await run(['simulate', 'f', '--json'], { f: JSON.stringify(message) });
    expect(JSON.parse(out).projects[0]).toMatchObject({ vendor: 'rudderstack', model: 'rudderstack' });
  });
});
