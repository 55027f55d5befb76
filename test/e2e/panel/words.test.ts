import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clippedIn, seriousOf, unevenIn } from '../../ui-frame/checks.ts';
import { serveFrame } from '../../ui-frame/serve.ts';
import { type Shot, shots } from '../../ui-frame/shots.ts';
import { hardCoded, overflowing, textsIn, toldIn } from '../../ui-frame/words-shown.ts';
import { executable } from '../support/paths.ts';

/** What differs from another state by its length only. */
const shown = shots.filter(({ name }) => !['long', 'huge'].includes(name));

/** As wide as a panel at the side; half of it is what 200 % zoom leaves of a panel of 800 pixels. */
const narrow = { width: 400, height: 780 };
const wide = { width: 1400, height: 640 };

const folder = mkdtempSync(join(tmpdir(), 'idscope-words-'));
let frame: Awaited<ReturnType<typeof serveFrame>>;
let browser: Browser;
let page: Page;
const failures: string[] = [];

beforeAll(async () => {
  [frame, browser] = await Promise.all([
    serveFrame(folder),
    launch({ executablePath: executable('chromium'), headless: true, args: ['--no-sandbox'] }),
  ]);
  page = await browser.newPage();
  page.on('pageerror', (error) => failures.push(String(error)));
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.goto(frame.url);
});
afterAll(async () => {
  await browser?.close();
  await frame?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const settled = (): Promise<void> =>
  page.evaluate(async () => {
    for (let turn = 0; turn < 6; turn += 1) await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  });

const open = async ({ scene, side, do: act }: Shot, more: string): Promise<void> => {
  await page.evaluate(() => localStorage.clear());
  await page.goto(`${frame.url}?scene=${scene}&theme=dark${side === true ? '&side' : ''}${more}`);
  await page.waitForSelector('.panel');
  await settled();
  await act?.(page);
  await settled();
};

const labelled = async (name: string, problems: Promise<readonly string[]>): Promise<readonly string[]> =>
  (await problems).map((problem) => `${name}: ${problem.replaceAll('\n', ' ')}`);

describe('each state of the panel', () => {
  test('has nothing that axe finds serious, dark or light', async () => {
    const problems: string[] = [];
    await page.setViewport(wide);
    for (const shot of shown) {
      await open(shot, '');
      problems.push(...(await labelled(`${shot.name} dark`, seriousOf(page))));
      await page.evaluate(() => document.querySelector('.panel')?.setAttribute('data-theme', 'light'));
      await settled();
      problems.push(...(await labelled(`${shot.name} light`, seriousOf(page, ['color-contrast']))));
    }
    expect(problems).toEqual([]);
    expect(failures).toEqual([]);
  }, 240_000);

  test('says nothing that is not of the catalogue or of what was told, and has room for longer words, narrow and wide', async () => {
    const problems: string[] = [];
    for (const shot of shown) {
      await page.setViewport(narrow);
      await open(shot, '&pseudo');
      problems.push(...hardCoded(await textsIn(page), await toldIn(page)).map((text) => `${shot.name} says “${text}”`));
      problems.push(
        ...(await labelled(`${shot.name} narrow`, overflowing(page))),
        ...(await labelled(`${shot.name} cut`, clippedIn(page))),
        ...(await labelled(`${shot.name} narrow uneven`, unevenIn(page))),
      );
      await page.setViewport(wide);
      await settled();
      problems.push(
        ...(await labelled(`${shot.name} wide`, overflowing(page))),
        ...(await labelled(`${shot.name} cut wide`, clippedIn(page))),
        ...(await labelled(`${shot.name} wide uneven`, unevenIn(page))),
      );
    }
    expect(problems).toEqual([]);
    expect(failures).toEqual([]);
  }, 240_000);

  test('has every tab on one line and in sight at 400 pixels', async () => {
    await page.setViewport(narrow);
    for (const shot of shown.filter(({ name }) => name === 'six-tabs')) await open(shot, '');
    const tabs = await page.$$eval('[role=tab]', (all) => all.map((tab) => tab.getBoundingClientRect().toJSON() as DOMRect));
    expect(tabs).toHaveLength(6);
    expect(new Set(tabs.map(({ top }) => top)).size).toBe(1);
    expect(Math.max(...tabs.map(({ height }) => height))).toBeLessThan(40);
    expect(tabs.at(-1)?.right).toBeLessThanOrEqual(narrow.width);
  });
});
