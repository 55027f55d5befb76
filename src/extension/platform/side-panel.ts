import { browser } from './browser.ts';

/** What the polyfill's types leave out: each browser has one of the two. */
type Side = {
  readonly sidePanel?: { setPanelBehavior(behaviour: { openPanelOnActionClick: boolean }): Promise<void> };
  readonly sidebarAction?: { toggle(): Promise<void> };
};

/** Lets the icon on the toolbar open Chromium's side panel, or open and close Firefox's sidebar. */
export const openSideFromToolbar = (): void => {
  const { sidePanel, sidebarAction } = browser as unknown as Side;
  if (sidePanel !== undefined) sidePanel.setPanelBehavior({ openPanelOnActionClick: true }).catch(() => undefined);
  // Firefox obeys only inside the click's own event.
  else if (sidebarAction !== undefined) browser.action.onClicked.addListener(() => void sidebarAction.toggle());
};
