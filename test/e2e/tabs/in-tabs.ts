import type { Page } from 'puppeteer-core';
import type { Analysis } from '../../../src/core/analysis.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import type { Recording } from '../../../src/core/recording.ts';
import type { IdentityNow } from '../../../src/core/story.ts';
import { type Judged, readRecordings } from '../../../src/reports/engine.ts';
import { withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { exportRecording, readView } from '../support/panel.ts';
import { type Site, startSite } from '../support/site.ts';

/** A tab that a panel looks at. `run` evaluates a script of the page. */
export type Tab = { readonly page: Page; readonly number: number; run(script: string): Promise<unknown> };

export type InTabs = {
  readonly site: Site;
  /** The address of a page of the site under another host: `www.shop` is `http://www.shop.localhost:<port>`. */
  at(host: string, path: string): string;
  open(address: string): Promise<Tab>;
  recording(): Promise<Recording>;
  /** Everything that Idscope says of what was recorded so far, once `holds` is true of it. */
  judged(what: string, holds: (judged: Judged) => boolean): Promise<Judged>;
  /** Who the panel says that a tab takes the visitor for. */
  identityOf(tab: Tab, vendor: string): Promise<IdentityNow | null>;
};

/** Chromium with the built extension, a site with real SDKs under any number of hosts, and panels for each tab. */
export async function inTabs(name: string, work: (tabs: InTabs) => Promise<void>): Promise<void> {
  const site = await startSite();
  try {
    await withChromium(name, async (chromium) => {
      let first: { readonly panel: Page; readonly number: number } | null = null;
      const watching = (): { readonly panel: Page; readonly number: number } => {
        if (first === null) throw new Error('No tab was opened yet.');
        return first;
      };
      const recording = (): Promise<Recording> => exportRecording(watching().panel, watching().number);
      await work({
        site,
        at: (host, path) => `http://${host}.localhost:${new URL(site.origin).port}${path}`,
        open: async (address) => {
          const page = await chromium.newPage();
          await page.goto('about:blank');
          const number = await chromium.tabOf(page);
          const panel = await chromium.panelPage(number, page);
          first ??= { panel, number };
          await page.goto(address);
          return { page, number, run: (script) => page.evaluate(script) };
        },
        recording,
        judged: (what, holds) =>
          eventually(what, async () => {
            const judged = readRecordings([await recording()], defaultOptions);
            if (!holds(judged)) throw new Error(summaryOf(judged.analysis));
            return judged;
          }),
        identityOf: async (tab, vendor) => {
          const view = await readView(watching().panel, watching().number);
          return view.identities.find((one) => one.tab === tab.number && one.vendor === vendor) ?? null;
        },
      });
    });
  } finally {
    await site.stop();
  }
}

const summaryOf = ({ projects, identities }: Analysis): string =>
  JSON.stringify({
    events: projects.map(({ vendor, project, events }) => [
      vendor,
      project,
      events.map(({ event, delivery, tab }) => [event.name, event.ids, delivery, tab]),
    ]),
    identities: identities.map(({ vendor, tab, ids, stored }) => [vendor, tab, ids, stored]),
  });

/** The events of one vendor by name: what they carried and how far they got. */
export const eventsOf = (
  judged: Judged,
  vendor: string,
): Readonly<Record<string, { readonly known: string | null; readonly delivery: string }>> =>
  Object.fromEntries(
    judged.analysis.projects
      .filter((project) => project.vendor === vendor)
      .flatMap(({ events }) => events.map(({ event, delivery }) => [event.name, { known: event.ids.knownId, delivery }])),
  );
