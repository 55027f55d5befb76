import { type Browser, launch, type Page } from 'puppeteer-core';
import { eventually, pause } from '../support/eventually.ts';
import { inChromium, inFirefox, observed, type Watched } from '../support/inspecting.ts';
import { clearRecording, exportRecording, readView } from '../support/panel.ts';
import { executable } from '../support/paths.ts';
import { shownText } from '../support/shown.ts';
import type { HostileCase } from './hostile-case.ts';
import { type HostileSite, type Saw, startHostileSite } from './hostile-site.ts';

export type BrowserKind = 'chromium' | 'firefox';

/** What a page saw and sent. */
export type Visit = Saw & { readonly requests: readonly string[] };

/** What the panel had of it. */
export type Account = {
  readonly recorded: number;
  /** Losses as the panel is told of them, and how many calls or observations they are. */
  readonly lost: number;
  readonly losses: readonly string[];
  readonly notes: readonly string[];
  readonly calls: readonly { readonly method: string; readonly args: readonly unknown[] }[];
  /** What the panel shows as text. */
  readonly shown: string;
  /** Time from the question to the answer of the background and of the panel itself. */
  readonly answeredIn: number;
  /** The longest of such times while the page was at work; null where nobody asked. */
  readonly answeredMeanwhile: number | null;
};

export type Outcome = { readonly bare: Visit | Error; readonly watched: (Visit & Account) | Error };

/** A background that has tens of thousands of calls to analyse answers when it is done with them, one of hundreds of thousands likewise. */
const answerWithin = 30_000;
const answerOfManyWithin = 170_000;

const attempt = <T>(work: () => Promise<T>): Promise<T | Error> =>
  work().catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));

const within = <T>(what: string, ms: number, work: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${what} took more than ${ms} ms`)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });

async function visit(page: Page, site: HostileSite, one: HostileCase): Promise<Visit> {
  await page.goto(site.addressOf(one), { waitUntil: [], timeout: 30_000 }).catch(() => null);
  const saw = await within('the page', 90_000, site.saw(one));
  return { ...saw, requests: [] };
}

/** Asks the background for the view again and again, as a tester would who looks at the panel while the page is at work. */
function startAsking({ panel, tab }: Watched): { stop(): Promise<number> } {
  let slowest = 0;
  let over = false;
  const asking = (async () => {
    while (!over) {
      const started = performance.now();
      await readView(panel, tab, answerOfManyWithin).catch(() => undefined);
      slowest = Math.max(slowest, performance.now() - started);
      await pause(1_000);
    }
  })();
  return {
    stop: async () => {
      over = true;
      await asking;
      return Math.round(slowest);
    },
  };
}

async function account(watched: Watched, one: HostileCase, made: number): Promise<Omit<Account, 'answeredMeanwhile'>> {
  const patience = one.mayLose ? answerOfManyWithin : answerWithin;
  const ask = async () => {
    const recording = await exportRecording(watched.panel, watched.tab, patience);
    const view = await readView(watched.panel, watched.tab, patience);
    const calls = observed(recording, 'call.observed').filter(({ vendor, parent }) => vendor === 'mixpanel' && parent === null);
    const sent = observed(recording, 'wire.sent').filter(({ vendor, payloads }) => vendor === 'mixpanel' && payloads !== null);
    const { losses, notes } = view.status;
    return {
      calls,
      recorded: one.countedBy === 'requests' ? sent.length : calls.length,
      lost: losses.reduce((sum, { count }) => sum + count, 0),
      losses: losses.map(({ what, why, count }) => `${count} ${what}: ${why}`),
      notes,
    };
  };
  const complete = async () => {
    const now = await ask();
    return now.recorded + now.lost >= made && (one.loss === undefined || now.lost > 0) && now;
  };
  const known = await eventually('all calls', complete, one.mayLose ? 120_000 : 60_000).catch(ask);
  const started = performance.now();
  await readView(watched.panel, watched.tab, patience);
  const answeredIn = Math.round(performance.now() - started);
  const shown = await within('the panel', 20_000, shownText(watched.panel));
  return { ...known, shown, answeredIn };
}

/** As the browser with the extension, without it. */
const launchBare = (kind: BrowserKind): Promise<Browser> =>
  kind === 'chromium'
    ? launch({
        executablePath: executable('chromium'),
        headless: true,
        pipe: true,
        defaultViewport: { width: 1500, height: 1000 },
        args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--disable-sync', '--disable-component-update'],
      })
    : launch({ browser: 'firefox', executablePath: executable('firefox'), headless: true });

/** Told at the end: a beacon may arrive after the page is gone. */
const withRequests = <V extends Visit>(visits: ReadonlyMap<string, V | Error>, cases: readonly HostileCase[], site: HostileSite) =>
  new Map(
    cases.flatMap((one): [string, V | Error][] => {
      const visit = visits.get(one.id);
      if (visit === undefined) return [];
      return [[one.id, visit instanceof Error ? visit : { ...visit, requests: site.requests(one) }]];
    }),
  );

async function visitBare(kind: BrowserKind, cases: readonly HostileCase[]): Promise<ReadonlyMap<string, Visit | Error>> {
  const visits = new Map<string, Visit | Error>();
  const site = await startHostileSite(cases);
  const browser = await launchBare(kind);
  try {
    for (const one of cases) {
      const page = await browser.newPage();
      visits.set(one.id, await attempt(() => visit(page, site, one)));
      await page.close();
    }
  } finally {
    await browser.close();
    await site.stop();
  }
  return withRequests(visits, cases, site);
}

async function visitWatched(kind: BrowserKind, cases: readonly HostileCase[]): Promise<ReadonlyMap<string, (Visit & Account) | Error>> {
  const visits = new Map<string, (Visit & Account) | Error>();
  const site = await startHostileSite(cases);
  const inBrowser = kind === 'chromium' ? inChromium : inFirefox;
  try {
    await inBrowser('hostile', async ({ newPage, inspect }) => {
      const page = await newPage();
      const watched = await inspect(page);
      for (const one of cases) {
        visits.set(
          one.id,
          await attempt(async () => {
            await eventually('an empty recording', () => clearRecording(watched.panel, watched.tab).then(() => true), 40_000);
            const asking = one.mayLose ? startAsking(watched) : null;
            const seen = await visit(page, site, one);
            const answeredMeanwhile = (await asking?.stop()) ?? null;
            return { ...seen, ...(await account(watched, one, seen.made)), answeredMeanwhile };
          }),
        );
      }
    });
  } finally {
    await site.stop();
  }
  return withRequests(visits, cases, site);
}

/** Every case in a browser with the extension and its panel open, and in one without; both at work at once. */
export async function visitAll(kind: BrowserKind, cases: readonly HostileCase[]): Promise<ReadonlyMap<string, Outcome>> {
  const [bare, watched] = await Promise.all([visitBare(kind, cases), visitWatched(kind, cases)]);
  const missing = new Error('This page was not visited.');
  return new Map(cases.map(({ id }) => [id, { bare: bare.get(id) ?? missing, watched: watched.get(id) ?? missing }]));
}
