import type { Frame as BrowserFrame, Page } from '@playwright/test';
import type { Frame } from './placing.ts';

/** Numbers the pages and frames of a context in order of appearance. */
export const createFrames = (device: string) => {
  const tabs = new Map<Page, number>();
  const frames = new Map<Page, Map<BrowserFrame, number>>();
  const tabOf = (page: Page): number => {
    const tab = tabs.get(page) ?? tabs.size;
    tabs.set(page, tab);
    return tab;
  };
  return {
    placeOf: (page: Page, frame: BrowserFrame = page.mainFrame()): Frame => {
      const tab = tabOf(page);
      if (frame === page.mainFrame()) return { device, tab, frame: 0 };
      const known = frames.get(page) ?? new Map<BrowserFrame, number>();
      frames.set(page, known);
      const number = known.get(frame) ?? known.size + 1;
      known.set(frame, number);
      return { device, tab, frame: number };
    },
    /** For what no page asked for, as a service worker's requests. */
    nowhere: { device, tab: 0, frame: 0 } satisfies Frame,
  };
};

export type Frames = ReturnType<typeof createFrames>;
