import type { Frame, Page } from 'puppeteer-core';
import type { Inspected } from '../../demo/chromium.ts';

export type Theme = 'dark' | 'light';
export type Size = 'wide' | 'narrow';

/** A view of the panel to be pictured: how it is arranged, by the panel's own keys and buttons. */
export type Picture = {
  readonly name: string;
  readonly arrange: (panel: Frame) => Promise<void>;
  readonly themes?: readonly Theme[];
  readonly sizes?: readonly Size[];
};

/** DevTools' own bar takes some of the width and of the height. */
const sizes: Readonly<Record<Size, { readonly width: number; readonly height: number }>> = {
  wide: { width: 1280, height: 800 },
  narrow: { width: 400, height: 800 },
};

export const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Presses keys of the panel, one after the other. */
export async function press(panel: Frame | Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await panel.evaluate((pressed) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: pressed, bubbles: true })), key);
    await pause(150);
  }
}

/** Clicks the element that a selector finds, waiting for it; `place` of several. */
export async function click(panel: Frame | Page, selector: string, place = 0): Promise<void> {
  await panel.waitForSelector(selector, { timeout: 15_000 });
  await panel.evaluate((chosen, at) => document.querySelectorAll<HTMLElement>(chosen)[at]?.click(), selector, place);
  await pause(150);
}

/** Pictures of the DevTools window with the panel in it. `fileOf` names the file of each. */
export async function photograph(
  { front, panel }: Inspected,
  pictures: readonly Picture[],
  fileOf: (name: string) => `${string}.webp`,
): Promise<readonly string[]> {
  const made: string[] = [];
  await front.evaluate(undock);
  for (const theme of ['dark', 'light'] as const) {
    const wanted = pictures.filter(({ themes = ['dark', 'light'] }) => themes.includes(theme));
    if (wanted.length === 0) continue;
    await front.evaluate(chooseTheme(theme));
    // Another theme, like another place of the window, may load the panel anew.
    await pause(2_000);
    for (const size of ['wide', 'narrow'] as const) {
      await front.setViewport(sizes[size]);
      await pause(300);
      for (const { name, arrange, sizes: only = ['wide'] } of wanted) {
        if (!only.includes(size)) continue;
        await arrange(panel);
        await pause(600);
        const file = fileOf(`${name}-${theme}${size === 'narrow' ? '-narrow' : ''}`);
        await front.screenshot({ path: file, type: 'webp', quality: 88 });
        made.push(file);
      }
    }
  }
  return made;
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
