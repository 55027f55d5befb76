import { panelPortName } from '../../messages/panel.ts';
import { mountSide } from '../../ui/mount.tsx';
import { startPortSource } from '../panel/port-source.ts';
import { copyText, saveFile } from '../panel/save-file.ts';
import { browser } from '../platform/browser.ts';
import { systemClock } from '../platform/clock.ts';
import { lineOf } from '../platform/port.ts';
import { followActiveTab } from './active-tab.ts';

const root = document.getElementById('root');

/** Shows one tab: says hello as a panel does, so that the tab is recorded while it is shown. */
const showTab = (into: HTMLElement, tab: number): { stop(): void } => {
  const line = startPortSource({
    tab,
    clock: systemClock,
    connect: () => {
      if (browser.runtime?.id === undefined) throw new Error('Extension context invalidated.');
      return lineOf(browser.runtime.connect({ name: panelPortName(tab) }));
    },
  });
  const reload = (): void => {
    browser.tabs.reload(tab).catch(() => undefined);
  };
  const mounted = mountSide(into, { ...line, theme: 'system', reload, openSource: null, save: saveFile, copy: copyText });
  return {
    stop: () => {
      mounted.stop();
      line.stop();
    },
  };
};

const start = (into: HTMLElement): void => {
  let shown: { stop(): void } | null = null;
  const turnTo = (tab: number): void => {
    shown?.stop();
    shown = showTab(into, tab);
    into.dataset.tab = String(tab);
  };
  // A page of its own, `side.html?tab=<id>`, stays with its tab.
  const named = new URLSearchParams(location.search).get('tab');
  if (named !== null) {
    if (/^\d+$/.test(named)) turnTo(Number(named));
    return;
  }
  followActiveTab(
    {
      current: async () => {
        const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
        return { window: tab?.windowId ?? (await browser.windows.getCurrent()).id ?? -1, tab: tab?.id ?? null };
      },
      onActivated: (listener) => browser.tabs.onActivated.addListener(({ tabId, windowId }) => listener(tabId, windowId)),
    },
    turnTo,
  );
};

if (root !== null) start(root);
