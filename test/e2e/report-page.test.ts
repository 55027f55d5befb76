import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { variants } from '../../demo/shop/variants.ts';
import { demoRecording } from '../support/demo-recordings.ts';
import { executable, root } from './support/paths.ts';

/** The report as the command writes it, opened as a file by a browser that can reach nothing. */
describe('the HTML report in Chromium without a network', () => {
  let folder = '';
  let browser: Browser | null = null;
  const reports = new Map<string, string>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'idscope-report-'));
    for (const { id } of variants) {
      const recording = join(folder, `${id}.idscope.json`);
      const report = join(folder, `${id}.html`);
      await writeFile(recording, demoRecording(id));
      const args = [join(root, 'scripts/idscope.mjs'), 'check', recording, '--reporter', 'html', '--out', report];
      await new Promise<void>((resolve, reject) => {
        execFile(process.execPath, args, { cwd: root }, (error) => (error === null || error.code === 1 ? resolve() : reject(error)));
      });
      reports.set(id, report);
    }
    browser = await launch({
      executablePath: executable('chromium'),
      headless: true,
      args: ['--no-sandbox', '--no-first-run', '--disable-background-networking', '--host-resolver-rules=MAP * ~NOTFOUND'],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const open = async (
    id: string,
    scheme: 'light' | 'dark',
  ): Promise<{ readonly page: Page; readonly said: readonly string[]; readonly asked: readonly string[] }> => {
    const page = await (browser as Browser).newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('request', (request) => asked.push(request.url()));
    await page.setOfflineMode(true);
    await page.setViewport({ width: 1280, height: 1000 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(pathToFileURL(reports.get(id) ?? '').href);
    return { page, said, asked };
  };

  it.each(variants.map(({ id }) => id))('opens of %s with no other request and no error, in light and dark', async (id) => {
    for (const scheme of ['light', 'dark'] as const) {
      const { page, said, asked } = await open(id, scheme);
      expect(said).toEqual([]);
      expect(asked).toEqual([pathToFileURL(reports.get(id) ?? '').href]);
      const dark = await page.evaluate(() => {
        const [red = 0, green = 0, blue = 0] = (getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []).map(Number);
        return red + green + blue < 384;
      });
      expect(dark).toBe(scheme === 'dark');
      await page.close();
    }
  });

  it('draws the rail beside the rows, and people with their ids inside the picture', async () => {
    const { page } = await open('no-reset', 'light');
    const drawn = await page.evaluate(() => {
      const seen = (selector: string): readonly DOMRect[] =>
        [...document.querySelectorAll(selector)]
          .map((element) => element.getBoundingClientRect())
          .filter(({ width, height }) => width > 0 || height > 0);
      const dots = [...document.querySelectorAll('td.rail circle')];
      const apart = dots.every((dot) => {
        const time = dot.closest('tr')?.querySelector('td.time');
        const row = dot.closest('tr')?.getBoundingClientRect();
        const { left, right, top, bottom } = dot.getBoundingClientRect();
        const text = time?.getBoundingClientRect();
        return (
          row !== undefined &&
          text !== undefined &&
          right <= text.left + 1 &&
          left >= row.left - 1 &&
          top >= row.top - 1 &&
          bottom <= row.bottom + 1
        );
      });
      const pictures = [...document.querySelectorAll('svg.people')].map((svg) => {
        const frame = svg.getBoundingClientRect();
        return [...svg.querySelectorAll('rect, text, path')].every((part) => {
          const box = part.getBoundingClientRect();
          return box.left >= frame.left - 1 && box.right <= frame.right + 1 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
        });
      });
      return {
        dots: dots.length,
        apart,
        lanes: seen('td.rail line').length,
        pictures,
        wide: document.documentElement.scrollWidth <= window.innerWidth,
      };
    });
    expect(drawn.dots).toBeGreaterThan(20);
    expect(drawn.lanes).toBeGreaterThan(20);
    expect(drawn).toMatchObject({ apart: true, pictures: [true, true], wide: true });
    await page.close();
  });

  it('runs no script, even one that somebody put into it (T25)', async () => {
    const page = await (browser as Browser).newPage();
    await page.goto(pathToFileURL(reports.get('correct') ?? '').href);
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.name = "ran"';
      document.body.append(script);
      const picture = document.createElement('img');
      picture.setAttribute('onerror', 'window.name = "ran"');
      picture.src = 'data:image/png;base64,x';
      document.body.append(picture);
      await new Promise((resolve) => setTimeout(resolve, 200));
      return window.name;
    });
    expect(ran).toBe('');
    await page.close();
  });
});
