import { describe, expect, test } from 'vitest';
import { createTakingFiles, isFile } from '../../../src/extension/background/taking-files.ts';
import { createGivingFiles } from '../../../src/extension/panel/giving-files.ts';
import { startPortSource } from '../../../src/extension/panel/port-source.ts';
import { fileMaxLength, pieceMinLength } from '../../../src/messages/limits.ts';
import type { FileCommand, PanelCommand, PanelMessage } from '../../../src/messages/panel.ts';
import { parseCommand } from '../../../src/messages/parse-command.ts';
import { fakeClock, fakeLine, panelSenderOf } from './fakes.ts';
import { details, newWorld, viewOf, wakeWorker } from './worker.ts';

const importOf = (text: string, request = 1): FileCommand => ({ kind: 'recording.import', name: 'a.har', text, add: false, request });

/** Panel and background with pieces of four characters; `lose` drops what the panel posts. */
const talk = (lose: (command: PanelCommand) => boolean = () => false) => {
  const posted: PanelCommand[] = [];
  const told: PanelMessage[] = [];
  const whole: FileCommand[] = [];
  const post = (command: PanelCommand): void => {
    posted.push(command);
    if (lose(command)) return;
    if (command.kind === 'piece.give') taking.piece(command);
    if (!isFile(command)) return;
    const one = taking.whole(command);
    if (one === null) return;
    whole.push(one);
    if (one.request !== undefined) hear({ kind: 'file.taken', request: one.request });
  };
  const hear = (message: PanelMessage): void => {
    const heard = giving.take(message);
    if (heard !== null) told.push(heard);
  };
  const giving = createGivingFiles(post, (news) => told.push(news), 4);
  const taking = createTakingFiles(hear);
  return { posted, told, whole, giving, taking };
};

describe('a file on its way to the background', () => {
  test('is one message when it is short', () => {
    const { posted, whole, told, giving } = talk();
    giving.give(importOf('abcd'));
    expect(posted).toEqual([importOf('abcd')]);
    expect(whole).toEqual([importOf('abcd')]);
    expect(told).toEqual([{ kind: 'file.taken', request: 1 }]);
  });

  test('comes in pieces when it is long, is whole in the end, and says how far it is', () => {
    const { posted, whole, told, giving } = talk();
    giving.give(importOf('abcdefghij'));
    expect(posted.map((command) => ('text' in command ? command.text : ''))).toEqual(['abcd', 'efgh', 'ij']);
    expect(whole).toEqual([importOf('abcdefghij')]);
    expect(told).toEqual([
      { kind: 'file.progressed', request: 1, share: 0.4 },
      { kind: 'file.progressed', request: 1, share: 0.8 },
      { kind: 'file.taken', request: 1 },
    ]);
  });

  test('has no more than one piece under way until that was taken', () => {
    const posted: PanelCommand[] = [];
    const giving = createGivingFiles(
      (command) => posted.push(command),
      () => undefined,
      4,
    );
    giving.give(importOf('abcdefghij'));
    expect(posted).toHaveLength(1);
    giving.take({ kind: 'piece.taken', request: 1, index: 0 });
    giving.take({ kind: 'piece.taken', request: 1, index: 0 });
    expect(posted).toHaveLength(2);
  });

  test('is not cut through a character', () => {
    const { posted, whole, giving } = talk();
    giving.give(importOf('abc😀def'));
    expect(posted[0]).toMatchObject({ text: 'abc' });
    expect(whole).toEqual([importOf('abc😀def')]);
  });

  test('of which a piece is missing is refused, and not opened half', () => {
    const { whole, told, giving, taking } = talk((command) => command.kind === 'piece.give' && command.index === 1);
    giving.give(importOf('abcdefghij'));
    giving.take({ kind: 'piece.taken', request: 1, index: 1 });
    expect(whole).toEqual([]);
    expect(told.at(-1)).toMatchObject({ kind: 'command.refused', command: 'recording.import', request: 1 });
    expect(taking.whole(importOf('next', 2))).toEqual(importOf('next', 2));
  });

  test('longer than can be opened is refused before anything is sent', () => {
    const { posted, told, giving } = talk();
    giving.give(importOf('x'.repeat(fileMaxLength + 1)));
    expect(posted).toEqual([]);
    expect(told).toEqual([{ kind: 'command.refused', command: 'recording.import', why: expect.stringContaining('too large'), request: 1 }]);
  });

  test('that would be longer than can be opened is dropped on the other side as well', () => {
    const said: PanelMessage[] = [];
    const taking = createTakingFiles((message) => said.push(message));
    const text = 'x'.repeat(pieceMinLength);
    for (let index = 0; index <= fileMaxLength / pieceMinLength; index += 1) taking.piece({ kind: 'piece.give', request: 1, index, text });
    expect(taking.whole({ ...importOf('', 1), pieces: fileMaxLength / pieceMinLength + 1 })).toBeNull();
    expect(said.at(-1)?.kind).toBe('command.refused');
  });

  test('is taken for lost once when the line breaks', () => {
    const { giving } = talk(() => true);
    giving.give(importOf('abcdefghij'));
    expect(giving.broken()).toEqual([
      { kind: 'command.refused', command: 'recording.import', why: expect.stringContaining('try again'), request: 1 },
    ]);
    expect(giving.broken()).toEqual([]);
  });
});

test('a file of several messages goes through the real panel line and the real background', async () => {
  const world = newWorld();
  const { background } = wakeWorker(world);
  const line = fakeLine(panelSenderOf(), 'panel:7');
  background.connectPanel(line.line);
  const note = 'é'.repeat(1_000);
  const count = Math.ceil(pieceMinLength / note.length);
  const observations = Array.from({ length: count }, (_, seq) => ({ kind: 'mark.added', note, seq, at: 1, document: 'd', device: 'x' }));
  const text = JSON.stringify({ idscope: 1, observations });
  const news: PanelMessage[] = [];
  let hear: (message: unknown) => void = () => undefined;
  const source = startPortSource({
    tab: 7,
    clock: fakeClock().clock,
    connect: () => ({
      name: 'panel:7',
      sender: panelSenderOf(),
      post: (message) => {
        expect(parseCommand(message)).not.toBeNull();
        line.say(message);
      },
      onMessage: (listener) => {
        hear = listener;
      },
      onClose: () => undefined,
      close: () => undefined,
    }),
  });
  source.subscribe((each) => {
    if (each.kind !== 'connection.changed') news.push(each);
  });
  let passed = 0;
  const pass = (): void => {
    for (; passed < line.heard.length; passed += 1) hear(line.heard[passed]);
  };
  await world.time.advance(500);
  pass();
  source.send({ kind: 'recording.import', name: 'long.json', text, add: false, request: 9 });
  await world.time.until(() => {
    pass();
    return news.some(({ kind }) => kind === 'file.taken');
  });
  await world.time.advance(500);
  expect(news.filter(({ kind }) => kind === 'file.progressed')).toHaveLength(1);
  expect(details(viewOf(line))).toHaveLength(count);
});
