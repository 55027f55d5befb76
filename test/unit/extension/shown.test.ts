import { expect, test } from 'vitest';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Recording } from '../../../src/core/recording.ts';
import type { PanelMessage } from '../../../src/messages/panel.ts';
import { fakeStore } from './fakes.ts';
import { details, type Heard, marks, newWorld, viewOf, wakeWorker } from './worker.ts';

const fileOf = (note: string, device = 'phone', id = `file-${note}`): string =>
  serialiseRecording({
    idscope: 1,
    id,
    startedAt: '2026-01-01T00:00:00.000Z',
    made: { by: 'cli', version: '1', browser: null },
    devices: [{ id: device, label: `The ${device}` }],
    observations: [{ kind: 'mark.added', note, seq: 0, at: 1, document: `doc-of-${note}`, device }],
  });

const begin = async () => {
  const world = newWorld();
  const worker = wakeWorker(world);
  const line = worker.panel();
  const doc = worker.page();
  doc.say(marks(0));
  await world.time.advance(500);
  const say = async (message: unknown): Promise<void> => {
    line.say(message);
    await world.time.advance(600);
  };
  return { world, worker, line, doc, say };
};

const copyOf = (line: { readonly heard: readonly unknown[] }) => {
  const told = line.heard.map((each) => each as PanelMessage).findLast((each) => each.kind === 'copy.told');
  return told?.kind === 'copy.told' ? { ...told.copy, recording: JSON.parse(told.copy.text) as Recording } : null;
};

test('a file goes beside the live session: what is live goes on, is counted, and is back whole with one command', async () => {
  const { line, doc, say, world } = await begin();
  await say({ kind: 'recording.import', name: 'a.idscope.json', text: fileOf('from file') });
  expect(viewOf(line)?.status).toMatchObject({ state: 'imported', file: { name: 'a.idscope.json', meanwhile: 0 } });
  doc.say(marks(1, 2));
  await world.time.advance(1_200);
  expect(details(viewOf(line))).toEqual(['from file']);
  expect(viewOf(line)?.status.file?.meanwhile).toBe(2);
  await say({ kind: 'session.show' });
  expect(details(viewOf(line))).toEqual(['n0', 'n1', 'n2']);
  expect(viewOf(line)?.status).toMatchObject({ state: 'recording', file: null });
});

test('clearing a file leaves the session alone, and a mark is not put into a file', async () => {
  const { line, say } = await begin();
  await say({ kind: 'recording.import', name: 'a.idscope.json', text: fileOf('from file') });
  await say({ kind: 'mark.add', note: 'here' });
  expect(line.heard.map((each) => each as Heard)).toContainEqual(expect.objectContaining({ kind: 'command.refused', command: 'mark.add' }));
  await say({ kind: 'log.clear' });
  expect(details(viewOf(line))).toEqual(['n0']);
});

test('a recording becomes another device of the live session, which goes on', async () => {
  const { line, doc, say, world } = await begin();
  await say({ kind: 'device.add', name: 'phone.idscope.json', text: fileOf('on the phone') });
  doc.say(marks(1));
  await world.time.advance(600);
  const view = viewOf(line);
  expect(details(view)?.toSorted()).toEqual(['n0', 'n1', 'on the phone']);
  expect(view?.devices.map(({ label }) => label)).toEqual(['This browser', 'The phone']);
  expect(view?.status).toMatchObject({ state: 'recording', added: ['phone.idscope.json'], observations: 3, file: null });
  await say({ kind: 'recording.export', request: 1, redact: false });
  const exported = line.heard.map((each) => each as Heard).find(({ kind }) => kind === 'recording.exported');
  const recording = JSON.parse(exported?.text ?? '') as Recording;
  expect([recording.devices.length, recording.observations.length]).toEqual([2, 3]);
});

test('an added recording survives the worker, is replaced by one of its name, and can be taken away', async () => {
  const { world, say } = await begin();
  await say({ kind: 'device.add', name: 'phone.idscope.json', text: fileOf('first') });
  const back = wakeWorker(world).panel();
  await world.time.advance(600);
  expect(details(viewOf(back))?.toSorted()).toEqual(['first', 'n0']);
  back.say({ kind: 'device.add', name: 'phone.idscope.json', text: fileOf('second') });
  await world.time.advance(600);
  expect(details(viewOf(back))?.toSorted()).toEqual(['n0', 'second']);
  back.say({ kind: 'device.remove', name: 'phone.idscope.json' });
  await world.time.advance(600);
  expect(details(viewOf(back))).toEqual(['n0']);
  expect(viewOf(back)?.devices.map(({ label }) => label)).toEqual(['This browser']);
  const again = wakeWorker(world).panel();
  await world.time.advance(600);
  expect(details(viewOf(again))).toEqual(['n0']);
});

