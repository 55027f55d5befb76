import { describe, expect, it } from 'vitest';
import type { WhatIf } from '../../../src/reports/what-if.ts';
import { recordingOf } from '../../support/recording-builder.ts';
import { run } from './io.ts';
import { mixpanelLine, segmentLine } from './lines.ts';

const asked = async (options: readonly string[], files: Readonly<Record<string, string>>): Promise<WhatIf> => {
  const { code, out, warned } = await run(['what-if', Object.keys(files)[0] ?? '', '--json', ...options], files);
  expect({ code, warned }).toEqual({ code: 0, warned: [] });
  return JSON.parse(out);
};

const ids = (simulation: WhatIf['before'], project = 0) =>
  simulation.projects[project]?.events.map(({ name, anonymousId, knownId, landsOn }) => [name, anonymousId, knownId, landsOn]);

/** Two people on one browser; whether the first one's log-out resets. */
const shop = (resets: boolean): string =>
  JSON.stringify(
    recordingOf((r) => {
      const d = r.document('https://shop.test/');
      const sdk = d.mixpanel('T').anonymous('D1');
      sdk.track('View').identify('U1').track('Sign Up').track('Log Out');
      if (resets) sdk.reset('D2');
      sdk.track('Look').identify('U2').track('Log In').send();
    }),
  );

const newId = 'ffffffff-0000-4000-8000-000000000001';

describe('idscope what-if over a recording', () => {
  it('inserts a call and re-derives what the SDK would have sent from then on', async () => {
    const { before, after, moved } = await asked(['--insert', 'reset()@4'], { 'r.idscope.json': shop(false) });
    expect(ids(before)?.slice(4)).toEqual([
      ['Look', 'D1', 'U1', 'U1'],
      ['$identify', 'D1', 'U2', null],
      ['Log In', 'D1', 'U2', 'U2'],
    ]);
    expect(ids(after)).toEqual([
      ['View', 'D1', null, 'U1'],
      ['$identify', 'D1', 'U1', null],
      ['Sign Up', 'D1', 'U1', 'U1'],
      ['Log Out', 'D1', 'U1', 'U1'],
      ['Look', newId, null, 'U2'],
      ['$identify', newId, 'U2', null],
      ['Log In', newId, 'U2', 'U2'],
    ]);
    expect(moved).toEqual([{ project: 'T', index: 4, from: 'U1', to: 'U2' }]);
    expect(after.projects[0]?.events[6]?.merge).toBe('merged');
    expect(before.projects[0]?.events[6]?.reason).toBe('errAnonDistinctIdAssignedAlready');
  });

  it('drops a call, by its id or by an event that it sent', async () => {
    const recording = shop(true);
    const call = /"call":"([^"]+)","vendor":"mixpanel","project":"T","instance":"mixpanel","method":"reset"/.exec(recording)?.[1] ?? '';
    const { after, moved } = await asked(['--drop', call], { 'r.idscope.json': recording });
    expect(ids(after)?.slice(4)).toEqual([
      ['Look', 'D1', 'U1', 'U1'],
      ['$identify', 'D1', 'U2', null],
      ['Log In', 'D1', 'U2', 'U2'],
    ]);
    expect(moved).toEqual([{ project: 'T', index: 4, from: 'U2', to: 'U1' }]);
    const inside = /"call":"([^"]+)"[^{}]*"method":"track","args":\["\$identify"/.exec(recording)?.[1] ?? '';
    expect((await asked(['--drop', inside], { 'r.idscope.json': recording })).after).toEqual(
      (await asked(['--drop', '1'], { 'r.idscope.json': recording })).after,
    );

    const signUp = await asked(['--drop', 'T:1'], { 'r.idscope.json': recording });
    expect(ids(signUp.after)?.slice(0, 3)).toEqual([
      ['View', 'D1', null, '$device:D1'],
      ['Sign Up', 'D1', null, '$device:D1'],
      ['Log Out', 'D1', null, '$device:D1'],
    ]);
    expect(signUp.moved.map(({ index, to }) => [index, to])).toEqual([
      [0, '$device:D1'],
      [2, '$device:D1'],
      [3, '$device:D1'],
    ]);
  });

  it('sends what only the changed course sends, and what it no longer sends it leaves out', async () => {
    const again = JSON.stringify(
      recordingOf((r) => {
        const d = r.document('https://shop.test/');
        d.mixpanel('T').anonymous('D1').identify('U1').track('a').identify('U1').track('b').send();
      }),
    );
    const dropped = await asked(['--drop', '0'], { 'r.idscope.json': again });
    expect(dropped.after.projects[0]?.events.map(({ name, knownId }) => [name, knownId])).toEqual([
      ['a', null],
      ['$identify', 'U1'],
      ['b', 'U1'],
    ]);
    const inserted = await asked(['--insert', "identify('U1')@0", '--drop', '1'], { 'r.idscope.json': again });
    expect(inserted.after.projects[0]?.events.map(({ name }) => name).sort()).toEqual(['$identify', 'b']);
  });

  it('reads with another model, and takes a server event and another recording in', async () => {
    const files = { 'r.idscope.json': shop(false) };
    const model = await asked(['--model', 'mixpanel-original'], files);
    expect([model.before.projects[0]?.model, model.after.projects[0]?.model]).toEqual(['mixpanel-simplified', 'mixpanel-original']);

    const event = mixpanelLine('Paid', { d: 'D1', u: 'U7', time: 1_795_000_000, id: 'i9' });
    const paid = await asked(['--insert', `${event}@0`], files);
    expect(paid.after.projects[0]?.events[0]).toMatchObject({ name: 'Paid', knownId: 'U7', landsOn: 'U7' });
    expect(paid.moved).toContainEqual({ project: 'T', index: 0, from: 'U1', to: 'U7' });

    const between = await asked(['--insert', `${event}@2`, '--insert', `${event.replace('i9', 'i10')}@4`], files);
    expect(between.after.projects[0]?.events.map(({ name, delivery }) => `${name} ${delivery}`)).toEqual([
      'View accepted',
      '$identify accepted',
      'Paid accepted',
      'Sign Up accepted',
      'Log Out accepted',
      'Paid accepted',
      'Look accepted',
      '$identify accepted',
      'Log In accepted',
    ]);
    expect(between.moved).toEqual([{ project: 'T', index: 0, from: 'U1', to: 'U7' }]);

    const more = { ...files, 'more.ndjson': mixpanelLine('Early', { d: 'D1', u: 'U8', time: 1_700_000_000, id: 'i8' }) };
    const added = await asked(['--add', 'more.ndjson'], more);
    expect(added.moved).toContainEqual({ project: 'T', index: 0, from: 'U1', to: 'U8' });
  });

  it('shows what moved in words', async () => {
    const { out } = await run(['what-if', 'r', '--insert', 'reset()@4'], { r: shop(false) });
    expect(out).toMatch(/1 event lands on somebody else/);
    expect(out).toMatch(/Look +U1 +U2/);
  });
});

