import type { Page } from 'puppeteer-core';
import { adapters } from '../../../src/adapters/index.ts';
import { createAnalyser } from '../../../src/core/analyse.ts';
import type { AuthSignal, Observation } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';
import type { Listener } from '../hook/listener.ts';
import { eventually, pause } from '../support/eventually.ts';
import type { AuthPage, Step } from './auth-page.ts';
import type { CorpusSite } from './corpus-site.ts';

/** A confirmed signal and the step, by index, during which its attempt was seen; `how` is its source and detail. */
export type Told = { readonly step: number; readonly signal: AuthSignal; readonly how: string };

/** What a page does once everything is on it, such as handing over its last reports. */
const settle = 300;

const shows = (page: Page, text: string): Promise<boolean> =>
  eventually(`“${text}”`, () => page.evaluate((wanted) => document.body?.innerText.includes(wanted) ?? false, text));

async function carryOut(page: Page, { open, type, click, see, wait, answers }: Step, app: string): Promise<void> {
  if (answers !== undefined) page.once('dialog', (dialog) => void (answers ? dialog.accept() : dialog.dismiss()));
  if (open !== undefined) await page.goto(app + open);
  for (const [field, text] of Object.entries(type ?? {})) {
    await page.$eval(field, (element) => {
      (element as HTMLInputElement).value = '';
    });
    await page.type(field, text);
  }
  if (click !== undefined) await page.click(click);
  if (wait !== undefined) await pause(wait);
  if (see !== undefined) await shows(page, see);
  await pause(settle);
}

/** Waits until nothing more arrives. */
async function quiet(listener: Listener): Promise<void> {
  let before = -1;
  while (before !== listener.arrived().length) {
    before = listener.arrived().length;
    await pause(2 * settle);
  }
}

async function addAuthenticator(page: Page): Promise<void> {
  const session = await page.createCDPSession();
  await session.send('WebAuthn.enable');
  const options = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
  } as const;
  await session.send('WebAuthn.addVirtualAuthenticator', { options });
}

/** The confirmed signals of what the background hears of one site, in the places that the story gives them. */
const storyOf = (listener: Listener, name: string, starts: readonly number[]): readonly Told[] => {
  const own = new Set(
    listener
      .arrived()
      .flatMap((report) =>
        report.kind === 'document.opened' && /^(idp-)?([^.]+)\./.exec(new URL(report.url).host)?.[2] === name ? [report.page] : [],
      ),
  );
  const analyser = createAnalyser({ adapters, models }, defaultOptions);
  for (const report of listener.arrived()) {
    if (!own.has(report.page)) continue;
    analyser.append([{ ...report, document: report.page, device: 'd' } as unknown as Observation]);
  }
  return analyser.result().moments.flatMap((moment) => {
    if (moment.kind !== 'signal' || !moment.confirmed) return [];
    return [{ step: starts.findLastIndex((at) => at <= moment.at), signal: moment.signal, how: `${moment.source}: ${moment.detail}` }];
  });
};

/** Walks through one site of the corpus and returns its confirmed signals. */
export async function visit(
  site: CorpusSite,
  listener: Listener,
  { name, authenticator, visit: steps }: AuthPage,
): Promise<readonly Told[]> {
  let page = await listener.newPage();
  const tabs = [page];
  const starts: number[] = [];
  if (authenticator) await addAuthenticator(page);
  for (const [index, step] of steps.entries()) {
    starts.push(Date.now());
    if (step.inNewTab) {
      page = await listener.newPage();
      tabs.push(page);
    }
    await carryOut(page, step, site.appOf(name)).catch((error: unknown) => {
      throw new Error(`${name}, step ${index}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    });
  }
  await quiet(listener);
  const told = storyOf(listener, name, starts);
  for (const tab of tabs) await tab.close();
  return told;
}
