import { describe, expect, it } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { createAnswering } from '../../../src/extension/panel/copy/answer.ts';
import type { Change, Copy, CopyAnswer, CopyQuestion } from '../../../src/messages/copy.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { recordingOf } from '../../support/recording-builder.ts';

/** Two people on one browser; the log-out between them without a reset, or with one. */
const shop = (resets = false): Recording =>
  recordingOf((r) => {
    const d = r.document('https://shop.test/');
    const sdk = d.mixpanel('T').anonymous('D1');
    sdk.track('View').identify('U1').track('Sign Up');
    d.logout();
    if (resets) sdk.reset('D2');
    r.wait(6_000);
    sdk.track('Look').identify('U2').track('Log In').send();
  });

const copyOf = (recording: Recording, until: number | null = null): Copy => ({
  text: serialiseRecording(recording),
  options: defaultOptions,
  until,
  skipped: 0,
});

const of = { vendor: 'mixpanel', project: 'T' };
const rowsOf = (recording: Recording) => readRecordings([recording], defaultOptions).analysis.moments;
const rowOf = (recording: Recording, what: (moment: ReturnType<typeof rowsOf>[number]) => boolean): string => {
  const found = rowsOf(recording).find(what);
  if (found === undefined) throw new Error('no such row');
  return found.key;
};
const call = (recording: Recording, method: string, first?: string): string =>
  rowOf(recording, (m) => m.kind === 'call' && m.method === method && (first === undefined || m.args[0] === first));

const ask = (recording: Recording, question: CopyQuestion): CopyAnswer => createAnswering('1')(copyOf(recording), question);
const tried = (recording: Recording, ...changes: readonly Change[]) => {
  const answer = ask(recording, { kind: 'what-if', changes });
  if (answer.kind !== 'what-if') throw new Error(JSON.stringify(answer));
  return answer.told;
};

