import { describe, expect, it } from 'vitest';
import { pasteMaxLength } from '../../../src/messages/limits.ts';
import type { View, ViewPatch } from '../../../src/messages/view.ts';
import { startStore } from '../../../src/ui/store.ts';
import { type FakeSource, fakeSource, wholePatch } from '../../ui-frame/fake-source.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const scene = () => scenes.correct?.() as NonNullable<ReturnType<NonNullable<typeof scenes.correct>>>;

/** A store whose frames come when the test says so. */
const started = async () => {
  const source = fakeSource(scene());
  const frames: (() => void)[] = [];
  const store = startStore(source, (task) => frames.push(task));
  await Promise.resolve();
  const frame = (): number => {
    const due = frames.splice(0);
    for (const task of due) task();
    return due.length;
  };
  frame();
  return { source, store, frame };
};

const sent = (source: FakeSource, kind: string) => source.commands.filter((command) => command.kind === kind);
const view = scene().view as View;
const next = (base: number, change: Partial<ViewPatch> = {}): ViewPatch => ({
  base,
  rowsFrom: view.rows.length,
  version: base + 1,
  rows: [],
  ...change,
});

describe('the store', () => {
  it('applies all patches of a frame in one change', async () => {
    const { source, store, frame } = await started();
    let changes = 0;
    const end = store.state.subscribe(() => {
      changes += 1;
    });
    changes = 0;
    for (let base = 1; base <= 5; base++) source.tell({ kind: 'view.patched', patch: next(base) });
    expect(changes).toBe(0);
    expect(frame()).toBe(1);
    expect(changes).toBe(1);
    expect(store.state.value.view?.version).toBe(6);
    end();
  });

  it('asks once for a whole view when a patch does not follow, and shows it when it comes', async () => {
    const { source, store, frame } = await started();
    source.tell({ kind: 'view.patched', patch: next(40) });
    frame();
    source.tell({ kind: 'view.patched', patch: next(41) });
    expect(store.state.value.stale).toBe(true);
    await Promise.resolve();
    frame();
    expect(sent(source, 'panel.hello')).toHaveLength(1);
    expect(store.state.value.stale).toBe(false);
  });

  it('reads a row when it is opened, and again when a merge may have changed it', async () => {
    const { source, store, frame } = await started();
    store.select('k4', true);
    await Promise.resolve();
    expect(store.state.value.detail).toMatchObject({ key: 'k4', state: 'told' });
    source.tell({ kind: 'view.patched', patch: next(1) });
    frame();
    expect(sent(source, 'row.read')).toHaveLength(2);
  });

  it('does not ask twice for a row that has no answer yet', async () => {
    const { source, store, frame } = await started();
    store.select('k4', true);
    source.tell({ kind: 'view.patched', patch: next(1) });
    frame();
    expect(sent(source, 'row.read')).toHaveLength(1);
  });

  it('does not read rows that are only passed by', async () => {
    const { source, store } = await started();
    store.select('k4');
    expect(sent(source, 'row.read')).toHaveLength(0);
  });

  it('jumps to a row that the filter hides by dropping the filter', async () => {
    const { store } = await started();
    store.choose('findings');
    store.filter('cart');
    store.jump('k4');
    expect(store.state.value).toMatchObject({ tab: 'timeline', selected: 'k4', filter: '', detailOpen: true });
  });

  it('jumps within the filter when the row is shown', async () => {
    const { store } = await started();
    store.filter('track');
    store.jump('k4');
    expect(store.state.value.filter).toBe('track');
  });

  it('exports a Playwright test, and saves it under its own name', async () => {
    const { source, store } = await started();
    store.exportTest();
    await Promise.resolve();
    expect(sent(source, 'test.export')).toEqual([{ kind: 'test.export', request: 1 }]);
    expect(source.saved).toEqual([{ name: 'shop.spec.ts', text: '// a test' }]);
  });

  it('saves what is chosen as a configuration for tests', async () => {
    const { source, store } = await started();
    store.exportConfig();
    expect(source.saved.map(({ name }) => name)).toEqual(['idscope.config.json']);
    expect(JSON.parse(source.saved[0]?.text ?? '')).toEqual({});
  });

  it('exports redacted or whole, and saves what comes back', async () => {
    const { source, store } = await started();
    store.export(true);
    await Promise.resolve();
    expect(sent(source, 'recording.export')).toEqual([{ kind: 'recording.export', request: 1, redact: true }]);
    expect(source.saved).toEqual([{ name: 'shop.idscope.json', text: '{}' }]);
  });

  it('says so when more was pasted than can be taken, and keeps it', async () => {
    const { source, store } = await started();
    store.inject('x'.repeat(pasteMaxLength + 1));
    expect(sent(source, 'events.inject')).toEqual([]);
    expect(store.state.value.refused).toMatchObject({
      command: 'events.inject',
      why: expect.stringContaining('more than 4 MB cannot be pasted'),
    });
  });

  it('changes one option and sends nothing but that', async () => {
    const { source, store } = await started();
    store.options({ as: 'called' });
    expect(sent(source, 'options.set')).toEqual([{ kind: 'options.set', change: { as: 'called' } }]);
  });

  it('hears nothing once stopped', async () => {
    const { source, store, frame } = await started();
    store.stop();
    source.tell({ kind: 'view.patched', patch: wholePatch({ ...view, version: 50 }) });
    frame();
    expect(store.state.value.view?.version).toBe(1);
  });
});
