import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { returningCustomer } from '../../demo/shop/accounts.ts';
import { startSite as startShop } from '../../demo/site.ts';
import { walk } from '../../demo/walk.ts';
import type { Recording } from '../../src/core/recording.ts';
import { eventually } from './support/eventually.ts';
import { withFirefox } from './support/firefox.ts';
import { called } from './support/inspecting.ts';
import { root } from './support/paths.ts';
import { mixpanelNpm, type Site, startSite } from './support/site.ts';
import { openToolbox, type Toolbox } from './support/toolbox.ts';

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await startSite();
  folder = await mkdtemp(join(tmpdir(), 'idscope-toolbox-'));
});
afterAll(async () => {
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

const textOf = (toolbox: Toolbox, selector: string): Promise<string> =>
  toolbox.read(`content.document.querySelector(${JSON.stringify(selector)})?.textContent ?? ''`);

/** Clicks the button whose label or text begins so. */
const press = async (toolbox: Toolbox, name: string): Promise<void> => {
  await eventually(`a button ${name}`, async () => {
    const pressed = await toolbox.read(
      `(() => { const button = [...content.document.querySelectorAll('button')].find((one) => one.offsetParent !== null &&
        (one.ariaLabel === ${JSON.stringify(name)} || one.textContent.trim().startsWith(${JSON.stringify(name)})));
        button?.click(); return button !== undefined; })()`,
    );
    return pressed === 'true';
  });
};

test('the toolbox of Firefox has the Idscope panel, and it shows the page it belongs to', async () => {
  const start = site.page('/', {
    head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Seen In Toolbox'); app.mixpanel.identify('u-5'); app.mixpanel.track('And After');"),
  });
  await withFirefox(
    'toolbox',
    async (firefox) => {
      const page = await firefox.newPage();
      await page.goto(start);
      await page.bringToFront();
      const toolbox = await openToolbox(firefox.browser, 'Idscope');
      await eventually('the event in the panel', async () =>
        (
          await toolbox.read("content.document.querySelector('[data-row] [data-lands-on=u-5]') ? content.document.body.textContent : ''")
        ).includes('Seen In Toolbox'),
      );
      expect(await toolbox.read('content.location.protocol')).toBe('moz-extension:');

      await toolbox.read(
        "[...content.document.querySelectorAll('[data-row]')].find((row) => row.textContent.includes('Seen In Toolbox')).click()",
      );
      await eventually('why it landed there, in the detail', async () =>
        (await textOf(toolbox, '[data-event] .sentence')).includes('Lands on u-5'),
      );

      await press(toolbox, 'Export');
      await press(toolbox, 'With real ids');
      const name = await eventually('the exported file', async () =>
        (await readdir(folder)).find((file) => file.endsWith('.idscope.json')),
      );
      const recording = await eventually('the whole file', async () => JSON.parse(await readFile(join(folder, name), 'utf8')) as Recording);
      expect(called(recording, 'track')).toEqual(['Seen In Toolbox', 'And After']);
      expect(called(recording, 'identify')).toEqual(['u-5']);

      // Closed and opened again, it shows what happened in between as well.
      await toolbox.close();
      await page.evaluate("app.mixpanel.track('While Closed')");
      const again = await openToolbox(firefox.browser, 'Idscope');
      await eventually('what happened meanwhile', async () => (await textOf(again, 'body')).includes('While Closed'));
      await again.close();
    },
    {
      'browser.download.folderList': 2,
      'browser.download.dir': folder,
      'browser.download.useDownloadDir': true,
      'browser.download.always_ask_before_handling_new_types': false,
    },
  );
});

test('after two people on one device the strip in the toolbox says who the page takes for its visitor, and that the logout was clean', async () => {
  const shop = await startShop({ root });
  try {
    await withFirefox('toolbox-strip', async (firefox) => {
      const page = await firefox.newPage();
      await page.goto(shop.shop.url);
      await page.bringToFront();
      const toolbox = await openToolbox(firefox.browser, 'Idscope');
      await walk(page, shop.shop.url, 'correct', { pause: 350, linger: 1_000 });
      await eventually(
        'a clean logout',
        async () => (await toolbox.read("content.document.querySelector('[data-logout]').dataset.logout")) === 'clean',
      );
      const strip = await textOf(toolbox, 'section.strip');
      expect(strip).toContain('This page thinks you are');
      expect(strip).toContain(returningCustomer.id);
      await toolbox.close();
    });
  } finally {
    await shop.stop();
  }
});