describe('what if', () => {
  it('a reset had been called: who moves, which findings go, and how many are on the wrong person', () => {
    const recording = shop();
    const logout = rowOf(recording, (m) => m.kind === 'signal');
    const told = tried(recording, { kind: 'call', of, place: { row: logout, behind: true }, text: 'reset()' });
    expect(told.moved).toMatchObject([{ name: 'Look', from: 'U1', to: 'U2', row: call(recording, 'track', 'Look') }]);
    expect(told.findings.gone.map(({ rule }) => rule)).toContain('logout-without-reset');
    expect(told.wrong.before).toBeGreaterThan(0);
    expect(told.wrong.after).toBe(0);
  });

  it.each([
    ['before', false, 'Log In'],
    ['after', true, 'Log In'],
  ] as const)('a reset %s the second identify differs in whom it is said of', (_where, behind, name) => {
    const recording = shop();
    const row = call(recording, 'identify', 'U2');
    const told = tried(recording, { kind: 'call', of, place: { row, behind }, text: 'reset()' });
    const [project] = told.projects;
    expect(project?.people.before).toBe(2);
    // Before it, the second person gets a device of their own; behind it, the event that follows is nobody's.
    expect(told.moved.some((one) => one.name === name)).toBe(behind);
  });

  it('a call had not been made, or an event of a server had come', () => {
    const recording = shop(true);
    const without = tried(recording, { kind: 'drop', row: call(recording, 'reset') });
    expect(without.moved).toMatchObject([{ name: 'Look', from: 'U2', to: 'U1' }]);
    expect(without.findings.added.map(({ rule }) => rule)).toContain('logout-without-reset');
    const event = JSON.stringify({ event: 'Paid', properties: { token: 'T', $device_id: 'D1', $user_id: 'U7', distinct_id: 'U7' } });
    const paid = tried(recording, { kind: 'event', of, place: { row: call(recording, 'track', 'View'), behind: false }, text: event });
    expect(paid.moved).toContainEqual(expect.objectContaining({ name: 'View', from: 'U1', to: 'U7' }));
  });

  it('other merge rules were used, or another recording had been there too', () => {
    const recording = shop();
    const other = tried(recording, { kind: 'model', of, model: 'mixpanel-original' });
    expect(other.projects[0]?.model).toEqual({ before: 'mixpanel-simplified', after: 'mixpanel-original' });
    const line = JSON.stringify({
      event: 'Early',
      properties: { token: 'T', $device_id: 'D1', $user_id: 'U8', time: 1_700_000_000, $insert_id: 'i8' },
    });
    const together = tried(recording, { kind: 'recording', name: 'early.ndjson', text: line });
    expect(together.moved).toContainEqual(expect.objectContaining({ name: 'View', from: 'U1', to: 'U8' }));
    expect(together.projects[0]?.people).toEqual({ before: 2, after: 3 });
  });

  it('changes are tried together, and do not change what they are tried on', () => {
    const recording = shop();
    const logout = rowOf(recording, (m) => m.kind === 'signal');
    const changes: readonly Change[] = [
      { kind: 'call', of, place: { row: logout, behind: true }, text: 'reset()' },
      { kind: 'drop', row: call(recording, 'identify', 'U2') },
    ];
    const answering = createAnswering('1');
    const copy = copyOf(recording);
    const first = answering(copy, { kind: 'what-if', changes });
    expect(answering(copy, { kind: 'what-if', changes })).toEqual(first);
    expect(first).toMatchObject({ kind: 'what-if', told: { projects: [{ known: { before: 2, after: 1 } }] } });
  });

  it.each([
    ['a row that is gone', { kind: 'drop', row: 'call:gone' }, 'no longer'],
    ['what is no call', { kind: 'call', of, place: { row: '', behind: false }, text: 'identify me' }, 'is not a call'],
    ['what is no event', { kind: 'event', of, place: { row: '', behind: false }, text: 'Paid' }, 'no JSON object'],
    ['an event of another vendor', { kind: 'event', of, place: { row: '', behind: false }, text: '{"type":"track"}' }, 'no event'],
    ['a file that is none', { kind: 'recording', name: 'holiday.jpg', text: 'ÿØÿà' }, 'no recording'],
  ] as const)('%s is refused, and it is said which change it is', (_what, change, why) => {
    const recording = shop();
    const view = call(recording, 'track', 'View');
    const placed: Change = 'place' in change ? { ...change, place: { ...change.place, row: view } } : change;
    const fine: Change = { kind: 'drop', row: view };
    const answer = ask(recording, { kind: 'what-if', changes: [fine, placed] });
    expect(answer).toMatchObject({ kind: 'refused', change: 1, why: expect.stringContaining(why) });
  });

  it('only calls and events can be left out', () => {
    const recording = shop();
    const logout = rowOf(recording, (m) => m.kind === 'signal');
    expect(ask(recording, { kind: 'what-if', changes: [{ kind: 'drop', row: logout }] })).toMatchObject({ kind: 'refused', change: 0 });
  });
});

describe('compare', () => {
  const compare = (earlier: boolean) => {
    const answer = ask(shop(), {
      kind: 'compare',
      name: 'fixed.idscope.json',
      text: serialiseRecording({ ...shop(true), id: 'fixed' }),
      earlier,
    });
    if (answer.kind !== 'compare') throw new Error(JSON.stringify(answer));
    return answer.told;
  };

  it('says what came and went from the earlier to the later of the two', () => {
    expect(compare(true).diff.findings.added.map(({ rule }) => rule)).toContain('logout-without-reset');
    const fixed = compare(false);
    expect(fixed.diff.findings.gone.map(({ rule }) => rule)).toContain('logout-without-reset');
    expect(fixed.diff.projects[0]?.identityCalls.filter((one) => one.in !== 'both')).toEqual([{ item: 'reset()', in: 'after' }]);
    expect(fixed.wrong.after).toBeLessThan(fixed.wrong.before);
  });

  it('refuses what is no recording', () => {
    expect(ask(shop(), { kind: 'compare', name: 'a.txt', text: 'hello', earlier: true })).toMatchObject({ kind: 'refused' });
  });
});

