import { expect, test } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import { parseReport } from '../../../src/core/parse-observation.ts';
import { parseRecording, serialiseRecording } from '../../../src/core/parse-recording.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { startBackground } from '../../../src/extension/background/start.ts';
import type { View, ViewPatch, ViewStrip } from '../../../src/messages/view.ts';
import { applyPatch } from '../../../src/ui/patch.ts';
import { fakeClock, fakeLine, fakeStore, pageSenderOf, panelSenderOf, self } from './fakes.ts';
import { standInEngine } from './stand-in-engine.ts';

const strip: ViewStrip = {
  thinks: null,
  others: [],
  changed: null,
  logout: { state: 'not-tried', why: '', key: null },
  counts: { error: 0, warning: 0, info: 0 },
};

type World = { readonly kept: ReturnType<typeof fakeStore>; readonly time: ReturnType<typeof fakeClock> };
const newWorld = (): World => ({ kept: fakeStore(), time: fakeClock() });

/** A worker that wakes in `world`; starting another one is what happens after the first died. */
const wakeWorker = (world: World, reachable = true, engine = standInEngine()) => {
  const woken: number[] = [];
  const loads = new Set<(tab: number) => void>();
  let ids = 0;
  const background = startBackground({
    self,
    store: world.kept.store,
    clock: world.time.clock,
    newId: () => {
      ids += 1;
      return `id-${world.time.clock.now()}-${ids}`;
    },
    version: '0.0.1',
    browser: null,
    wake: async (tab) => {
      woken.push(tab);
      return reachable;
    },
    onTabLoaded: (listener) => {
      loads.add(listener);
      return () => loads.delete(listener);
    },
    engineFor: engine.engineFor,
    parseReport,
    parseRecording,
    decode: decodeRequest,
    redact: (recording: Recording) => ({ ...recording, id: 'redacted' }),
    serialise: serialiseRecording,
    view: { adapters: [], models: [], flows: [], toStrip: () => strip, sentenceFor: () => '' },
  });
  const page = (over: Parameters<typeof pageSenderOf>[0] = {}) => {
    const line = fakeLine(pageSenderOf(over));
    background.connectPage(line.line);
    line.say({ kind: 'page.hello', version: 1, lifecycle: 'active' });
    return line;
  };
  const panel = (tab = 7) => {
    const line = fakeLine(panelSenderOf(), `panel:${tab}`);
    background.connectPanel(line.line);
    line.say({ kind: 'panel.hello', version: 1, tab });
    return line;
  };
  return { background, page, panel, woken, loads, untils: engine.untils };
};

const marks = (...seqs: number[]) => ({
  kind: 'page.reported',
  reports: JSON.stringify(seqs.map((seq) => ({ kind: 'mark.added', note: `n${seq}`, seq, at: 5_000 + seq }))),
});

type Heard = { readonly kind: string; readonly patch: ViewPatch; readonly text: string; readonly why: string };
const patchesOf = (line: { readonly heard: readonly unknown[] }): ViewPatch[] =>
  line.heard.map((each) => each as Heard).flatMap((each) => (each.kind === 'view.patched' ? [each.patch] : []));
const viewOf = (line: { readonly heard: readonly unknown[] }): View | null =>
  patchesOf(line).reduce<View | null>((view, patch) => applyPatch(view, patch), null);
const acknowledged = (line: { readonly heard: readonly unknown[] }): number =>
  line.heard.reduce<number>((last, each) => ((each as Heard).kind === 'page.acknowledged' ? (each as { seq: number }).seq : last), -1);
const details = (view: View | null) => view?.rows.map((row) => row.detail);

test('a page that nobody inspects is told to stay silent, and what it says anyway is not kept', async () => {
  const world = newWorld();
  const { page } = wakeWorker(world);
  const doc = page();
  doc.say(marks(0));
  await world.time.advance(500);
  expect(doc.heard).toEqual([
    { kind: 'page.record', on: false },
    { kind: 'page.record', on: false },
  ]);
  expect([...world.kept.items.values()].join('')).not.toContain('packed');
});

test('opening a panel wakes the tab and makes its documents report, closing it silences them', async () => {
  const world = newWorld();
  const { page, panel, woken } = wakeWorker(world);
  const [inspected, other] = [page(), page({ tab: 8, document: 'doc-8' })];
  await world.time.advance(10);
  const line = panel(7);
  await world.time.advance(10);
  expect(woken).toEqual([7]);
  line.hangUp();
  await world.time.advance(10);
  expect(inspected.heard.map((each) => (each as { on: boolean }).on)).toEqual([false, true, false]);
  expect(other.heard.map((each) => (each as { on: boolean }).on)).toEqual([false]);
});

test('with two panels on a tab the first to close changes nothing', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world);
  const [first, second] = [panel(7), panel(7)];
  const doc = page();
  await world.time.advance(10);
  first.hangUp();
  await world.time.advance(10);
  expect(doc.heard.at(-1)).toEqual({ kind: 'page.record', on: true });
  second.hangUp();
  await world.time.advance(10);
  expect(doc.heard.at(-1)).toEqual({ kind: 'page.record', on: false });
});

test('a report is acknowledged only after it is in the store', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world);
  panel();
  const doc = page();
  await world.time.advance(500);
  let stored = false;
  const write = world.kept.store.write;
  world.kept.store.write = async (items) => {
    if (doc.heard.some((each) => (each as Heard).kind === 'page.acknowledged')) throw new Error('acknowledged too early');
    await write(items);
    stored ||= Object.keys(items).some((key) => key.startsWith('log:'));
  };
  doc.say(marks(0, 1));
  await world.time.until(() => acknowledged(doc) === 1);
  expect(stored).toBe(true);
});

