import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clients } from '../../../src/adapters/clients.ts';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { type Edit, editRecordings } from '../../../src/core/what-if.ts';
import { models } from '../../../src/models/index.ts';
import { recordClient } from '../../support/client-recording.ts';
import { absent, argsOf, type ClientStep, clientVectors } from '../../support/client-vectors.ts';
import { recordingOfFixture, sdkFixture } from '../../support/sdk-fixture.ts';

const registries = { adapters, models, clients };
const read = (recordings: readonly Recording[]) => analyse(recordings, registries, defaultOptions);

const edited = (recording: Recording, edits: readonly Edit[]): readonly Recording[] => {
  const result = editRecordings([recording], edits, read([recording]), registries);
  if (!result.ok) throw new Error(result.why);
  return result.recordings;
};

/** What the vendor gets, in order, with generated ids numbered as they appear. */
const received = (recordings: readonly Recording[]): readonly string[] => {
  const names = new Map<string, string>();
  return read(recordings).projects.flatMap(({ events }) =>
    events.map(({ event: { name, claims, ids } }) =>
      JSON.stringify([name, ids, claims]).replaceAll(/[0f]{8}-0000-4000-8000-[0-9a-f]{12}/g, (id) => {
        const known = names.get(id) ?? `new-${names.size + 1}`;
        names.set(id, known);
        return known;
      }),
    ),
  );
};

/** JSON has no undefined: a recorded call says null, which these SDKs treat otherwise. */
const isRecordable = (step: ClientStep): boolean => !('call' in step) || !step.args.includes(absent);

const cases = Object.entries(clientVectors).flatMap(([vendor, vectors]) =>
  vectors
    .filter(({ options, steps }) => options === undefined && steps.every((step) => isRecordable(step) && !('config' in step)))
    .map(({ id, steps }) => ({ id, vendor, steps, tick: vendor === 'amplitude' ? 0 : 10 })),
);

const callsOf = (steps: readonly ClientStep[]): readonly number[] => steps.flatMap((step, index) => ('call' in step ? [index] : []));

describe('a call more or less, against what the same SDK sends without it', () => {
  it('covers most of the recorded sequences', () => {
    expect(cases.length).toBeGreaterThan(75);
  });

  it.each(cases)('$id: dropping any call leaves what would have been sent', ({ vendor, steps, tick }) => {
    callsOf(steps).forEach((step, nth) => {
      const drop: Edit = { kind: 'drop', spot: { kind: 'call', call: callIds(recordClient(vendor, steps, tick))[nth] ?? '' } };
      const expected = received([recordClient(vendor, steps.toSpliced(step, 1), tick)]);
      expect(received(edited(recordClient(vendor, steps, tick), [drop])), `call ${nth}`).toEqual(expected);
    });
  });

  it.each(cases)('$id: inserting any call gives what would have been sent', ({ vendor, steps, tick }) => {
    callsOf(steps).forEach((step, nth) => {
      const without = steps.toSpliced(step, 1);
      const missing = steps[step];
      const next = callsOf(without).find((index) => index >= step);
      // In another page load, or nowhere: there is no call to insert it before.
      const apart = without.slice(step, next).some((one) => 'do' in one);
      if (missing === undefined || !('call' in missing) || next === undefined || apart) return;
      const recording = recordClient(vendor, without, tick);
      const spot = { kind: 'call', call: callIds(recording)[nth] ?? '' } as const;
      const insert: Edit = { kind: 'insert-call', spot, method: missing.call, args: argsOf(missing.args) };
      expect(received(edited(recording, [insert])), `call ${nth}`).toEqual(received([recordClient(vendor, steps, tick)]));
    });
  });
});

const callIds = (recording: Recording): readonly string[] =>
  recording.observations.flatMap((one) => (one.kind === 'call.observed' && 'call' in one ? [one.call] : []));

const fixtures = ['mixpanel', 'segment'].flatMap((vendor) =>
  readdirSync(new URL(`../../fixtures/sdk/${vendor}/`, import.meta.url)).map((file) => `${vendor}/${file.replace('.json', '')}`),
);

describe('recordings of real SDKs', () => {
  it.each(fixtures)('%s: a call without consequence before any call changes nothing', (name) => {
    const recording = recordingOfFixture(sdkFixture(name));
    for (const call of callIds(recording)) {
      const edit: Edit = { kind: 'insert-call', spot: { kind: 'call', call }, method: 'get_distinct_id', args: [] };
      expect(received(edited(recording, [edit]))).toEqual(received([recording]));
    }
  });

  it.each(fixtures)('%s: without its last call it is as it was before', (name) => {
    const recording = recordingOfFixture(sdkFixture(name));
    const last = callIds(recording).at(-1);
    if (last === undefined) return;
    const without = received(edited(recording, [{ kind: 'drop', spot: { kind: 'call', call: last } }]));
    expect(received([recording]).slice(0, without.length).length - without.length).toBe(0);
    for (const event of without) expect(received([recording])).toContain(event);
  });
});
