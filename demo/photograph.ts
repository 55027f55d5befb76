import type { Frame } from 'puppeteer-core';
import type { Inspected } from './chromium.ts';

export type Theme = 'dark' | 'light';

/** What the panel shows in a picture. */
export type Scene = 'timeline' | 'profiles' | 'findings' | 'flows';

/** The panel's own keys for its views. */
const keys: Readonly<Record<Scene, string>> = { timeline: '1', profiles: '2', findings: '3', flows: '4' };

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
    // Another theme, like another place of the window, may load the panel anew.
    await pause(1500);
    await panel.waitForSelector('[data-row]');
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
  if (scene !== 'timeline') return;
  await press('Home');
  await panel.waitForSelector('[data-row]:has([data-landed-on])');
  await panel.evaluate(() => document.querySelector<HTMLElement>('[data-row]:has([data-landed-on])')?.click());
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
