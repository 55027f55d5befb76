import type { Page } from 'puppeteer-core';
import type { Observation } from '../../../src/core/observation.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { type Chromium, withChromium } from './chromium.ts';
import { withFirefox } from './firefox.ts';
import { type ExtensionPage, exportRecording } from './panel.ts';

/** A panel for one tab: the real DevTools panel in Chromium, the panel as a page of its own in Firefox. */
export type Watched = { readonly panel: ExtensionPage; readonly tab: number };

/** What a scenario needs of a browser, whichever it is. */
export type Inspecting = { newPage(): Promise<Page>; inspect(page: Page): Promise<Watched> };

/** Runs one scenario in a browser of its own. */
export type InBrowser = (name: string, scenario: (inspecting: Inspecting) => Promise<void>) => Promise<void>;

export const inChromium: InBrowser = (name, scenario) => withChromium(name, (chromium: Chromium) => scenario(chromium));

export const inFirefox: InBrowser = (name, scenario) =>
  withFirefox(name, (firefox) =>
    scenario({
      newPage: firefox.newPage,
      inspect: async (page) => {
        const tab = await firefox.tabOf(page);
        return { panel: await firefox.panelPage(tab, page), tab };
      },
    }),
  );

/** Observations of one kind in a recording. */
export function observed<K extends Observation['kind']>(
  recording: Recording,
  kind: K,
): readonly Extract<Observation, { readonly kind: K }>[] {
  return recording.observations.filter((one): one is Extract<Observation, { readonly kind: K }> => one.kind === kind);
}

/** First arguments of the page's own calls of `method`, in the order of the recording; a replay of a queued call is the same call. */
export const called = (recording: Recording, method: string): readonly unknown[] =>
  observed(recording, 'call.observed')
    .filter((call) => call.method === method && call.replayOf === null && call.parent === null)
    .map((call) => call.args[0]);

export const recordingOf = ({ panel, tab }: Watched): Promise<Recording> => exportRecording(panel, tab);
