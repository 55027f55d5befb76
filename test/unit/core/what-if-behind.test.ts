import { describe, expect, it } from 'vitest';
import { clients } from '../../../src/adapters/clients.ts';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import type { JsonObject } from '../../../src/core/json.ts';
import type { Observation } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { type Edit, editRecordings } from '../../../src/core/what-if.ts';
import { models } from '../../../src/models/index.ts';
import { recordClient } from '../../support/client-recording.ts';
import { absent, argsOf, type ClientStep, clientVectors } from '../../support/client-vectors.ts';

const registries = { adapters, models, clients };
const read = (recordings: readonly Recording[]) => analyse(recordings, registries, defaultOptions);

const asked = (recording: Recording, edits: readonly Edit[]) => editRecordings([recording], edits, read([recording]), registries);
const edited = (recording: Recording, edit: Edit): readonly Recording[] => {
  const result = asked(recording, [edit]);
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

const isRecordable = (step: ClientStep): boolean => !('call' in step) || !step.args.includes(absent);
const cases = Object.entries(clientVectors).flatMap(([vendor, vectors]) =>
  vectors
    .filter(({ options, steps }) => options === undefined && steps.every((step) => isRecordable(step) && !('config' in step)))
    .map(({ id, steps }) => ({ id, vendor, steps, tick: vendor === 'amplitude' ? 0 : 10 })),
);
const callsOf = (steps: readonly ClientStep[]): readonly number[] => steps.flatMap((step, index) => ('call' in step ? [index] : []));

const calls = (recording: Recording) =>
  recording.observations.flatMap((one) => (one.kind === 'call.observed' && 'call' in one && one.parent === null ? [one] : []));

/** Their call before sends an event that the recording does not explain by it: what was sent cannot be told to be its own. */
const unexplained = ['XP21', 'M14', 'M8'];

describe('a call behind another one', () => {
  it.each(cases.filter(({ id }) => !unexplained.includes(id)))('$id: gives what would have been sent', ({ vendor, steps, tick }) => {
    callsOf(steps).forEach((step, nth) => {
      const missing = steps[step];
      const before = callsOf(steps)[nth - 1];
      const apart = before === undefined || steps.slice(before, step).some((one) => 'do' in one);
      if (missing === undefined || !('call' in missing) || apart) return;
      const recording = recordClient(vendor, steps.toSpliced(step, 1), tick);
      const call = calls(recording)[nth - 1]?.call ?? '';
      const insert: Edit = {
        kind: 'insert-call',
        spot: { kind: 'call', call, behind: true },
        method: missing.call,
        args: argsOf(missing.args),
      };
      expect(received(edited(recording, insert)), `call ${nth}`).toEqual(received([recordClient(vendor, steps, tick)]));
    });
  });
});

const signUp: readonly ClientStep[] = [
  { call: 'track', args: ['Viewed'] },
  { call: 'identify', args: ['U1'] },
  { call: 'track', args: ['Bought'] },
  { call: 'track', args: ['Viewed Again'] },
];

/** The sign-up with a log-out between the last two calls. */
const withLogout = (): { readonly recording: Recording; readonly logout: Observation; readonly project: string } => {
  const recording = recordClient('mixpanel', signUp, 10);
  const last = calls(recording).at(-1);
  if (last === undefined) throw new Error('no call');
  const { document, device, seq, at } = last;
  const fact = { kind: 'auth.signalled', signal: 'logout', confirmed: true, source: 'button', detail: '' } as const;
  const logout: Observation = { ...fact, document, device, seq: seq - 0.5, at: at - 1 };
  const project = read([recording]).projects[0]?.project ?? '';
  return { recording: { ...recording, observations: [...recording.observations, logout] }, logout, project };
};

describe('a place that is neither call nor event', () => {
  const spotOf = ({ logout, project }: ReturnType<typeof withLogout>, behind: boolean): Edit['spot'] => ({
    kind: 'place',
    vendor: 'mixpanel',
    project,
    document: logout.document,
    seq: logout.seq,
    at: logout.at,
    ...(behind ? { behind: true } : {}),
  });

  it.each([true, false])('takes a reset of the SDK that should have met it (behind: %s)', (behind) => {
    const story = withLogout();
    const result = edited(story.recording, { kind: 'insert-call', spot: spotOf(story, behind), method: 'reset', args: [] });
    const expected = recordClient('mixpanel', signUp.toSpliced(3, 0, { call: 'reset', args: [] }), 10);
    expect(received(result)).toEqual(received([expected]));
    expect(received(result)).not.toEqual(received([story.recording]));
  });

  it('takes an event of a server', () => {
    const story = withLogout();
    const [first] = read([story.recording]).projects[0]?.events ?? [];
    const payload: JsonObject = {
      event: 'Invoiced',
      properties: { token: story.project, distinct_id: 'U1', $user_id: 'U1', $device_id: first?.event.ids.anonymousId ?? '' },
    };
    const result = edited(story.recording, { kind: 'insert-event', spot: spotOf(story, true), payload });
    expect(read(result).projects[0]?.events.map(({ event }) => event.name)).toContain('Invoiced');
  });

  it('cannot be left out, and needs a project that is there', () => {
    const story = withLogout();
    expect(asked(story.recording, [{ kind: 'drop', spot: spotOf(story, false) }])).toMatchObject({
      ok: false,
      why: expect.stringMatching('calls and events'),
    });
    const nowhere = { ...spotOf(story, false), project: 'nobody' } as Edit['spot'];
    expect(asked(story.recording, [{ kind: 'insert-call', spot: nowhere, method: 'reset', args: [] }])).toMatchObject({ ok: false });
  });
});

describe('an event of a server behind another event', () => {
  it('stands right behind it, also inside of a request', () => {
    const recording = recordClient('mixpanel', signUp, 0);
    const [project] = read([recording]).projects;
    const names = (recordings: readonly Recording[]) => read(recordings).projects[0]?.events.map(({ event }) => event.name) ?? [];
    (project?.events ?? []).forEach((_, index) => {
      const payload: JsonObject = { event: 'Invoiced', properties: { token: project?.project ?? '', distinct_id: 'U1', $user_id: 'U1' } };
      const spot = { kind: 'event', project: null, index, behind: true } as const;
      const expected = names([recording]).toSpliced(index + 1, 0, 'Invoiced');
      expect(names(edited(recording, { kind: 'insert-event', spot, payload }))).toEqual(expected);
    });
  });
});
