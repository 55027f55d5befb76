import type { Page } from 'puppeteer-core';
import { eventually } from '../support/eventually.ts';
import { type ExtensionPage, exportRecording } from '../support/panel.ts';
import type { Site } from '../support/site.ts';
import type { Account } from './account.ts';
import { countedPage } from './counted-pages.ts';
import { allTabs, duplicateTab, recordAlways, watchTabs } from './watching.ts';

/** A browser with one watched tab, and an extension page that watches it. */
export type Stage = {
  readonly site: Site;
  readonly account: Account;
  readonly page: Page;
  readonly panel: ExtensionPage;
  readonly tab: number;
  newPage(): Promise<Page>;
  pages(): Promise<readonly Page[]>;
};

export const burst = (page: Page, count: number): Promise<void> => page.evaluate(`burst(${count})`) as Promise<void>;
export const madeBy = (page: Page): Promise<readonly string[]> => page.evaluate('made') as Promise<readonly string[]>;
export const recordingIn = ({ panel, tab }: Pick<Stage, 'panel' | 'tab'>) => exportRecording(panel, tab);

const settle = (stage: Stage, what: string, made: readonly string[]) => stage.account.settle(what, made, () => recordingIn(stage));

/**
 * By the page's own script: once a page came back from the cache, the protocol of Firefox waits in vain for what it loads next. So this
 * story is the last one of its tab there.
 */
async function leadTo(page: Page, script: string, path: string): Promise<void> {
  page.evaluate(script).catch(() => undefined);
  await eventually(
    path,
    () => page.evaluate(`location.pathname === ${JSON.stringify(path)} && document.readyState === 'complete'`) as Promise<boolean>,
  );
}

/** The page goes to the back/forward cache and returns, with calls in each of its last and first moments. */
export async function backAndForward(stage: Stage, times = 3): Promise<void> {
  const { page, site } = stage;
  const start = countedPage(site, '/back', "addEventListener('pagehide', () => burst(3)); addEventListener('pageshow', () => burst(2));");
  const away = site.page('/elsewhere', { body: 'elsewhere' });
  await page.goto(start);
  for (let time = 0; time < times; time += 1) {
    await settleQuietly(stage, await madeBy(page));
    await leadTo(page, `location.href = ${JSON.stringify(away)}`, '/elsewhere');
    await leadTo(page, 'history.back()', '/back');
  }
  await burst(page, 5);
  // Of every document there was: a browser that does not keep the page makes another one.
  const made = JSON.parse((await page.evaluate("sessionStorage.getItem('counted')")) as string) as string[];
  await settle(
    stage,
    'back/forward cache',
    made.filter((n) => n.startsWith('/back ')),
  );
}

/** Waits for what was said so far, without a row of its own. */
async function settleQuietly(stage: Stage, made: readonly string[]): Promise<void> {
  await eventually('what was said', async () => {
    const text = JSON.stringify(await recordingIn(stage));
    return made.every((n) => text.includes(JSON.stringify(n)));
  });
}

/** The page leaves in the middle of a burst, and the next one begins with another. */
export async function leavingInABurst(stage: Stage): Promise<void> {
  const { page, site } = stage;
  const next = countedPage(site, '/burst-next', 'burst(40);');
  await page.goto(
    countedPage(
      site,
      '/burst',
      `addEventListener('pagehide', () => { burst(20); sessionStorage.setItem('made', JSON.stringify(made)); });`,
    ),
  );
  await Promise.all([
    page.waitForNavigation(),
    page.evaluate(`burst(150); location.href = ${JSON.stringify(next)}; burst(150); undefined`),
  ]);
  const before = JSON.parse((await page.evaluate("sessionStorage.getItem('made')")) as string) as string[];
  await settle(stage, 'navigation during a burst', [...before, ...(await madeBy(page))]);
}

/** A watched tab is closed right behind its last call. */
export async function closedTab(stage: Stage): Promise<void> {
  const others = new Set(await allTabs(stage.panel));
  const page = await stage.newPage();
  await page.goto(countedPage(stage.site, '/closed'));
  const opened = (await allTabs(stage.panel)).filter((tab) => !others.has(tab));
  await watchTabs(stage.panel, opened);
  await burst(page, 10);
  await settleQuietly(stage, await madeBy(page));
  await burst(page, 60);
  const made = await madeBy(page);
  await page.close();
  await settle(stage, 'tab closed after its last call', made);
}

/** A tab and its copy, which shares storage and holds a copy of the session's. */
export async function duplicatedTab(stage: Stage): Promise<void> {
  const { page, site, panel, tab } = stage;
  await page.goto(countedPage(site, '/twice', 'burst(10);'));
  await page.evaluate("app.mixpanel.identify('u-twice')");
  const copy = await duplicateTab(panel, tab);
  await watchTabs(panel, [copy]);
  const twin = await eventually('the copy', async () => {
    const others = (await stage.pages()).filter((one) => one !== page && one.url().includes('/twice'));
    const [first] = others;
    return first !== undefined && (await first.evaluate('globalThis.made && made.length >= 10')) ? first : null;
  });
  await Promise.all([burst(page, 20), burst(twin, 20)]);
  await settle(stage, 'tab duplicated', [...(await madeBy(page)), ...(await madeBy(twin))]);
  await twin.close();
  await page.bringToFront();
}

/** Many tabs at once, of a site that is always recorded. */
export async function manyTabs(stage: Stage, count: number): Promise<void> {
  // All tabs of an origin share Mixpanel's queue and are told of each write to it: of many tabs that alone would take most of the time.
  const config = count > 20 ? { batch_requests: false } : {};
  const address = countedPage(stage.site, '/many', 'burst(15);', '', config);
  const made: string[] = [];
  const open: Page[] = [];
  // Hidden pages are given little time, and a hundred of them share what there is.
  const patience = 25_000 + count * 1_000;
  await recordAlways(stage.panel, stage.tab);
  for (let from = 0; from < count; from += 5) {
    const few = await Promise.all(Array.from({ length: Math.min(5, count - from) }, () => stage.newPage()));
    await Promise.all(few.map((page) => page.goto(address)));
    open.push(...few);
  }
  for (const page of open) {
    await burst(page, 10);
    made.push(...(await madeBy(page)));
  }
  await stage.account.settle(`${count} tabs`, made, () => exportRecording(stage.panel, stage.tab, patience), patience);
  await Promise.all(open.map((page) => page.close()));
  await stage.page.bringToFront();
}
