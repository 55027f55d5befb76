import { expect, test } from 'vitest';
import { fakeLine, pageSenderOf, panelSenderOf } from './fakes.ts';
import { acknowledged, details, type Heard, marks, newWorld, patchesOf, viewOf, wakeWorker } from './worker.ts';

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

test('with two panels on a tab the first to close changes nothing (T23)', async () => {
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

test('a content script gets nothing from the panels’ door, nor an extension page from the documents’ (T02, T37)', async () => {
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

test('nonsense from either side is ignored (T01)', async () => {
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
