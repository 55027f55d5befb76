import { expect, test } from 'vitest';
import { serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { harText } from '../../support/har.ts';
import { fakeLine, panelSenderOf } from './fakes.ts';
import { standInEngine } from './stand-in-engine.ts';
import { acknowledged, details, type Heard, marks, newWorld, viewOf, wakeWorker } from './worker.ts';

test('a button’s signal stands in the tab’s document, after what was seen there and before what comes', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world);
  const line = panel();
  const doc = page();
  doc.say(marks(0, 1));
  await world.time.advance(500);
  line.say({ kind: 'signal.add', signal: 'login' });
  line.say({ kind: 'signal.add', signal: 'logout' });
  await world.time.advance(500);
  doc.say(marks(2));
  await world.time.advance(500);
  line.say({ kind: 'recording.export', request: 1, redact: false });
  await world.time.advance(10);
  const exported = line.heard.map((each) => each as Heard).find((each) => each.kind === 'recording.exported');
  const recording = JSON.parse(exported?.text ?? '') as Recording;
  expect(recording.observations).toMatchObject([
    { kind: 'mark.added', seq: 0 },
    { kind: 'mark.added', seq: 1 },
    { kind: 'auth.signalled', signal: 'login', confirmed: true, source: 'button', document: 'doc-1', seq: 1.001, tab: 7, frame: 0 },
    { kind: 'auth.signalled', signal: 'logout', document: 'doc-1', seq: 1.002 },
    { kind: 'mark.added', seq: 2 },
  ]);
});

test('an imported file is shown instead, survives the worker, and clearing brings the growing session back', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world);
  const line = panel();
  const doc = page();
  doc.say(marks(0));
  await world.time.advance(500);
  const file: Recording = {
    idscope: 1,
    id: 'f',
    startedAt: '2026-01-01T00:00:00.000Z',
    made: { by: 'cli', version: '1', browser: null },
    devices: [{ id: 'other', label: 'Other' }],
    observations: [{ kind: 'mark.added', note: 'from file', seq: 0, at: 1, document: 'x', device: 'other' }],
  };
  line.say({ kind: 'recording.import', name: 'a.idscope.json', text: serialiseRecording(file) });
  await world.time.advance(500);
  doc.say(marks(1));
  await world.time.advance(500);
  expect(details(viewOf(line))).toEqual(['from file']);
  expect(viewOf(line)?.status).toMatchObject({ state: 'imported', observations: 1 });

  const again = wakeWorker(world);
  const back = again.panel();
  await world.time.advance(500);
  expect(details(viewOf(back))).toEqual(['from file']);
  back.say({ kind: 'log.clear' });
  await world.time.advance(500);
  expect(details(viewOf(back))).toEqual(['n0', 'n1']);
  back.say({ kind: 'log.clear' });
  await world.time.advance(500);
  expect(viewOf(back)).toMatchObject({ rows: [], status: { state: 'fresh' } });
});

test('a HAR is shown as a recording of its device, also after the worker died', async () => {
  const world = newWorld();
  const line = wakeWorker(world).panel();
  await world.time.advance(500);
  line.say({ kind: 'recording.import', name: 'phones.har', text: harText('mobile') });
  await world.time.advance(500);
  const shown = viewOf(line);
  expect(shown?.status).toMatchObject({ state: 'imported' });
  expect(shown?.devices.map(({ label }) => label)).toEqual(['phones.har']);

  const back = wakeWorker(world).panel();
  await world.time.advance(500);
  expect(viewOf(back)?.devices).toEqual(shown?.devices);
});

test('several files are one analysis of several devices, also after the worker died, and a file that cannot be added changes nothing', async () => {
  const world = newWorld();
  const line = wakeWorker(world).panel();
  await world.time.advance(500);
  const file = (note: string, device: string) =>
    JSON.stringify({ idscope: 1, observations: [{ kind: 'mark.added', note, seq: 0, at: 1, document: device, device }] });
  line.say({ kind: 'recording.import', name: 'a.json', text: file('on a', 'a'), add: false });
  line.say({ kind: 'recording.import', name: 'b.json', text: file('on b', 'b'), add: true });
  line.say({ kind: 'recording.import', name: 'phones.har', text: harText('mobile'), add: true });
  line.say({ kind: 'recording.import', name: 'c.json', text: '{}', add: true });
  await world.time.advance(500);
  const labels = ['a', 'b', 'phones.har'];
  expect(viewOf(line)?.devices.map(({ label }) => label)).toEqual(labels);
  expect(details(viewOf(line))).toEqual(['on a', 'on b']);

  await world.time.settle();
  const back = wakeWorker(world).panel();
  await world.time.until(() => viewOf(back)?.devices.length === labels.length);
  expect(viewOf(back)?.devices.map(({ label }) => label)).toEqual(labels);
  back.say({ kind: 'recording.import', name: 'd.json', text: file('alone', 'd') });
  await world.time.advance(500);
  expect(details(viewOf(back))).toEqual(['alone']);
});

