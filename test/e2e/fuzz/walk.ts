import type { Page } from 'puppeteer-core';
import type { Observation } from '../../../src/core/observation.ts';
import type { Recording } from '../../../src/core/recording.ts';
import { type Chromium, withChromium } from '../support/chromium.ts';
import { eventually, pause } from '../support/eventually.ts';
import { exportRecording } from '../support/panel.ts';
import type { Ids } from './dialect.ts';
import { dialects } from './dialects/index.ts';
import { type Arrived, type Field, formOf, isReady, quiet, startField, taskOf } from './field.ts';
import type { Script, Step } from './script.ts';

/** What a script led to, outside the extension and in its recording. */
export type Walked = {
  readonly script: Script;
  readonly recording: Recording;
  /** Until when the pages were there, epoch ms. What comes later is what they did as they went. */
  readonly until: number;
  readonly arrived: readonly Arrived[];
  /** By address of the page: what the SDK of each tab says at the end. */
  readonly now: readonly { readonly tab: number; readonly ids: Ids }[];
  /** What kept it from being walked to its end. */
  readonly failed: string | null;
};

type Lane = { readonly pages: readonly [Page, Page]; readonly tabs: readonly [number, number] };

const clear: Readonly<Record<'cookies' | 'storage', string>> = {
  cookies: `for (const one of document.cookie.split('; ')) for (const domain of ['', '; domain=' + location.hostname]) document.cookie = one.split('=')[0] + '=; path=/; max-age=0' + domain;`,
  storage: 'localStorage.clear(); sessionStorage.clear();',
};

async function walkOne(
  field: Field,
  host: string,
  script: Script,
  { pages, tabs }: Lane,
): Promise<Pick<Walked, 'until' | 'now' | 'failed'>> {
  const form = formOf(script);
  const used = new Set<0 | 1>();
  const open = async (tab: 0 | 1, path: string): Promise<Page> => {
    used.add(tab);
    await pages[tab].goto(`http://${host}${path}`);
    await eventually('the SDK to start', () => isReady(pages[tab], form), 20_000);
    return pages[tab];
  };
  const at = async (tab: 0 | 1): Promise<Page> => (used.has(tab) ? pages[tab] : open(tab, '/'));
  const run = async (step: Step): Promise<void> => {
    if (step.kind === 'open') return void (await open(step.tab, step.path));
    const page = await at(step.tab);
    if (step.kind === 'clear') {
      const code = step.what === 'everything' ? clear.cookies + clear.storage : clear[step.what];
      await page.evaluate(code);
      return;
    }
    const task = taskOf(step.statements, form.sdk);
    if (step.kind === 'say') {
      await page.evaluate(`{ ${task} } undefined`);
      if (step.pauseMs > 0) await pause(step.pauseMs);
      return;
    }
    const gone = page.waitForNavigation({ timeout: 20_000 });
    await page.evaluate(`setTimeout(() => { ${task}\nlocation.assign(${JSON.stringify(step.path)} + '?' + Math.random()); })`);
    await gone;
    await eventually('the SDK to start', () => isReady(page, form), 20_000);
  };
  try {
    if (script.early.length > 0) await open(0, '/');
    for (const step of script.steps) await run(step);
    await quiet(field, host, 1_300);
    const now: { tab: number; ids: Ids }[] = [];
    for (const tab of used) {
      const ids = (await pages[tab].evaluate(`(() => { const said = ${dialects[script.vendor].now.replaceAll('%', form.sdk)};
        const text = (value) => value === null || value === undefined ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
        return { anonymousId: text(said.anonymousId), knownId: text(said.knownId) }; })()`)) as Ids;
      now.push({ tab: tabs[tab], ids });
    }
    await pause(250);
    const until = Date.now();
    await pause(20);
    return { until, now, failed: null };
  } catch (error) {
    return { until: Date.now(), now: [], failed: error instanceof Error ? error.message : String(error) };
  } finally {
    for (const tab of used) await pages[tab].goto('about:blank').catch(() => undefined);
    await quiet(field, host, 400);
  }
}

/** Opens panels' ports for the tabs from a page of the extension, and keeps them open. */
const watch = (helper: Page, tabs: readonly number[]): Promise<void> =>
  helper.evaluate((wanted) => {
    type Port = { postMessage(message: unknown): void };
    const scope = globalThis as unknown as { chrome: { runtime: { connect(info: { name: string }): Port } }; kept: Port[] };
    scope.kept = wanted.map((tab) => {
      const port = scope.chrome.runtime.connect({ name: `panel:${tab}` });
      port.postMessage({ kind: 'panel.hello', version: 1, tab });
      return port;
    });
  }, tabs as number[]);

async function laneOf(chromium: Chromium): Promise<Lane> {
  const one = async (): Promise<readonly [Page, number]> => {
    const page = await chromium.newPage();
    const session = await page.createCDPSession();
    await session.send('Emulation.setFocusEmulationEnabled', { enabled: true });
    return [page, await chromium.tabOf(page)];
  };
  const [first, firstTab] = await one();
  const [second, secondTab] = await one();
  return { pages: [first, second], tabs: [firstTab, secondTab] };
}

/** The observations of one host's documents. */
function partOf(recording: Recording, host: string): Recording {
  const documents = new Set(
    recording.observations.flatMap((one) =>
      one.kind === 'document.opened' && 'url' in one && new URL((one as { url: string }).url).hostname === host ? [one.document] : [],
    ),
  );
  return { ...recording, observations: recording.observations.filter((one) => documents.has(one.document)) };
}

/** Walks all scripts in one browser, `lanes` at a time. */
export async function walkAll(scripts: readonly Script[], lanes: number): Promise<readonly Walked[]> {
  const field = await startField();
  const walked: Walked[] = [];
  try {
    await withChromium(
      'fuzz',
      async (chromium) => {
        const places: Lane[] = [];
        for (let lane = 0; lane < Math.min(lanes, scripts.length); lane += 1) places.push(await laneOf(chromium));
        const helper = await chromium.newPage();
        await helper.goto(`chrome-extension://${chromium.extension}/src/extension/devtools/devtools.html`);
        await watch(
          helper,
          places.flatMap(({ tabs }) => tabs),
        );
        const left = scripts.map((script) => ({ script, host: field.put(script) }));
        const ends: (Pick<Walked, 'script' | 'until' | 'now' | 'failed'> & { readonly host: string })[] = [];
        await Promise.all(
          places.map(async (lane) => {
            for (let next = left.shift(); next !== undefined; next = left.shift())
              ends.push({ ...next, ...(await walkOne(field, next.host, next.script, lane)) });
          }),
        );
        await pause(300);
        const recording = await exportRecording(helper, places[0]?.tabs[0] ?? 0, 20_000);
        for (const { host, ...end } of ends) walked.push({ ...end, recording: partOf(recording, host), arrived: field.of(host) });
      },
      [
        `--host-resolver-rules=MAP *.test 127.0.0.1:${field.port}`,
        '--disable-background-timer-throttling',
        '--disable-renderer-backgrounding',
        '--disable-backgrounding-occluded-windows',
      ],
    );
  } finally {
    await field.stop();
  }
  const strange = field.unanswered().filter((line) => !line.endsWith('.map'));
  if (strange.length > 0) console.error(`nobody answered: ${[...new Set(strange)].slice(0, 10).join(', ')}`);
  return walked;
}

export const until = (walked: Walked): Recording => ({
  ...walked.recording,
  observations: walked.recording.observations.filter((one: Observation | { at: number }) => one.at <= walked.until),
});
