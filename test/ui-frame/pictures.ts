/**
 * Pictures of every state of the panel: `node test/ui-frame/pictures.mjs OUT [SCENE…]`.
 * Also says what axe finds serious in each, what is wider than its window, and how many nodes the page has.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer from 'puppeteer-core';
import { clippedIn, seriousOf, unevenIn } from './checks.ts';
import { serveFrame } from './serve.ts';
import { shots } from './shots.ts';

const [out, ...only] = process.argv.slice(2);
if (out === undefined) throw new Error('usage: pictures.mjs OUT [SCENE…]');

const wide = { width: 1400, height: 640 };
const middle = { width: 800, height: 640 };
const narrow = { width: 400, height: 780 };
const sizes = { narrow, middle, wide };

const folder = mkdtempSync(join(tmpdir(), 'idscope-frame-'));
const frame = await serveFrame(folder);
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
let bad = 0;
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    bad += 1;
    console.error('page error:', error);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && message.location().url?.endsWith('/favicon.ico') !== true) console.error('console:', message.text());
  });
  await page.goto(frame.url);
  for (const shot of shots) {
    if (only.length > 0 && !only.includes(shot.name)) continue;
    for (const theme of ['dark', 'light']) {
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewport(viewport);
        await page.evaluate(() => localStorage.clear());
        await page.goto(`${frame.url}?scene=${shot.scene}&theme=${theme}${shot.side === true ? '&side' : ''}`);
        await page.waitForSelector('.panel');
        await new Promise((done) => setTimeout(done, 120));
        await shot.do?.(page);
        await new Promise((done) => setTimeout(done, 500));
        const name = `${shot.name}-${theme}-${size}`;
        await page.screenshot({ path: join(out, `${name}.png`) as `${string}.png` });
        const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
        const problems = [...(await seriousOf(page)), ...(await clippedIn(page)).map((what) => `cut: ${what}`), ...(await unevenIn(page))];
        if (nodes > 2000) problems.push(`${nodes} nodes`);
        bad += problems.length;
        console.log(`${name}: ${nodes} nodes${problems.map((problem) => `\n  ${problem.replaceAll('\n', ' ')}`).join('')}`);
      }
    }
  }
} finally {
  await browser.close();
  await frame.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = bad === 0 ? 0 : 1;
