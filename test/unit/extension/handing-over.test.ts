import { expect, test } from 'vitest';
import { recordingPieces } from '../../../src/core/parse-recording.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { createHandingOver, type LongAnswer } from '../../../src/extension/background/handing-over.ts';
import { startPortSource } from '../../../src/extension/panel/port-source.ts';
import { createPuttingTogether } from '../../../src/extension/panel/putting-together.ts';
import type { PanelMessage } from '../../../src/messages/panel.ts';
import { fakeClock, fakeLine, panelSenderOf } from './fakes.ts';

const recording = (count: number): Recording => ({
  idscope: 1,
  id: 'r',
  startedAt: '2026-01-01T00:00:00.000Z',
  made: { by: 'extension', version: '0', browser: null },
  devices: [],
  observations: Array.from({ length: count }, (_, seq) => ({
    kind: 'mark.added' as const,
    note: `note ${seq}`,
    seq,
    at: 1,
    document: 'd',
    device: 'x',
  })),
});

const exportOf = (what: Recording, request: number): LongAnswer => ({
  kind: 'long',
  of: 'recording.export',
  request,
  pieces: recordingPieces(what, 300),
  last: (text, pieces) => ({ kind: 'recording.exported', request, name: 'a.idscope.json', text, ...pieces }),
});

const copyOf = (what: Recording, request: number): LongAnswer => ({
  ...exportOf(what, request),
  of: 'copy.read',
  last: (text, pieces) =>
    ({ kind: 'copy.told', request, copy: { text, options: {}, until: null, skipped: 0 }, ...pieces }) as unknown as PanelMessage,
});

/** Background and panel, each piece of talk kept. */
const talk = () => {
  const said: PanelMessage[] = [];
  const heard: PanelMessage[] = [];
  const handing = createHandingOver((message) => {
    said.push(message);
    const whole = together.take(message);
    if (whole !== null) heard.push(whole);
  });
  const together = createPuttingTogether((of, request) => handing.next(of, request));
  return { said, heard, handing, together };
};

const textOf = async (message: PanelMessage | undefined): Promise<string> =>
  message?.kind === 'recording.exported' ? new Blob([...(message.before ?? []), message.text]).text() : '';

test('a short recording is one message, as it always was', async () => {
  const { said, heard, handing, together } = talk();
  together.asked({ kind: 'recording.export', request: 1, redact: false });
  handing.answer(exportOf(recording(2), 1));
  expect(said).toHaveLength(1);
  expect(heard[0]).not.toHaveProperty('before');
  expect(JSON.parse(await textOf(heard[0]))).toEqual(recording(2));
});

test('a long recording comes in pieces that the panel puts together, as a file and as a copy of the same number', async () => {
  const { said, heard, handing, together } = talk();
  together.asked({ kind: 'recording.export', request: 1, redact: false });
  together.asked({ kind: 'copy.read', request: 1 });
  handing.answer(exportOf(recording(50), 1));
  handing.answer(copyOf(recording(40), 1));
  expect(said.filter(({ kind }) => kind === 'piece.told').length).toBeGreaterThan(10);
  expect(heard.map(({ kind }) => kind)).toEqual(['recording.exported', 'copy.told']);
  expect(JSON.parse(await textOf(heard[0]))).toEqual(recording(50));
  const copied = heard[1];
  expect(copied?.kind === 'copy.told' && JSON.parse(copied.copy.text)).toEqual(recording(40));
});

test('no more than one piece is on its way until the panel asks for the next', () => {
  const said: PanelMessage[] = [];
  const handing = createHandingOver((message) => said.push(message));
  handing.answer(exportOf(recording(50), 1));
  expect(said).toHaveLength(1);
  handing.next('recording.export', 1);
  expect(said.map((each) => each.kind === 'piece.told' && each.index)).toEqual([0, 1]);
});

test('a panel that asks for what is not there any more is told so in one sentence', () => {
  const said: PanelMessage[] = [];
  createHandingOver((message) => said.push(message)).next('recording.export', 1);
  expect(said).toEqual([
    { kind: 'command.refused', command: 'recording.export', why: expect.stringContaining('Nothing was lost: try again.') },
  ]);
});

test('what fails in the middle is refused once, and can be asked for again', async () => {
  const { heard, handing, together } = talk();
  const broken = function* (): Generator<string, void, undefined> {
    yield 'one';
    yield 'two';
    throw new Error('out of memory');
  };
  together.asked({ kind: 'recording.export', request: 1, redact: false });
  handing.answer({ ...exportOf(recording(1), 1), pieces: broken() });
  expect(heard).toEqual([{ kind: 'command.refused', command: 'recording.export', why: expect.stringContaining('out of memory') }]);
  together.asked({ kind: 'recording.export', request: 2, redact: false });
  handing.answer(exportOf(recording(50), 2));
  expect(JSON.parse(await textOf(heard[1]))).toEqual(recording(50));
});

test('the worker may die between two pieces: the panel says so once, and a new export is whole', async () => {
  const lines: ReturnType<typeof fakeLine>[] = [];
  const time = fakeClock();
  const source = startPortSource({
    tab: 7,
    clock: time.clock,
    connect: () => {
      const made = fakeLine(panelSenderOf(), 'panel:7');
      lines.push(made);
      return made.line;
    },
  });
  const news: PanelMessage[] = [];
  source.subscribe((each) => {
    if (each.kind !== 'connection.changed') news.push(each);
  });
  source.send({ kind: 'recording.export', request: 1, redact: true });
  createHandingOver((message) => lines[0]?.say(message)).answer(exportOf(recording(50), 1));
  expect(lines[0]?.heard.at(-1)).toEqual({ kind: 'piece.read', of: 'recording.export', request: 1 });
  lines[0]?.hangUp();
  expect(news).toEqual([{ kind: 'command.refused', command: 'recording.export', why: expect.stringContaining('try again') }]);
  await time.advance(200);
  source.send({ kind: 'recording.export', request: 2, redact: true });
  const handing = createHandingOver((message) => lines[1]?.say(message));
  handing.answer(exportOf(recording(50), 2));
  while (news.length < 2) handing.next('recording.export', 2);
  expect(JSON.parse(await textOf(news[1]))).toEqual(recording(50));
});

test('a piece that is missing is noticed, and nothing half is saved', () => {
  const together = createPuttingTogether(() => undefined);
  together.asked({ kind: 'recording.export', request: 1, redact: false });
  together.take({ kind: 'piece.told', of: 'recording.export', request: 1, index: 0, text: 'one' });
  const end = together.take({ kind: 'recording.exported', request: 1, name: 'a', text: 'three', pieces: 2 });
  expect(end?.kind).toBe('command.refused');
});

test('of texts that a panel does not ask on for only the last are kept', () => {
  const said: PanelMessage[] = [];
  const handing = createHandingOver((message) => said.push(message));
  for (let request = 1; request <= 10; request += 1) handing.answer(exportOf(recording(100), request));
  said.length = 0;
  for (let request = 1; request <= 10; request += 1) handing.next('recording.export', request);
  expect(said.map(({ kind }) => kind)).toEqual([...Array(6).fill('command.refused'), ...Array(4).fill('piece.told')]);
});