describe('looking back', () => {
  const past = (recording: Recording, row: string) => {
    const answer = ask(recording, { kind: 'as-of', row, tab: 1 });
    if (answer.kind !== 'as-of') throw new Error(JSON.stringify(answer));
    return answer.view;
  };

  it('shows rows, people and identities as they stood when a row was the last', () => {
    const recording = shop();
    const first = past(recording, call(recording, 'track', 'View'));
    expect(first.rows.at(-1)?.key).toBe(call(recording, 'track', 'View'));
    expect(first.projects[0]?.profiles.map(({ label, known }) => [label, known])).toEqual([['$device:D1', false]]);
    expect(first.identities[0]?.ids).toEqual({ anonymousId: 'D1', knownId: null });
    const known = past(recording, call(recording, 'track', 'Sign Up'));
    expect(known.identities[0]?.ids.knownId).toBe('U1');
    expect(known.projects[0]?.profiles.map(({ label }) => label)).toEqual(['U1']);
    expect(known.findings).toEqual([]);
  });

  it('has each row where the whole recording has it, and the last row is now', () => {
    const recording = shop(true);
    const all = rowsOf(recording).map(({ key }) => key);
    all.forEach((row, index) => {
      expect(past(recording, row).rows.map(({ key }) => key)).toEqual(all.slice(0, index + 1));
    });
  });

  it('says the same of a row whatever was asked of the copy before', () => {
    const recording = shop();
    const copy = copyOf(recording);
    const answering = createAnswering('1');
    const rows = rowsOf(recording).map(({ key }) => key);
    for (const row of [...rows, ...rows.toReversed()]) {
      const question = { kind: 'as-of', row, tab: 1 } as const;
      expect(answering(copy, question)).toEqual(ask(recording, question));
    }
    // Another copy is another whole.
    const other = shop(true);
    const reset = { kind: 'as-of', row: call(other, 'reset'), tab: 1 } as const;
    expect(answering(copyOf(other), reset)).toEqual(ask(other, reset));
    expect(answering(copy, reset)).toEqual(ask(recording, reset));
    expect(ask(recording, reset)).not.toEqual(ask(other, reset));
  });

  it('tells of a row as it stood then', () => {
    const recording = shop();
    const view = call(recording, 'track', 'View');
    const landsOn = (row: string) => {
      const answer = ask(recording, { kind: 'row-as-of', row, key: view });
      return answer.kind === 'row-as-of' ? answer.detail?.events[0]?.landsOn : null;
    };
    expect(landsOn(view)).toBe('$device:D1');
    expect(landsOn(call(recording, 'track', 'Sign Up'))).toBe('U1');
  });

  it('refuses a row that is gone', () => {
    expect(ask(shop(), { kind: 'as-of', row: 'call:gone', tab: null })).toMatchObject({ kind: 'refused' });
  });
});

it('what cannot be read is refused', () => {
  const copy = { ...copyOf(shop()), text: '{"idscope":1,"observations":3}' };
  expect(createAnswering('1')(copy, { kind: 'as-of', row: 'x', tab: null })).toMatchObject({ kind: 'refused' });
});

it('a recording that goes on is known until now, so that what waits for a log-out is told', () => {
  const early = recordingOf((r) => {
    const d = r.document('https://shop.test/');
    d.mixpanel('T').anonymous('D1').identify('U1').track('In').send();
    d.logout();
  });
  const last = Math.max(...early.observations.map(({ at }) => at));
  const row = call(early, 'track', 'In');
  const wrong = (until: number | null) => {
    const answer = createAnswering('1')(copyOf(early, until), { kind: 'what-if', changes: [{ kind: 'drop', row }] });
    if (answer.kind !== 'what-if') throw new Error(JSON.stringify(answer));
    return answer.told.findings.known + answer.told.findings.gone.length;
  };
  expect(wrong(last + 60_000)).toBeGreaterThanOrEqual(wrong(last - 60_000));
});
