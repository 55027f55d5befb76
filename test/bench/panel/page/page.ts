import type { View, ViewRow } from '../../../../src/messages/view.ts';
import { mountPanel } from '../../../../src/ui/mount.tsx';
import { type FakeSource, fakeSource, wholePatch } from '../../../ui-frame/fake-source.ts';
import { longView } from '../../../ui-frame/long-view.ts';
import { emptyView } from '../../../ui-frame/scene-builder.ts';
import { nodeCount, painted, scrollFrames, untilPainted } from './frames.ts';
import { naiveList } from './naive-list.ts';

// What is measured, in the page itself; the bench asks for one thing after the other, each in a page of its own.

const root = document.getElementById('root') as HTMLElement;
/** Rows that one patch brings: what the background gathers in a frame of a busy page. */
const patchRows = 250;
const scrolled = 100;
const farJumps = 20;
const scrollRounds = 4;
/** Just over a screen a frame, as with the wheel held down. */
const stepPx = 700;
const letters = ['p', 'pr', 'pro', 'prod'];

const nothing = (): null => null;

/** As rows come over a port: each patch parsed, hence new objects. */
const parsed = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

const mount = async (view: View): Promise<FakeSource> => {
  const source = fakeSource({ view, connection: 'open', detail: nothing }, 'dark');
  mountPanel(root, source);
  await painted();
  return source;
};

const scroller = (): HTMLElement => document.querySelector('.scroller') as HTMLElement;
const drawn = (): number => document.querySelectorAll('[data-row]').length;

/** The panel is there and empty; then a whole view of `size` rows comes. */
const firstPaint = async (size: number): Promise<{ readonly ms: number; readonly nodes: number; readonly drawn: number }> => {
  const patch = wholePatch(parsed(longView(size)));
  const source = await mount(emptyView);
  const ms = await untilPainted(() => source.tell({ kind: 'view.patched', patch: { ...patch, version: 2 } }));
  return { ms, nodes: nodeCount(), drawn: drawn() };
};

/** What each frame takes, the same places in every round: whatever else the machine does only ever adds to one of them. */
const scroll = async (size: number): Promise<{ readonly longest: number; readonly nodes: number }> => {
  await mount(parsed(longView(size)));
  const box = scroller();
  let frames: readonly number[] = [];
  let nodes = 0;
  for (let round = 0; round < scrollRounds; round++) {
    box.scrollTop = 0;
    await painted();
    await painted();
    const down = await scrollFrames(box, scrolled, stepPx);
    nodes = Math.max(nodes, nodeCount());
    // Far jumps, as with the scroll bar.
    const jumps = await scrollFrames(box, farJumps, box.scrollHeight / (farJumps + 1));
    frames = [...down, ...jumps].map((ms, place) => Math.min(ms, frames[place] ?? ms));
  }
  return { longest: Math.max(...frames), nodes };
};

/** Milliseconds for going to the field, and for each letter. */
const search = async (size: number): Promise<readonly number[]> => {
  await mount(parsed(longView(size)));
  const input = document.querySelector('[data-search]') as HTMLInputElement;
  // Who types went to the field first.
  const focused = await untilPainted(() => input.focus());
  const took = [focused];
  for (const text of letters) {
    const ms = await untilPainted(() => {
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
    took.push(ms);
  }
  return took;
};

const portions = (rows: readonly ViewRow[]): readonly (readonly ViewRow[])[] =>
  Array.from({ length: Math.ceil(rows.length / patchRows) }, (_, place) => rows.slice(place * patchRows, (place + 1) * patchRows));

/** Tasks, not frames: patches come as they come. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });

/** `size` rows in patches as fast as the page takes them, until the last one is on the screen. */
const stream = async (size: number): Promise<{ readonly ms: number; readonly drawn: boolean }> => {
  const view = parsed(longView(size));
  const source = await mount({ ...emptyView, projects: view.projects, documents: view.documents });
  const patches = portions(view.rows);
  const start = performance.now();
  let version = 1;
  let told = 0;
  for (const rows of patches) {
    const patch = { base: version, version: version + 1, rowsFrom: told, rows, strip: { ...view.strip } };
    source.tell({ kind: 'view.patched', patch });
    version += 1;
    told += rows.length;
    await nextTask();
  }
  const end = await painted();
  return { ms: end - start, drawn: document.querySelector(`[data-row="${view.rows.at(-1)?.key}"]`) !== null };
};

const naive = async (size: number) => {
  const view = parsed(longView(size));
  const first = naiveList(view.projects);
  const paint = await untilPainted(() => first.append(view.rows));
  const nodes = nodeCount();
  const frames = await scrollFrames(first.box, 20, stepPx);
  const searched = await untilPainted(() => first.search('p'));
  return { paint, nodes, longest: Math.max(...frames), search: searched };
};

const naiveStream = async (size: number): Promise<number> => {
  const view = parsed(longView(size));
  const list = naiveList(view.projects);
  const start = performance.now();
  for (const rows of portions(view.rows)) {
    list.append(rows);
    list.box.scrollTop = list.box.scrollHeight;
    await nextTask();
  }
  return (await painted()) - start;
};

/** One step of a scroll, until it is painted: for who measures from outside. */
const step = async (px: number): Promise<void> => {
  scroller().scrollTop += px;
  await painted();
  await painted();
};

/** The panel with `size` rows, at its start. */
const open = async (size: number): Promise<void> => {
  await mount(parsed(longView(size)));
  scroller().scrollTop = 0;
  await painted();
};

Object.assign(globalThis, { bench: { open, step, firstPaint, scroll, search, stream, naive, naiveStream } });
export type PanelBench = {
  readonly open: typeof open;
  readonly step: typeof step;
  readonly firstPaint: typeof firstPaint;
  readonly scroll: typeof scroll;
  readonly search: typeof search;
  readonly stream: typeof stream;
  readonly naive: typeof naive;
  readonly naiveStream: typeof naiveStream;
};
