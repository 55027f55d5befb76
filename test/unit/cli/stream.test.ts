import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { digestOf, duplicatesOf } from '../../../src/cli/output/digest.ts';
import { simulationText } from '../../../src/cli/output/simulation-text.ts';
import { analyse } from '../../../src/core/analyse.ts';
import type { Analysis } from '../../../src/core/analysis.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';
import { toJson } from '../../../src/reports/json.ts';
import { createLineParser, observationOf } from '../../../src/reports/ndjson.ts';
import type { Simulation } from '../../../src/reports/shapes.ts';
import { toSimulation } from '../../../src/reports/simulation.ts';
import { run } from './io.ts';
import { randomLine } from './random-lines.ts';

/** The same lines through the ledger, as recordings are read. */
const analysed = (files: readonly string[], chosen: Readonly<Record<string, string>>): Analysis => {
  let skipped = 0;
  const recordings = files.map((text, place) => {
    const document = `file-000${place + 1}`;
    const parser = createLineParser(Object.keys(chosen));
    const observations = parser.parse(text).map((line) => observationOf(line, { document, device: document }));
    skipped += parser.skippedCount;
    const made = { by: 'cli', version: '', browser: null } as const;
    return { idscope: 1, id: document, startedAt: '', made, devices: [{ id: document, label: document }], observations } as const;
  });
  return analyse(recordings, { adapters, models }, { ...defaultOptions, models: chosen }, { skipped });
};

const unusable = fc.constantFrom('', '  ', 'no JSON', '{"half":', '[1]', '{"hello":"world"}', '\uFEFF');

const fileOf = (vendor: string): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof({ weight: 20, arbitrary: randomLine(vendor) }, { weight: 1, arbitrary: unusable }), {
      minLength: 1,
      maxLength: 250,
      size: 'max',
    })
    .map((lines) => lines.join('\n'));

const simulated = async (files: readonly string[], options: readonly string[]): Promise<string | null> => {
  const named = Object.fromEntries(files.map((text, place) => [`${place}.ndjson`, text]));
  const { code, out } = await run(['simulate', ...Object.keys(named), ...options], named);
  return code === 0 ? out : null;
};

describe('lines, simulated as they are read', { timeout: 120_000 }, () => {
  it.each(models.map(({ id, vendor }) => [id, vendor] as const))('say what an analysis of them says: %s', async (model, vendor) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fileOf(vendor), { minLength: 1, maxLength: 2 }), async (files) => {
        const analysis = analysed(files, { [vendor]: model });
        const simulation = toSimulation(analysis);
        const json = await simulated(files, ['--model', model, '--json']);
        const text = await simulated(files, ['--model', model]);
        if (json === null || text === null) {
          expect(simulation.projects).toEqual([]);
          return;
        }
        expect(json).toBe(toJson(simulation));
        expect(text).toBe(simulationText(digestOf(simulation, duplicatesOf(analysis.projects))));
      }),
      { numRuns: 25 },
    );
  });

  it('simulate each project of each vendor apart', async () => {
    const lines = fc
      .sample(fc.oneof(...['mixpanel', 'segment', 'posthog', 'amplitude'].map(randomLine)), { numRuns: 400, seed: 7 })
      .join('\n');
    const simulation = toSimulation(analysed([lines], {}));
    expect(simulation.projects.length).toBeGreaterThanOrEqual(8);
    expect(await simulated([lines], ['--json'])).toBe(toJson(simulation));
  });

  it('are read the long way where client time decides their order', async () => {
    const line = (name: string, time: number) => JSON.stringify({ event: name, properties: { token: 'T', $device_id: 'D', time } });
    const out = await simulated([[line('late', 9), line('early', 3)].join('\n')], ['--json', '--set', 'order=client-time']);
    const { projects } = JSON.parse(out ?? '') as Simulation;
    expect(projects[0]?.events.map(({ name }) => name)).toEqual(['early', 'late']);
  });

  it('count what cannot be used and show the first five', async () => {
    const good = JSON.stringify({ event: 'a', properties: { token: 'T', $device_id: 'D' } });
    const lines = [good, ...Array.from({ length: 9 }, () => 'broken'), good].join('\n');
    const { out, warned } = await run(['simulate', 'a.ndjson', '--json'], { 'a.ndjson': lines });
    expect((JSON.parse(out) as Simulation).skipped).toBe(9);
    expect(warned).toEqual([...[2, 3, 4, 5, 6].map((line) => `skipped a.ndjson:${line}: this is not a JSON object`), 'skipped 9 in all']);
  });
});