describe('idscope what-if over lines', () => {
  const lines = [
    mixpanelLine('View', { d: 'D1', id: 'i0' }),
    mixpanelLine('Sign Up', { d: 'D1', u: 'U1', id: 'i1' }),
    mixpanelLine('Look', { d: 'D1', id: 'i2' }),
  ];
  const files = { 'e.ndjson': lines.join('\n') };

  it('drops an event and its repetitions', async () => {
    const { after, moved } = await asked(['--drop', '1'], { 'e.ndjson': [...lines, lines[1]].join('\n') });
    expect(ids(after)).toEqual([
      ['View', 'D1', null, '$device:D1'],
      ['Look', 'D1', null, '$device:D1'],
    ]);
    expect(moved.map(({ index, from, to }) => [index, from, to])).toEqual([
      [0, 'U1', '$device:D1'],
      [2, 'U1', '$device:D1'],
    ]);
  });

  it('inserts an event before another one or at the end', async () => {
    const event = mixpanelLine('Server', { d: 'D1', u: 'U2', id: 'i9' });
    const first = await asked(['--insert', `${event}@1`], files);
    expect(ids(first.after)?.map(([name, , , landsOn]) => [name, landsOn])).toEqual([
      ['View', 'U2'],
      ['Server', 'U2'],
      ['Sign Up', 'U1'],
      ['Look', 'U2'],
    ]);
    const last = await asked(['--insert', `${event}@3`], files);
    expect(ids(last.after)?.at(-1)).toEqual(['Server', 'D1', 'U2', 'U2']);
    expect(last.moved).toEqual([]);
  });

  it('inserts a call for the visitor whose event stands there', async () => {
    const followed = [
      ...lines.slice(0, 2),
      mixpanelLine('Look', { d: 'D1', u: 'U1', id: 'i2' }),
      mixpanelLine('Other', { d: 'D9', id: 'i3' }),
    ];
    const { after } = await asked(['--insert', 'reset()@2'], { 'e.ndjson': followed.join('\n') });
    expect(ids(after)).toEqual([
      ['View', 'D1', null, 'U1'],
      ['Sign Up', 'D1', 'U1', 'U1'],
      ['Look', newId, null, `$device:${newId}`],
      ['Other', 'D9', null, '$device:D9'],
    ]);
  });

  it('re-derives a Segment visitor, with identify sent as an event', async () => {
    const events = [
      segmentLine('a', { anonymousId: 'A1', messageId: 'm0' }),
      segmentLine('', { type: 'identify', anonymousId: 'A1', userId: 'U1', messageId: 'm1' }),
      segmentLine('b', { anonymousId: 'A1', userId: 'U1', messageId: 'm2' }),
    ];
    const { after } = await asked(['--insert', "identify('U0')@1"], { 'e.ndjson': events.join('\n') });
    expect(ids(after)?.map(([name, anonymousId, knownId]) => [name, anonymousId, knownId])).toEqual([
      ['a', 'A1', null],
      ['identify', 'A1', 'U0'],
      ['identify', newId, 'U1'],
      ['b', newId, 'U1'],
    ]);
  });
});

