import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse, createAnalyser } from '../../../src/core/analyse.ts';
import type { Analysis } from '../../../src/core/analysis.ts';
import { type AnalysisOptions, defaultOptions } from '../../../src/core/options.ts';
import { parseRecording, serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { models } from '../../../src/models/index.ts';
import { randomSession } from '../../support/random-session.ts';

const registries = { adapters, models };

const options: fc.Arbitrary<AnalysisOptions> = fc
  .record({
    as: fc.constantFrom('delivered' as const, 'called' as const),
    order: fc.constantFrom('ingestion' as const, 'client-time' as const),
  })
  .map((chosen) => ({ ...defaultOptions, ...chosen }));

/** Everything an analysis says, with the answers of its functions. */
const toldOf = (analysis: Analysis): object => ({
  ...analysis,
  projects: analysis.projects.map((project) => ({ ...project, because: project.events.map(project.because) })),
});

const told = (analysis: Analysis): string => JSON.stringify(toldOf(analysis), null, 1);

const portions = (recording: Recording, sizes: readonly number[]): (typeof recording.observations)[] => {
  const parts: (typeof recording.observations)[] = [];
  let at = 0;
  for (let turn = 0; at < recording.observations.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    parts.push(recording.observations.slice(at, at + size));
    at += size;
  }
  return parts;
};

const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });

describe('incremental analysis', { timeout: 60_000 }, () => {
  it('says the same as the whole at once, whatever portions came, with answers asked for in between', () => {
    fc.assert(
      fc.property(randomSession, sizes, options, (recording, cuts, chosen) => {
        const analyser = createAnalyser(registries, chosen, { devices: recording.devices });
        for (const part of portions(recording, cuts)) {
          analyser.append(part);
          analyser.result();
        }
        expect(told(analyser.result())).toBe(told(analyse([recording], registries, chosen)));
      }),
      { numRuns: 80 },
    );
  });

  it('says the same when portions arrive late, early or twice', () => {
    fc.assert(
      fc.property(randomSession, sizes, fc.infiniteStream(fc.nat()), (recording, cuts, chance) => {
        const parts = portions(recording, cuts);
        const shuffled = parts
          .flatMap((part) => (Number(chance.next().value) % 4 === 0 ? [part, part] : [part]))
          .map((part) => ({ part, rank: Number(chance.next().value) }))
          .sort((a, b) => a.rank - b.rank);
        const analyser = createAnalyser(registries, defaultOptions, { devices: recording.devices });
        for (const { part } of shuffled) {
          analyser.append(part);
          analyser.result();
        }
        expect(told(analyser.result())).toBe(told(analyse([recording], registries, defaultOptions)));
      }),
      { numRuns: 80 },
    );
  });

  it('says the same after a file was written and read', () => {
    fc.assert(
      fc.property(randomSession, (recording) => {
        const parsed = parseRecording(serialiseRecording(recording));
        if (!parsed.ok) throw new Error(parsed.why);
        expect(parsed).toMatchObject({ skipped: 0, foreign: 0 });
        expect(told(analyse([parsed.recording], registries, defaultOptions))).toEqual(
          told(analyse([recording], registries, defaultOptions)),
        );
      }),
      { numRuns: 60 },
    );
  });

  it('until an earlier time says what was said at that time', () => {
    fc.assert(
      fc.property(randomSession, fc.double({ min: 0, max: 1, noNaN: true }), (recording, share) => {
        const ats = recording.observations.map(({ at }) => at);
        const first = Math.min(...ats);
        const until = Math.floor(first + (Math.max(...ats) - first) * share);
        const earlier = { ...recording, observations: recording.observations.filter(({ at }) => at <= until) };
        expect(told(analyse([recording], registries, defaultOptions, { until }))).toBe(
          told(analyse([earlier], registries, defaultOptions, { until })),
        );
      }),
      { numRuns: 60 },
    );
  });
});

describe('every analysis', { timeout: 60_000 }, () => {
  it('gives each event and moment a key of its own, counts events in order and refers only to what exists', () => {
    fc.assert(
      fc.property(randomSession, options, (recording, chosen) => {
        const { projects, moments } = analyse([recording], registries, chosen);
        const keys = projects.flatMap(({ events }) => events.map(({ key }) => key));
        expect(new Set(keys).size).toBe(keys.length);
        expect(new Set(moments.map(({ key }) => key)).size).toBe(moments.length);
        for (const { events } of projects) expect(events.map(({ index }) => index)).toEqual(events.map((_, index) => index));
        const refs = moments.flatMap((moment) => (moment.kind === 'call' ? moment.events : moment.kind === 'event' ? [moment.event] : []));
        expect(refs).toHaveLength(keys.length);
        expect(new Set(refs.map(({ vendor, project, index }) => `${vendor} ${project} ${index}`)).size).toBe(refs.length);
      }),
      { numRuns: 100 },
    );
  });
});
