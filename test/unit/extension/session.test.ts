import { expect, test } from 'vitest';
import type { Observation } from '../../../src/core/observation.ts';
import { openSession } from '../../../src/extension/background/session.ts';
import { fakeClock, fakeStore } from './fakes.ts';

const base = { document: 'doc-1', device: 'd-1', tab: 7, frame: 0 };
const mark = (seq: number, over: Partial<Observation> = {}): Observation =>
  ({ kind: 'mark.added', note: `n${seq}`, seq, at: 1_000 + seq, ...base, ...over }) as Observation;

const start = async (over: { store?: ReturnType<typeof fakeStore>; maxBytes?: number } = {}) => {
  const kept = over.store ?? fakeStore();
  const time = fakeClock();
  let ids = 0;
  const notes: Observation[] = [];
  const session = await openSession({
    store: kept.store,
    stored: await kept.store.readAll(),
    clock: time.clock,
    newRecordingId: () => {
      ids += 1;
      return `rec-${ids}-${Math.trunc(time.clock.now())}`;
    },
    newDeviceId: () => 'x',
    version: '1.2.3',
    browser: 'Chromium 156',
    onNote: (observations) => notes.push(...observations),
    ...(over.maxBytes !== undefined && { maxBytes: over.maxBytes }),
  });
  return { session, kept, notes, ...time };
};

test('what was saved is the same recording after the worker died', async () => {
  const first = await start();
  first.session.append([mark(0), mark(1)]);
  await first.session.saved();
  const again = await start({ store: first.kept });
  expect(again.session.recording()).toEqual(first.session.recording());
  expect(again.session.lastSeq('doc-1')).toBe(1);
  expect(again.session.topDocument(7)).toEqual({ id: 'doc-1', device: 'd-1', url: null });
});

test('an observation that is sent again, before or after the worker died, is taken once', async () => {
  const first = await start();
  expect(first.session.append([mark(0), mark(1), mark(1)]).map((each) => each.seq)).toEqual([0, 1]);
  expect(first.session.append([mark(1), mark(2)]).map((each) => each.seq)).toEqual([2]);
  await first.session.saved();
  const again = await start({ store: first.kept });
  expect(again.session.append([mark(2), mark(3)]).map((each) => each.seq)).toEqual([3]);
});

test('saving many batches at once costs few writes, and each promise holds', async () => {
  const { session, kept, advance } = await start();
  const saves: Promise<void>[] = [];
  for (let seq = 0; seq < 50; seq += 1) {
    session.append([mark(seq)]);
    saves.push(session.saved());
  }
  await advance(200);
  await Promise.all(saves);
  expect(kept.writes.filter((keys) => keys.some((key) => key.startsWith('log:'))).length).toBeLessThanOrEqual(2);
  expect((await start({ store: kept })).session.size()).toBe(50);
});

test('a save that fails is not a save, and the next one writes what is missing', async () => {
  const kept = fakeStore();
  const time = fakeClock();
  let broken = true;
  const store = {
    ...kept.store,
    write: (items: Parameters<typeof kept.store.write>[0]) => (broken ? Promise.reject(new Error('no')) : kept.store.write(items)),
  };
  const session = await openSession({
    store,
    stored: {},
    clock: time.clock,
    newRecordingId: () => 'rec',
    newDeviceId: () => 'x',
    version: '1',
    browser: null,
    onNote: () => undefined,
  });
  session.append([mark(0)]);
  await expect(session.saved()).rejects.toThrow('no');
  broken = false;
  session.append([mark(1)]);
  const saved = session.saved();
  await time.advance(200);
  await saved;
  expect((await start({ store: kept })).session.size()).toBe(2);
});

test('clearing begins another recording, keeps what is still open and does not take re-sent things back', async () => {
  const { session, kept, advance } = await start();
  const opened = { kind: 'document.opened', url: 'https://a/', referrer: '', lifecycle: 'active' } as const;
  const found = {
    kind: 'sdk.found',
    vendor: 'mixpanel',
    project: 'T',
    instance: 'mixpanel',
    version: '2',
    how: 'global',
    hooked: true,
    why: null,
    capturing: 'in',
  } as const;
  const stored = (id: string) =>
    ({
      kind: 'storage.changed',
      vendor: 'mixpanel',
      project: 'T',
      area: 'localStorage',
      ids: { anonymousId: id, knownId: null },
      unsent: null,
      capturing: 'unknown',
      cause: 'c-1',
    }) as const;
  const gone = { document: 'doc-0' };
  session.append([
    { ...opened, seq: 0, at: 1, ...base, ...gone },
    { kind: 'document.closed', to: 'unloaded', seq: 1, at: 2, ...base, ...gone },
    { ...opened, seq: 0, at: 3, ...base },
    { ...found, seq: 1, at: 4, ...base },
    { ...stored('D1'), seq: 2, at: 5, ...base },
    mark(3),
    { ...stored('D2'), seq: 4, at: 7, ...base },
  ]);
  const before = session.recording().id;
  session.clear();
  await advance(200);
  const lines = session.recording().observations;
  expect(session.recording().id).not.toBe(before);
  expect(lines.map((line) => [line.document, line.seq])).toEqual([
    ['doc-1', 0],
    ['doc-1', 1],
    ['doc-1', 4],
  ]);
  expect(lines[2]).toMatchObject({ ids: { anonymousId: 'D2', knownId: null }, cause: null });
  expect(session.append([mark(3)])).toEqual([]);
  await advance(200);
  expect((await start({ store: kept })).session.recording().observations).toEqual(lines);
});

test('losses are summed and stand in the recording', async () => {
  const { session, notes, advance } = await start();
  session.append([mark(0)]);
  session.lose('reports', 'broken', 2);
  session.lose('reports', 'broken', 3);
  session.saved().catch(() => undefined);
  await advance(200);
  expect(notes).toMatchObject([{ kind: 'loss.counted', what: 'reports', why: 'broken', count: 5, document: 'idscope' }]);
  expect(session.recording().observations).toContainEqual(notes[0]);
});

test('a full log drops, counts what it drops, and says so', async () => {
  const { session, kept, advance } = await start({ maxBytes: 3_000 });
  const long = (seq: number) => mark(seq, { note: `${Math.sin(seq)}${Math.cos(seq)}` } as Partial<Observation>);
  session.append(Array.from({ length: 400 }, (_, seq) => long(seq)));
  await session.saved();
  expect(session.append([long(401), long(402)])).toEqual([]);
  expect(session.dropped()).toBe(2);
  const saved = session.saved();
  await advance(200);
  await saved;
  expect((await start({ store: kept, maxBytes: 3_000 })).session.dropped()).toBe(2);
});
