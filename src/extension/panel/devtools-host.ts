import type { PanelSource } from '../../messages/panel.ts';
import type { FinishedRequest } from '../../signals/session-cookies.ts';
import { browser } from '../platform/browser.ts';

/** What surrounds the panel: a DevTools window, or a browser tab of its own. */
export type Host = Pick<PanelSource, 'reload' | 'openSource' | 'theme'> & {
  /** The inspected tab. */
  readonly tab: number;
  onThemeChange(listener: (theme: 'dark' | 'light') => void): void;
  /** Every request of the tab, once it is answered; a page of its own hears of none. */
  onRequest(listener: (request: FinishedRequest) => void): void;
};

/** What the polyfill's types leave out: Chromium's own names. */
type Panels = {
  readonly themeName?: string;
  readonly openResource?: (url: string, line: number, column: number, done: () => void) => void;
  readonly setThemeChangeHandler?: (listener: (theme: string) => void) => void;
  readonly onThemeChanged?: { addListener(listener: (theme: string) => void): void };
};

const themeOf = (name: string | undefined): 'dark' | 'light' => (name === 'dark' ? 'dark' : 'light');

/** Inside DevTools. */
const devtoolsHost = (): Host => {
  const panels: Panels = browser.devtools.panels as unknown as Panels;
  const open = panels.openResource;
  return {
    tab: browser.devtools.inspectedWindow.tabId,
    theme: themeOf(panels.themeName),
    onThemeChange: (listener) => {
      const heard = (theme: string): void => listener(themeOf(theme));
      if (panels.onThemeChanged !== undefined) panels.onThemeChanged.addListener(heard);
      else panels.setThemeChangeHandler?.(heard);
    },
    onRequest: (listener) =>
      browser.devtools.network.onRequestFinished.addListener((request) => listener(request as unknown as FinishedRequest)),
    reload: () => browser.devtools.inspectedWindow.reload({}),
    // Call sites count from 1, openResource from 0.
    openSource:
      open === undefined
        ? null
        : (url, line, column) => open.call(panels, url, Math.max(0, line - 1), Math.max(0, column - 1), () => undefined),
  };
};

/** A page of its own, `panel.html?tab=<id>`. Reloading a tab by its id needs no permission. */
const pageHost = (tab: number): Host => ({
  tab,
  theme: 'system',
  onThemeChange: () => undefined,
  onRequest: () => undefined,
  reload: () => {
    browser.tabs.reload(tab).catch(() => undefined);
  },
  openSource: null,
});

/** The panel's surroundings; null when no tab is named. */
export const findHost = (search: string): Host | null => {
  const named = new URLSearchParams(search).get('tab');
  if (named !== null) return /^\d+$/.test(named) ? pageHost(Number(named)) : null;
  // DevTools namespaces exist only in pages that DevTools opened.
  return (browser as { devtools?: unknown }).devtools === undefined ? null : devtoolsHost();
};