test('what cannot be stored is not acknowledged', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world);
  panel();
  const doc = page();
  await world.time.advance(500);
  world.kept.store.write = () => Promise.reject(new Error('no'));
  doc.say(marks(0));
  await world.time.advance(500);
  expect(doc.heard.at(-1)).toEqual({ kind: 'page.record', on: true });
});

test('what arrives is in the panel soon, as patches that carry only the new rows', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world);
  const line = panel();
  const doc = page();
  await world.time.advance(500);
  doc.say(marks(0, 1, 2));
  await world.time.advance(60);
  doc.say(marks(3));
  await world.time.advance(60);
  expect(details(viewOf(line))).toEqual(['n0', 'n1', 'n2', 'n3']);
  const last = patchesOf(line).findLast((patch) => patch.rows.length > 0);
  expect(last?.rowsFrom).toBe(3);
  expect(last?.rows).toHaveLength(1);
});

test('a burst of batches costs few results', async () => {
  const world = newWorld();
  const { page, panel, untils } = wakeWorker(world);
  const line = panel();
  const doc = page();
  await world.time.advance(500);
  const before = untils.length;
  for (let seq = 0; seq < 100; seq += 1) {
    doc.say(marks(seq));
    await world.time.advance(1);
  }
  await world.time.advance(60);
  expect(untils.length - before).toBeLessThanOrEqual(6);
  expect(viewOf(line)?.rows).toHaveLength(100);
});

test('after the last observation results are renewed each second for a while, and then no more', async () => {
  const world = newWorld();
  const { page, panel, untils } = wakeWorker(world);
  panel();
  const doc = page();
  await world.time.advance(500);
  doc.say(marks(0));
  await world.time.advance(5_500);
  expect(untils.at(-1)).toBeGreaterThanOrEqual(world.time.clock.now() - 1_000);
  await world.time.advance(20_000);
  const settled = untils.length;
  await world.time.advance(60_000);
  expect(untils.length).toBe(settled);
  expect(world.time.waiting()).toBe(0);
});

test('without a panel nothing is judged', async () => {
  const world = newWorld();
  const { page, panel, untils } = wakeWorker(world);
  const line = panel();
  const doc = page();
  await world.time.advance(500);
  line.hangUp();
  await world.time.advance(500);
  const before = untils.length;
  doc.say(marks(0));
  await world.time.advance(5_000);
  expect(untils.length).toBe(before);
});

test('after the worker died the panel sees the same, and a page may report before the panel is back', async () => {
  const world = newWorld();
  const first = wakeWorker(world);
  const before = first.panel();
  const lost = first.page();
  lost.say(marks(0, 1));
  await world.time.until(() => acknowledged(lost) === 1);

  const second = wakeWorker(world);
  const doc = second.page();
  doc.say(marks(1, 2));
  await world.time.advance(100);
  const after = second.panel();
  await world.time.until(() => acknowledged(doc) === 2);
  expect(details(viewOf(before))).toEqual(['n0', 'n1']);
  expect(details(viewOf(after))).toEqual(['n0', 'n1', 'n2']);
  expect(viewOf(after)?.devices).toEqual(viewOf(before)?.devices);
});

test('a tab whose panel does not come back after the worker died is left alone', async () => {
  const world = newWorld();
  wakeWorker(world).panel();
  await world.time.advance(500);
  const second = wakeWorker(world);
  const doc = second.page();
  await world.time.advance(4_000);
  expect(doc.heard).toEqual([
    { kind: 'page.record', on: true },
    { kind: 'page.record', on: false },
  ]);
});

test('a content script gets nothing from the panels’ door, nor an extension page from the documents’', async () => {
  const world = newWorld();
  const { background } = wakeWorker(world);
  const impostor = fakeLine(pageSenderOf(), 'panel:7');
  background.connectPanel(impostor.line);
  impostor.say({ kind: 'panel.hello', version: 1, tab: 7 });
  const odd = fakeLine(panelSenderOf());
  background.connectPage(odd.line);
  await world.time.advance(500);
  expect([impostor.heard, impostor.isOpen(), odd.isOpen()]).toEqual([[], false, false]);
});

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

test('options that were chosen hold after the worker died', async () => {
  const world = newWorld();
  const line = wakeWorker(world).panel();
  await world.time.advance(100);
  const options = { as: 'called', order: 'ingestion', models: { T: 'mixpanel-simplified' }, settings: {}, ownProjects: null };
  line.say({ kind: 'options.set', options });
  await world.time.advance(100);
  expect(viewOf(line)?.options).toEqual(options);
  const again = wakeWorker(world).panel();
  await world.time.advance(100);
  expect(viewOf(again)?.options).toEqual(options);
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

test('nonsense from either side is ignored', async () => {
  const world = newWorld();
  const { page, panel } = wakeWorker(world);
  const line = panel();
  const doc = page();
  for (const nonsense of [null, 1, 'x', [], {}, { kind: 'log.explode' }, { kind: 'row.read' }, { kind: 'page.reported', reports: 7 }]) {
    line.say(nonsense);
    doc.say(nonsense);
  }
  doc.say({ kind: 'page.reported', reports: '[[[' });
  doc.say(marks(0));
  await world.time.advance(500);
  expect(viewOf(line)?.rows.map((row) => row.kind)).toEqual(expect.arrayContaining(['mark', 'loss']));
  expect(viewOf(line)?.status.losses).toEqual([{ what: 'reports', why: 'they could not be understood', count: 1 }]);
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
