import { expect, test } from 'vitest';
import type { Observation } from '../../../src/core/observation.ts';
import { chunkMaxObservations, openVault } from '../../../src/extension/background/vault.ts';
import { fakeStore } from './fakes.ts';

const noise = (seed: number, length: number): string => {
  let state = seed + 1;
  let text = '';
  while (text.length < length) {
    state = (state * 48_271) % 2_147_483_647;
    text += state.toString(36);
  }
  return text.slice(0, length);
};

const sent = (seq: number, detail = ''): Observation => ({
  kind: 'wire.sent',
  seq,
  at: 1000 + seq,
  document: 'doc-1',
  device: 'd-1',
  request: `r-${seq}`,
  vendor: 'mixpanel',
  project: 'T',
  transport: 'fetch',
  url: 'https://api.example/track',
  payloads: [{ event: 'E', properties: { token: 'T', $device_id: 'D1', $insert_id: `i${seq}`, plan: detail } }],
});

const range = (from: number, to: number, detail?: (seq: number) => string): Observation[] =>
  Array.from({ length: to - from }, (_, index) => sent(from + index, detail?.(from + index)));

const reopen = async (store: ReturnType<typeof fakeStore>['store'], maxBytes?: number) =>
  openVault({ store, stored: await store.readAll(), prefix: 'log:', ...(maxBytes !== undefined && { maxBytes }) });

test('what was flushed is there again, in order, in chunks of at most 500', async () => {
  const { store, items } = fakeStore();
  const vault = await reopen(store);
  const all = range(0, 1_234);
  for (let from = 0; from < all.length; from += 100) {
    vault.add(all.slice(from, from + 100));
    await vault.flush();
  }
  const again = await reopen(store);
  expect(again.lines()).toEqual(all);
  expect(again.size).toBe(1_234);
  expect(items.size).toBe(Math.ceil(1_234 / chunkMaxObservations));
});

test('a flush writes only the chunks that changed', async () => {
  const { store, writes } = fakeStore();
  const vault = await reopen(store);
  vault.add(range(0, 1_100));
  await vault.flush();
  vault.add(range(1_100, 1_101));
  await vault.flush();
  await vault.flush();
  expect(writes.map((keys) => keys.length)).toEqual([3, 1]);
});

test('when room runs out the oldest lines lose their payload detail and keep their ids (T20)', async () => {
  const { store } = fakeStore();
  const vault = await reopen(store, 300_000);
  const all = range(0, 1_500, (seq) => noise(seq, 300));
  vault.add(all);
  const { slimmed, full } = await vault.flush();
  expect(full).toBe(false);
  expect(slimmed).toBeGreaterThan(0);
  expect(slimmed % chunkMaxObservations).toBe(0);
  const lines = (await reopen(store, 300_000)).lines();
  expect(lines.length).toBe(1_500);
  expect(lines[0]).toEqual({ ...sent(0), payloads: [{ event: 'E', properties: { token: 'T', $device_id: 'D1', $insert_id: 'i0' } }] });
  expect(lines.at(-1)).toEqual(all.at(-1));
});

test('the browser refusing a write for its quota makes room as well', async () => {
  const { store } = fakeStore(300_000);
  const vault = await reopen(store);
  vault.add(range(0, 1_500, (seq) => noise(seq, 300)));
  const { slimmed } = await vault.flush();
  expect(slimmed).toBeGreaterThan(0);
  expect((await reopen(store)).size).toBe(1_500);
});

test('a store that refuses everything fails the flush, and the next one tries again', async () => {
  const { store } = fakeStore();
  let broken = true;
  const vault = await openVault({
    store: { ...store, write: (items) => (broken ? Promise.reject(new Error('gone')) : store.write(items)) },
    stored: {},
    prefix: 'log:',
  });
  vault.add(range(0, 3));
  await expect(vault.flush()).rejects.toThrow('gone');
  broken = false;
  await vault.flush();
  expect((await reopen(store)).size).toBe(3);
});

test('it says when it is full', async () => {
  const { store } = fakeStore();
  const vault = await reopen(store, 400);
  vault.add(range(0, 400, (seq) => noise(seq, 50)));
  expect((await vault.flush()).full).toBe(true);
});

test('an unreadable chunk is left out and counted', async () => {
  const { store } = fakeStore();
  const vault = await reopen(store);
  vault.add(range(0, 700));
  await vault.flush();
  await store.write({ 'log:00000000': { packed: 'bm90IGRlZmxhdGVk', slim: false } });
  const again = await reopen(store);
  expect(again.unreadable).toBe(1);
  expect(again.size).toBe(200);
});

test('keys are never used twice, even after it was emptied', async () => {
  const { store, items } = fakeStore();
  const vault = await reopen(store);
  vault.add(range(0, 10));
  await vault.flush();
  const old = vault.empty();
  vault.add(range(10, 12));
  await vault.flush();
  await store.remove(old);
  expect([...items.keys()]).toEqual(['log:00000001']);
  expect((await reopen(store)).size).toBe(2);
});
