import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import type { Edit } from '../../../src/core/what-if.ts';
import { type WhatIf, whatIf } from '../../../src/reports/what-if.ts';
import { randomSession, undisturbedSession } from '../../support/random-session.ts';

const ask = (recording: Recording, edits: readonly Edit[]): WhatIf => {
  const course = { recordings: [recording], skipped: 0, options: defaultOptions };
  const asked = whatIf(course, course, edits);
  // A call that only a stub took, of an SDK that never came, names nobody's project.
  fc.pre(asked.ok || !asked.why.endsWith('belongs to no project.'));
  if (!asked.ok) throw new Error(asked.why);
  return asked.result;
};

const callsOf = (recording: Recording): readonly { readonly call: string; readonly method: string }[] =>
  recording.observations.flatMap((one) =>
    one.kind === 'call.observed' && 'call' in one && one.parent === null && one.replayOf === null
      ? [{ call: one.call, method: one.method }]
      : [],
  );

const sessionWithCall = randomSession.filter((recording) => callsOf(recording).length > 0);
/** Who wrote what a page finds changed is guessed from who was called last; a call less may be another guess. */
const undisturbedWithCall = undisturbedSession.filter((recording) => callsOf(recording).length > 0);
const aCall = fc.nat();
const pick = <T>(items: readonly T[], at: number): T => {
  const item = items[at % items.length];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

describe('what-if over any session', () => {
  it('a call without consequence changes nothing', () => {
    fc.assert(
      fc.property(undisturbedWithCall, aCall, (recording, nth) => {
        const spot = { kind: 'call', call: pick(callsOf(recording), nth).call } as const;
        const { before, after, moved } = ask(recording, [{ kind: 'insert-call', spot, method: 'get_distinct_id', args: [] }]);
        expect(after).toEqual(before);
        expect(moved).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('a dropped track takes its own events and changes no ids', () => {
    fc.assert(
      fc.property(undisturbedWithCall, aCall, (recording, nth) => {
        const { call, method } = pick(callsOf(recording), nth);
        fc.pre(method === 'track');
        const { before, after } = ask(recording, [{ kind: 'drop', spot: { kind: 'call', call } }]);
        const carried = ({ projects }: WhatIf['before']) =>
          projects.map(({ events }) => events.map(({ name, anonymousId, knownId }) => `${name} ${anonymousId} ${knownId}`).sort());
        const left = carried(after);
        carried(before).forEach((events, project) => {
          const rest = left[project] ?? [];
          expect(events.length - rest.length).toBeLessThanOrEqual(1);
          for (const event of rest) expect(events).toContain(event);
        });
      }),
      { numRuns: 150 },
    );
  });

  it('answers the same twice, and leaves the recording as it was', () => {
    fc.assert(
      fc.property(sessionWithCall, aCall, fc.constantFrom('reset', 'identify', 'drop'), (recording, nth, what) => {
        const text = JSON.stringify(recording);
        const spot = { kind: 'call', call: pick(callsOf(recording), nth).call } as const;
        const edit: Edit =
          what === 'drop' ? { kind: 'drop', spot } : { kind: 'insert-call', spot, method: what, args: what === 'reset' ? [] : ['U9'] };
        expect(ask(recording, [edit])).toEqual(ask(recording, [edit]));
        expect(JSON.stringify(recording)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('an event keeps at most one place, and who it lands on is told for every event', () => {
    fc.assert(
      fc.property(sessionWithCall, aCall, (recording, nth) => {
        const spot = { kind: 'call', call: pick(callsOf(recording), nth).call } as const;
        const { before, after, moved } = ask(recording, [{ kind: 'insert-call', spot, method: 'reset', args: [] }]);
        for (const { project, index, from } of moved) {
          expect(before.projects.find((one) => one.project === project)?.events[index]?.landsOn).toBe(from);
        }
        for (const { events } of after.projects) expect(events.map(({ index }) => index)).toEqual(events.map((_, index) => index));
      }),
      { numRuns: 100 },
    );
  });
});
