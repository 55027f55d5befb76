import type { View } from '../../../src/messages/view.ts';
import { mountPanel } from '../../../src/ui/mount.tsx';
import { type FakeSource, fakeSource, type Scene } from '../../ui-frame/fake-source.ts';
import { scenes } from '../../ui-frame/scenes.ts';

/** Tall enough for about 25 rows: this page has no layout of its own. */
const timelineHeightPx = 622;

/** News, frame, effects, what they ask for, its answer, and its frame. */
const turnsToSettle = 8;

export const sceneNamed = (name: string): Scene => {
  const scene = scenes[name]?.();
  if (scene === undefined) throw new Error(`no scene ${name}`);
  return scene;
};

/** The real panel in this test's page; what it shows settles with `settled()`. */
export const mountScene = async (scene: Scene) => {
  // A frame is the next turn: what is drawn does not depend on how fast this machine is.
  globalThis.requestAnimationFrame = (task) => Number(setTimeout(() => task(performance.now()), 0));
  globalThis.cancelAnimationFrame = (frame) => clearTimeout(frame);
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, get: () => timelineHeightPx });
  document.body.replaceChildren();
  const root = document.body.appendChild(document.createElement('div'));
  const source: FakeSource = fakeSource(scene);
  const mounted = mountPanel(root, source);
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < turnsToSettle; turn++) await new Promise((done) => setTimeout(done, 0));
  };
  await settled();
  const one = (selector: string): HTMLElement => {
    const found = root.querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`nothing matches ${selector}`);
    return found;
  };
  const all = (selector: string): readonly HTMLElement[] => [...root.querySelectorAll<HTMLElement>(selector)];
  const press = async (key: string, target: EventTarget = document.body): Promise<void> => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await settled();
  };
  const click = async (selector: string): Promise<void> => {
    one(selector).click();
    await settled();
  };
  const button = (name: string): HTMLElement => {
    const found = all('button').find(
      (candidate) => candidate.textContent?.trim() === name || candidate.getAttribute('aria-label') === name,
    );
    if (found === undefined) throw new Error(`no button ${name}`);
    return found;
  };
  const show = async (view: View): Promise<void> => {
    source.tell({ kind: 'view.patched', patch: { base: 0, rowsFrom: 0, ...view } });
    await settled();
  };
  return { root, source, settled, one, all, press, click, button, show, stop: mounted.stop };
};

export type Mounted = Awaited<ReturnType<typeof mountScene>>;
