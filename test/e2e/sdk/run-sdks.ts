import { type Browser, launch, type Page } from 'puppeteer-core';
import type { Recording } from '../../../src/core/recording.ts';
import type { View } from '../../../src/messages/view.ts';
import { type Chromium, withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { type Firefox, withFirefox } from '../support/firefox.ts';
import { clearRecording, exportRecording, readView } from '../support/panel.ts';
import { executable } from '../support/paths.ts';
import { startSdkSite } from './sdk-site.ts';
import type { Form, SdkUnderTest } from './sdk-under-test.ts';
import { type Visit, visit } from './visit.ts';

export type BrowserKind = 'chromium' | 'firefox';
export type Case = { readonly name: string; readonly sdk: SdkUnderTest; readonly form: 'snippet' | 'npm' };

/** A visit with the extension, and what its panel and recording held at the end; `documents` are those of this visit. */
export type Observed = Visit & { readonly recording: Recording; readonly view: View; readonly documents: readonly string[] };

/** The same scenario twice; what went wrong stands in place of a result, so that other cases still count. */
export type Outcome = { readonly plain: Visit | Error; readonly observed: Observed | Error };

const attempt = <T>(work: () => Promise<T>): Promise<T | Error> =>
  work().catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));

async function withPlain(kind: BrowserKind, work: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await (kind === 'chromium'
    ? launch({
        executablePath: executable('chromium'),
        headless: true,
        pipe: true,
        // As with the extension: some SDKs send it.
        defaultViewport: { width: 1500, height: 1000 },
        args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-sync', '--disable-component-update'],
      })
    : launch({ browser: 'firefox', executablePath: executable('firefox'), headless: true }));
  try {
    await work(browser);
  } finally {
    await browser.close();
  }
}

async function onSite<T>({ sdk, form }: Case, work: (page: (page: Page) => Promise<Visit>) => Promise<T>): Promise<T> {
  const chosen = sdk.forms[form] as Form;
  const site = await startSdkSite(sdk, form, chosen);
  try {
    return await work((page) => visit(page, site, sdk, chosen));
  } finally {
    await site.stop();
  }
}

/** Visits in a browser with the built extension; the panel is a page of its own, opened before the SDK's page loads. */
async function observe({ newPage, tabOf, panelPage }: Chromium | Firefox, one: Case): Promise<Observed> {
  return onSite(one, async (visitOn) => {
    const page = await newPage();
    await page.goto('about:blank');
    const tab = await tabOf(page);
    const panel = await panelPage(tab, page);
    try {
      // One recording spans the tabs; events of the cases before are not this one's. What is on a page stays known.
      await clearRecording(panel, tab);
      const known = await readView(panel, tab);
      const seen = await visitOn(page);
      const last = await eventually('the panel to have heard of the last event', async () => {
        const view = await readView(panel, tab);
        const arrived = view.rows.some(
          ({ event, delivery, detail, title }) => event !== null && delivery !== 'called' && `${title} ${detail}`.includes('Bought too'),
        );
        if (!arrived)
          throw new Error(JSON.stringify(view.rows.map(({ kind, title, detail, delivery }) => [kind, title, detail, delivery])));
        return view;
      });
      const before = new Set(known.documents.map(({ id }) => id));
      const documents = last.documents.map(({ id }) => id).filter((id) => !before.has(id));
      const recording = await exportRecording(panel, tab);
      return {
        ...seen,
        recording: { ...recording, observations: recording.observations.filter(({ document }) => !before.has(document)) },
        view: last,
        documents,
      };
    } finally {
      await panel.close();
      await page.close();
    }
  });
}

/** Every case with and without the extension: two browsers in all, one after the other. */
export async function runSdks(kind: BrowserKind, cases: readonly Case[]): Promise<ReadonlyMap<string, Outcome>> {
  const plain = new Map<string, Visit | Error>();
  const observed = new Map<string, Observed | Error>();
  await withPlain(kind, async (browser) => {
    for (const one of cases) {
      const page = await browser.newPage();
      plain.set(one.name, await attempt(() => onSite(one, (visitOn) => visitOn(page))));
      await page.close();
    }
  });
  const inBrowser = async (browser: Chromium | Firefox): Promise<void> => {
    for (const one of cases) observed.set(one.name, await attempt(() => observe(browser, one)));
  };
  await (kind === 'chromium' ? withChromium('sdks', inBrowser) : withFirefox('sdks', inBrowser));
  const missing = new Error('This case did not run.');
  return new Map(cases.map(({ name }) => [name, { plain: plain.get(name) ?? missing, observed: observed.get(name) ?? missing }]));
}
