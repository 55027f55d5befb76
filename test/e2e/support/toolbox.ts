import type { Browser } from 'puppeteer-core';
import { browserWindow } from './browser-window.ts';
import { eventually } from './eventually.ts';

/** What the panel inside a real Firefox toolbox shows. */
export type Toolbox = {
  /** Evaluates an expression about `content`, the window of the panel; the result must be a text. */
  read(expression: string): Promise<string>;
  /** Puts it to another side of the window, or into one of its own. */
  dock(side: 'right' | 'left' | 'bottom' | 'window'): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens the developer tools on the tab in front and selects the panel labelled `label`. Needs system access: the
 * toolbox is part of the browser, so the browser's own window is asked.
 */
export async function openToolbox(browser: Browser, label: string): Promise<Toolbox> {
  const inWindow = await browserWindow(browser);
  const inBrowser = (body: string): Promise<string> =>
    inWindow(`const { require } = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
      const { gDevTools } = require('devtools/client/framework/devtools');
      const win = Services.wm.getMostRecentWindow('navigator:browser');
      ${body}`);

  await inBrowser(`await gDevTools.showToolboxForTab(win.gBrowser.selectedTab, { toolId: 'webconsole' }); return '';`);
  const current = 'const toolbox = await gDevTools.getToolboxForTab(win.gBrowser.selectedTab);';
  await eventually(`a toolbox tab called ${label}`, () =>
    inBrowser(`${current}
      const tab = [...toolbox.doc.querySelectorAll('.devtools-tab')].find((one) => one.textContent.includes(${JSON.stringify(label)}));
      if (!tab) return '';
      await toolbox.selectTool(tab.id.replace('toolbox-tab-', ''));
      return tab.id;`).then((id) => id !== ''),
  );

  return {
    read: (expression) =>
      inBrowser(`${current}
        const frames = [...toolbox.doc.querySelectorAll('iframe')].flatMap((frame) => [...(frame.contentDocument?.querySelectorAll('browser') ?? [])]);
        const panel = frames.find((one) => one.currentURI?.spec.includes('panel.html'));
        if (!panel) throw new Error('The panel is not there yet.');
        return new Promise((resolve) => {
          panel.messageManager.addMessageListener('idscope-test', function heard(message) {
            panel.messageManager.removeMessageListener('idscope-test', heard);
            resolve(message.data);
          });
          const script = 'sendAsyncMessage("idscope-test", String(' + ${JSON.stringify(expression)} + '))';
          panel.messageManager.loadFrameScript('data:,' + encodeURIComponent(script), false);
        });`),
    dock: async (side) => {
      await inBrowser(`${current} await toolbox.switchHost(${JSON.stringify(side)}); return '';`);
    },
    close: async () => {
      await inBrowser(`${current} await toolbox.destroy(); return '';`);
    },
  };
}