describe('what-if that cannot be asked', () => {
  const two = `${mixpanelLine('View', { d: 'D1' })}\n${segmentLine('a', { anonymousId: 'A1' })}`;

  it.each([
    [[], 'Say what would be different: --model, --insert, --drop or --add.'],
    [['--drop', '0'], 'Say of which project: T:0 or W:0.'],
    [['--drop', 'T:7'], 'T has 1 events; there is none 7.'],
    [['--drop', 'X:0'], 'There is no project "X"; there are T, W.'],
    [['--drop', 'c-1'], 'There is no call "c-1".'],
    [['--insert', 'reset@T:0'], '"reset" is neither a call, such as identify(\'U1\'), nor an event in JSON.'],
    [['--insert', 'reset()'], '--insert takes CALL@POS, such as reset()@12, not "reset()".'],
    [['--insert', '{"type":"track"}@T:0'], 'This is no event of mixpanel.'],
  ])('%j: %s', async (options, line) => {
    const { code, out, warned } = await run(['what-if', 'e', ...options], { e: two });
    expect({ code, out, warned }).toEqual({ code: 2, out: '', warned: [line] });
  });
});

describe('a call among lines that sends no event', () => {
  const library = { context: { library: { name: 'RudderLabs JavaScript SDK' } } };
  const lines = ['View', 'Buy'].map((name) => segmentLine(name, { anonymousId: 'A1', ...library })).join('\n');

  it('is said to change nothing where it does not: here the SDK keeps its anonymous id', async () => {
    const { code, out, warned } = await run(['what-if', 'l.ndjson', '--json', '--insert', 'reset()@1'], { 'l.ndjson': lines });
    expect({ code, moved: JSON.parse(out).moved }).toEqual({ code: 0, moved: [] });
    expect(warned).toEqual(['reset() changes nothing here: it sends no event of its own, and lines keep the ids that they carry.']);
  });

  it('is not said so of one that sends an event', async () => {
    const { warned } = await run(['what-if', 'l.ndjson', '--json', '--insert', "identify('U2')@1"], { 'l.ndjson': lines });
    expect(warned).toEqual([]);
  });

  it('changes the lines behind it alone, although they have no time', async () => {
    const amplitude = ['View', 'Buy'].map((name) => JSON.stringify({ event_type: name, device_id: 'device-1', api_key: 'K' })).join('\n');
    const { after } = await asked(['--insert', 'reset()@1'], { 'l.ndjson': amplitude });
    expect(ids(after)?.map(([name, device]) => [name, device])).toEqual([
      ['View', 'device-1'],
      ['Buy', newId],
    ]);
  });

  it('is not said so in a recording, where the calls behind it follow', async () => {
    const { warned } = await run(['what-if', 'r', '--json', '--insert', 'reset()@1'], { r: shop(false) });
    expect(warned).toEqual([]);
  });
});
