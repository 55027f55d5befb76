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

export const shownText = (panel: ExtensionPage): Promise<string> => panel.evaluate(() => document.body.textContent ?? '');

/** Switches to one of the views by the name on its tab. */
export const openView = (panel: ExtensionPage, name: 'Timeline' | 'Profiles' | 'Findings' | 'Flows'): Promise<void> =>
  panel.evaluate((wanted) => {
    const tab = [...document.querySelectorAll<HTMLElement>('[role="tab"]')].find((one) => one.textContent?.includes(wanted));
    if (tab === undefined) throw new Error(`There is no tab ${wanted}.`);
    tab.click();
  }, name);

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

/** Clicks the button with this name: its visible text, else its label. */
export const press = (panel: ExtensionPage, name: string): Promise<void> =>
  panel.evaluate((wanted) => {
    const buttons = [...document.querySelectorAll<HTMLElement>('button, summary, [role="menuitem"]')];
    const button = buttons.find((one) => (one.textContent ?? '').trim() === wanted) ?? buttons.find((one) => one.ariaLabel === wanted);
    if (button === undefined)
      throw new Error(`There is no button ${wanted}; there are ${buttons.map((one) => one.textContent?.trim()).join(', ')}.`);
    button.click();
  }, name);
