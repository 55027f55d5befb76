import type { Frame } from 'puppeteer-core';
import type { Inspected } from './chromium.ts';

export type Theme = 'dark' | 'light';

/** What the panel shows in a picture: one of its views, or the first event that a finding has on the wrong person. */
export type Scene = 'timeline' | 'profiles' | 'findings' | 'flows' | 'evidence';

/** The panel's own keys for its views. */
const keys: Readonly<Record<Scene, string>> = { timeline: '1', profiles: '2', findings: '3', flows: '4', evidence: '3' };

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Pictures of the DevTools window with the panel in it, in both of its themes. */
export async function photograph(
  { front, panel }: Inspected,
  scenes: readonly Scene[],
  fileOf: (scene: Scene, theme: Theme) => string,
): Promise<void> {
  await front.setViewport({ width: 1280, height: 800 });
  await front.evaluate(undock);
  for (const theme of ['dark', 'light'] as const) {
    await front.evaluate(chooseTheme(theme));
    // Another place of the window may load the panel anew; who the page thinks one is stands above every view.
    await pause(1500);
    await panel.waitForSelector('.thinks .person');
    for (const scene of scenes) {
      await arrange(panel, scene);
      await pause(500);
      await front.screenshot({ path: fileOf(scene, theme) as `${string}.png` });
    }
  }
}

/** By the panel's keyboard; in the timeline the first event that moved to somebody else is opened. */
async function arrange(panel: Frame, scene: Scene): Promise<void> {
  const press = (key: string) =>
    panel.evaluate((pressed) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true })), key);
  await press(keys[scene]);
  if (scene === 'timeline') {
    await press('Home');
    await click(panel, '[data-row]:has([data-landed-on])', 0);
  }
  // The first piece of evidence is the log-out itself.
  if (scene === 'evidence') await click(panel, '[data-finding] [data-jump]', 1);
}

async function click(panel: Frame, selector: string, place: number): Promise<void> {
  await panel.waitForSelector(selector);
  await panel.evaluate((chosen, at) => document.querySelectorAll<HTMLElement>(chosen)[at]?.click(), selector, place);
}

/** Runs in the page of DevTools: a window of its own, for there is no page beside it in a picture. */
const undock = `(async () => {
  const { DockController } = await import('./ui/legacy/legacy.js');
  DockController.DockController.instance().setDockSide('undocked');
})()`;

/** Runs in the page of DevTools: the setting behind its Appearance list. */
const chooseTheme = (theme: Theme): string => `(async () => {
  const { Settings } = await import('./core/common/common.js');
  Settings.Settings.instance().moduleSetting('ui-theme').set(${JSON.stringify(theme === 'dark' ? 'dark' : 'default')});
})()`;