test('what names its documents and devices as the session does is told apart; clearing forgets all', async () => {
  const { line, say } = await begin();
  const same = fileOf('elsewhere').replaceAll('doc-of-elsewhere', 'doc-1');
  await say({ kind: 'device.add', name: 'twin.idscope.json', text: same });
  expect(details(viewOf(line))?.toSorted()).toEqual(['elsewhere', 'n0']);
  await say({ kind: 'log.clear' });
  expect(details(viewOf(line))).toEqual([]);
  expect(viewOf(line)?.status.added).toEqual([]);
});

test('beside a file, a device joins the file', async () => {
  const { line, say } = await begin();
  await say({ kind: 'recording.import', name: 'a.idscope.json', text: fileOf('one', 'desk') });
  await say({ kind: 'device.add', name: 'b.idscope.json', text: fileOf('two') });
  expect(viewOf(line)?.status.file?.name).toBe('a.idscope.json, b.idscope.json');
  expect(details(viewOf(line))?.toSorted()).toEqual(['one', 'two']);
  await say({ kind: 'session.show' });
  expect(details(viewOf(line))).toEqual(['n0']);
});

test.each(['device.add', 'recording.import'])('%s says why a file cannot be used, and changes nothing', async (kind) => {
  const { line, say } = await begin();
  await say({ kind, name: 'holiday.jpg', text: 'ÿØÿà' });
  expect(line.heard.map((each) => each as Heard)).toContainEqual(
    expect.objectContaining({ kind: 'command.refused', command: kind, why: expect.stringContaining('no recording') }),
  );
  expect(details(viewOf(line))).toEqual(['n0']);
});

test('a copy is what is shown: the session known until now, a file to its own end', async () => {
  const { line, say, world } = await begin();
  await say({ kind: 'device.add', name: 'phone.idscope.json', text: fileOf('on the phone') });
  await say({ kind: 'copy.read', request: 4 });
  const live = copyOf(line);
  expect(live?.recording.observations).toHaveLength(2);
  expect(live?.until).toBe(world.time.clock.now() - 600);
  await say({ kind: 'recording.import', name: 'a.idscope.json', text: fileOf('from file') });
  await say({ kind: 'copy.read', request: 5 });
  const file = copyOf(line);
  expect([file?.recording.observations.length, file?.until]).toEqual([1, null]);
});

/** Takes long to pack, and is soon read. */
const long = (): string => {
  let seed = 1;
  const noise = Array.from({ length: 200_000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed.toString(36);
  });
  return JSON.stringify({ ...JSON.parse(fileOf('long')), filling: noise.join('') });
};

test('the file that was opened last is there after the worker died, also when one before it takes longer to pack', async () => {
  const { line, world } = await begin();
  line.say({ kind: 'recording.import', name: 'long.json', text: long() });
  line.say({ kind: 'recording.import', name: 'short.json', text: fileOf('short') });
  await world.time.advance(600);
  const back = wakeWorker(world).panel();
  await world.time.advance(600);
  expect(details(viewOf(back))).toEqual(['short']);
});

test('a file for which the store has no room does not leave the one before it to come back', async () => {
  const world = { ...newWorld(), kept: fakeStore(60_000) };
  const line = wakeWorker(world).panel();
  await world.time.advance(100);
  line.say({ kind: 'recording.import', name: 'short.json', text: fileOf('short') });
  await world.time.advance(600);
  expect([...world.kept.items.keys()]).toContain('file');
  line.say({ kind: 'recording.import', name: 'long.json', text: long() });
  await world.time.advance(600);
  expect(details(viewOf(line))).toEqual(['long']);
  const back = wakeWorker(world).panel();
  await world.time.advance(600);
  expect(details(viewOf(back))).toEqual([]);
});

test('the session is there after the worker died when it was asked for while a file was still being packed', async () => {
  const { line, world } = await begin();
  line.say({ kind: 'recording.import', name: 'long.json', text: long() });
  line.say({ kind: 'session.show' });
  await world.time.advance(600);
  const back = wakeWorker(world).panel();
  await world.time.advance(600);
  expect(details(viewOf(back))).toEqual(['n0']);
});

test('what was added last to the session is there after the worker died, and what was removed is not', async () => {
  const { line, world } = await begin();
  line.say({ kind: 'device.add', name: 'long.json', text: long() });
  line.say({ kind: 'device.add', name: 'short.json', text: fileOf('short', 'laptop') });
  line.say({ kind: 'device.remove', name: 'long.json' });
  await world.time.advance(600);
  const back = wakeWorker(world).panel();
  await world.time.advance(600);
  expect(details(viewOf(back))?.toSorted()).toEqual(['n0', 'short']);
});