test.each([
  ['{"log":{"entries":[{', 'This file is no recording, no HAR and no lines of events. It ends too early, after character 20.'],
  ['{"log":{"entries":[}]}}', 'This file is no recording, no HAR and no lines of events. It is no JSON from character 19 on.'],
  ['{"log":{"entries":[]}}', 'No request in this HAR carries analytics that can be read.'],
  ['{"log":{"entries":[7]}}', 'No request in this HAR carries analytics that can be read: entry 0, this is no entry with a request.'],
])('of a HAR that cannot be used is said why: %s', async (text, why) => {
  const world = newWorld();
  const line = wakeWorker(world).panel();
  await world.time.advance(500);
  line.say({ kind: 'recording.import', name: 'x.har', text });
  await world.time.advance(500);
  expect(line.heard.map((each) => each as Heard).filter((each) => each.kind === 'command.refused')).toMatchObject([{ why }]);
});

test('a file that is no recording is refused in one sentence and changes nothing', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world);
  const line = panel();
  page().say(marks(0));
  await world.time.advance(500);
  line.say({ kind: 'recording.import', name: 'x.json', text: '{"har":1}' });
  await world.time.advance(500);
  const refusals = line.heard.map((each) => each as Heard).filter((each) => each.kind === 'command.refused');
  expect(refusals).toHaveLength(1);
  expect(refusals[0]?.why).toMatch(/recording/);
  expect(details(viewOf(line))).toEqual(['n0']);
});

test('a page without a content script is named as the reason for silence until it is loaded anew', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world, false);
  const line = panel();
  await world.time.advance(100);
  expect(viewOf(line)?.status.notes.join()).toMatch(/reload/);
  page();
  await world.time.advance(100);
  expect(viewOf(line)?.status.notes).toEqual([]);
});

test('loads are followed only while a panel is there', async () => {
  const world = newWorld();
  const { panel, loads, woken } = wakeWorker(world);
  const line = panel();
  await world.time.advance(100);
  for (const listener of loads) {
    listener(7);
    listener(8);
  }
  expect(woken).toEqual([7, 7]);
  line.hangUp();
  await world.time.advance(100);
  expect(loads.size).toBe(0);
});

test('a panel of another version is told so', async () => {
  const world = newWorld();
  const { background } = wakeWorker(world);
  const line = fakeLine(panelSenderOf());
  background.connectPanel(line.line);
  line.say({ kind: 'panel.hello', version: 99, tab: 7 });
  await world.time.advance(10);
  expect(line.heard).toMatchObject([{ kind: 'command.refused', command: 'panel.hello' }]);
});

test('an engine that fails is said to fail, while recording and acknowledging go on', async () => {
  const world = newWorld();
  const engine = standInEngine();
  const { page, panel } = wakeWorker(world, true, {
    ...engine,
    engineFor: (options, start) => {
      const sound = engine.engineFor(options, start);
      return {
        ...sound,
        result: (until) => {
          const judged = sound.result(until);
          if (judged.analysis.moments.length === 2) throw new Error('a defect');
          return judged;
        },
      };
    },
  });
  const line = panel();
  const doc = page();
  doc.say(marks(0));
  await world.time.until(() => acknowledged(doc) === 0);
  doc.say(marks(1));
  await world.time.until(() => acknowledged(doc) === 1);
  await world.time.advance(100);
  expect(details(viewOf(line))).toEqual(['n0']);
  expect(viewOf(line)?.status.notes.join()).toMatch(/a defect/);
  doc.say(marks(2));
  await world.time.until(() => acknowledged(doc) === 2);
  await world.time.advance(100);
  expect(details(viewOf(line))).toEqual(['n0', 'n1', 'n2']);
  expect(viewOf(line)?.status.notes).toEqual([]);
});

test('what is shown is exported as a Playwright test, once there is something to assert', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world);
  const line = panel();
  line.say({ kind: 'test.export', request: 1 });
  await world.time.advance(10);
  const heard = () => line.heard.map((each) => each as { kind: string; command?: string; why?: string; name?: string; text?: string });
  expect(heard().find(({ kind }) => kind === 'command.refused')).toMatchObject({
    command: 'test.export',
    why: expect.stringMatching(/Nobody was identified/),
  });
  page().say(marks(0));
  await world.time.advance(500);
  line.say({ kind: 'test.export', request: 2 });
  await world.time.advance(10);
  const exported = heard().find(({ kind }) => kind === 'recording.exported');
  expect(exported?.name).toMatch(/^idscope-.*\.spec\.ts$/);
  expect(exported?.text).toMatch(/^\/\/ a test of idscope-.*\.idscope\.json$/);
});
