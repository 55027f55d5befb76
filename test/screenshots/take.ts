import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { type Chromium, type Inspected, openChromium, until } from '../../demo/chromium.ts';
import type { VariantId } from '../../demo/shop/variants.ts';
import { startSite as startShop } from '../../demo/site.ts';
import { walk } from '../../demo/walk.ts';
import { writeLines } from '../bench/ndjson-file.ts';
import { offerFiles } from '../e2e/support/acting.ts';
import { executable, root } from '../e2e/support/paths.ts';
import { mixpanelNpm, startSite } from '../e2e/support/site.ts';
import { type Picture, pause, photograph } from './frame.ts';
import { brokenPictures, correctPictures, emptyPictures, lanesPictures, manyPictures } from './pictures.ts';

// `npm run screenshots [NAME…]`: pictures of the real panel in the real DevTools, into docs/images.

type Scene = {
  readonly name: string;
  readonly pictures: readonly Picture[];
  readonly live: (page: Page, inspected: Inspected) => Promise<void>;
};

const out = join(root, 'docs/images');
/** More than a session keeps whole, so they come from a file. */
const manyEvents = 100_000;
const only = process.argv.slice(2);

const rowsShown = (inspected: Inspected): Promise<number> =>
  inspected.panel.evaluate(() => Number(document.querySelector('table.grid')?.getAttribute('aria-rowcount') ?? 0));

const shopScene = (name: string, variant: VariantId, pictures: readonly Picture[]): Scene => ({
  name,
  pictures,
  async live(page) {
    const shop = await startShop({ root });
    try {
      await walk(page, shop.shop.url, variant, { pause: 700, linger: 10_500 });
      // Its last requests are answered before it goes.
      await pause(6_000);
    } finally {
      await shop.stop();
    }
  },
});

const scenes: readonly Scene[] = [
  {
    name: 'empty',
    pictures: emptyPictures,
    async live(page) {
      const site = await startSite();
      await page.goto(site.page('/', { body: '<h1>A page without analytics</h1>' }));
      await site.stop();
    },
  },
  shopScene('correct', 'correct', correctPictures),
  shopScene('broken', 'no-reset', brokenPictures),
  {
    name: 'lanes',
    pictures: lanesPictures,
    async live(page, inspected) {
      const site = await startSite();
      try {
        await page.goto(site.page('/', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Home Viewed');") }));
        for (let visitor = 1; visitor <= 60; visitor += 1) {
          await page.evaluate((number) => {
            const { mixpanel } = (globalThis as unknown as { app: { mixpanel: Record<string, (...args: unknown[]) => void> } }).app;
            mixpanel.track?.('Product Viewed');
            if (number % 3 !== 0) mixpanel.identify?.(`customer-${(number * 7) % 17}`);
            mixpanel.track?.('Added to Cart');
            mixpanel.reset?.();
          }, visitor);
          await pause(60);
        }
        await until('The sixty visitors are not there.', async () => ((await rowsShown(inspected)) > 200 ? true : null));
        await pause(6_000);
      } finally {
        await site.stop();
      }
    },
  },
  {
    name: 'many',
    pictures: manyPictures,
    async live(page, inspected) {
      const site = await startSite();
      const folder = await mkdtemp(join(tmpdir(), 'idscope-many-'));
      try {
        await page.goto(site.page('/', { body: '<h1>A page without analytics</h1>' }));
        const file = join(folder, 'a-day.ndjson');
        await writeLines(file, manyEvents, 60);
        await offerFiles(inspected.panel, 'input[data-import]', file);
        await until('The long file is not there.', async () => ((await rowsShown(inspected)) > manyEvents ? true : null));
      } finally {
        await site.stop();
        await rm(folder, { recursive: true, force: true });
      }
    },
  },
];

async function take({ name, pictures, live }: Scene): Promise<void> {
  const chromium: Chromium = await openChromium({
    program: executable('chromium'),
    extension: join(root, process.env.IDSCOPE_DIST ?? 'dist', 'chrome'),
    headless: true,
  });
  try {
    const [page = await chromium.browser.newPage()] = await chromium.browser.pages();
    const inspected = await chromium.inspect(page);
    await live(page, inspected);
    const made = await photograph(inspected, pictures, (file) => `${join(out, file)}.webp`);
    if (name === 'broken') await side(chromium, inspected);
    console.log(`${name}: ${made.length} pictures`);
  } finally {
    await chromium.close();
  }
}

/** The side panel as a page of its own, as wide as the browser shows it. */
async function side({ browser }: Chromium, { panel, tab }: Inspected): Promise<void> {
  const page = await browser.newPage();
  await page.setViewport({ width: 380, height: 800 });
  for (const theme of ['dark', 'light'] as const) {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await page.goto(`chrome-extension://${new URL(panel.url()).host}/src/extension/side/side.html?tab=${tab}`);
    await pause(1_000);
    await page.screenshot({ path: `${join(out, `side-${theme}`)}.webp`, type: 'webp', quality: 88 });
  }
}

await mkdir(out, { recursive: true });
if (only.length === 0) for (const file of await readdir(out)) await rm(join(out, file));
for (const scene of scenes) if (only.length === 0 || only.includes(scene.name)) await take(scene);
