import { eventually } from './eventually.ts';
import type { ExtensionPage } from './panel.ts';

/** One row of the timeline as the user sees it. */
export type ShownRow = {
  readonly key: string;
  readonly text: string;
  readonly landsOn: string | null;
  /** Only shown when it differs from `landsOn`. */
  readonly landedOn: string | null;
};

/** The rows of the timeline that are on the screen. */
export const shownRows = (panel: ExtensionPage): Promise<readonly ShownRow[]> =>
  panel.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-row]')].map((row) => ({
      key: row.dataset.row ?? '',
      text: row.textContent ?? '',
      landsOn: row.querySelector<HTMLElement>('[data-lands-on]')?.dataset.landsOn ?? null,
      landedOn: row.querySelector<HTMLElement>('[data-landed-on]')?.dataset.landedOn ?? null,
    })),
  );

/** Types into the panel's filter, so that the rows asked for are on the screen however long the timeline is. Waits for it to appear. */
export async function filterRows(panel: ExtensionPage, words: string): Promise<void> {
  await eventually('a filter', () =>
    panel.evaluate((text) => {
      const input = document.querySelector<HTMLInputElement>('[data-search]');
      if (input === null) return false;
      input.value = text;
      input.dispatchEvent(new Event('input', { bubbles: true }));
      return true;
    }, words),
  );
}

export const shownText = (panel: ExtensionPage): Promise<string> => panel.evaluate(() => document.body.textContent ?? '');

/** Switches to one of the views by the name on its tab. Waits for it to appear. */
export async function openView(panel: ExtensionPage, name: 'Timeline' | 'Profiles' | 'Findings' | 'Flows'): Promise<void> {
  await eventually(`a tab ${name}`, () =>
    panel.evaluate((wanted) => {
      const tab = [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find((one) => one.textContent?.includes(wanted));
      tab?.click();
      return tab !== undefined;
    }, name),
  );
}

/** Verdicts on the Flows view, as `flow verdict`. Opens that view. */
export async function shownFlows(panel: ExtensionPage): Promise<readonly string[]> {
  await openView(panel, 'Flows');
  return panel.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-flow]')].map((one) => `${one.dataset.flow} ${one.dataset.verdict}`),
  );
}

/** Rules on the Findings view. Opens that view. */
export async function shownFindings(panel: ExtensionPage): Promise<readonly string[]> {
  await openView(panel, 'Findings');
  return panel.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-finding]')].map((one) => one.dataset.finding ?? ''));
}

/** Clicks the button with this name: its label, its text, or how its text begins. Waits for it to appear. */
export async function press(panel: ExtensionPage, name: string): Promise<void> {
  await eventually(`a button ${name}`, () =>
    panel.evaluate((wanted) => {
      const buttons = [...document.querySelectorAll<HTMLElement>('button')].filter((one) => one.offsetParent !== null);
      const textOf = (one: HTMLElement): string => (one.textContent ?? '').trim();
      const button =
        buttons.find((one) => one.ariaLabel === wanted || textOf(one) === wanted) ?? buttons.find((one) => textOf(one).startsWith(wanted));
      button?.click();
      return button !== undefined;
    }, name),
  );
}
