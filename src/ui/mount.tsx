import './styles/panel.css';
import { render } from 'preact';
import type { PanelSource } from '../messages/panel.ts';
import { App } from './app.tsx';
import { SideApp } from './side-app.tsx';
import { startStore } from './store.ts';

/** A hidden panel gets no frames; its patches are applied this late instead, so that they do not pile up. */
const hiddenDelayMs = 250;

const atNextFrame = (task: () => void): void => {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    task();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, hiddenDelayMs);
};

type Mount = (root: HTMLElement, source: PanelSource) => { stop(): void };

const mounting =
  (Shown: typeof App): Mount =>
  (root, source) => {
    const store = startStore(source, atNextFrame);
    render(<Shown store={store} />, root);
    return {
      stop: () => {
        store.stop();
        render(null, root);
      },
    };
  };

/** Shows the panel in `root`, fed and obeyed by `source`, until stopped. */
export const mountPanel = mounting(App);

/** Likewise the side panel. */
export const mountSide = mounting(SideApp);
