import { afterAll, beforeAll, expect, test } from 'vitest';
import { withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import type { ExtensionPage } from '../support/panel.ts';
import { built } from '../support/paths.ts';
import { press, shownText } from '../support/shown.ts';
import { mixpanelNpm, passwordForm, type Site, startSite } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

/** A shop of three pages that does it right. */
const openShop = (): string => {
  site.page('/login', { head: mixpanelNpm(site, 'TOK'), body: passwordForm('/account') });
  site.page('/account', {
    head: mixpanelNpm(site, 'TOK', "app.mixpanel.identify('ada'); app.mixpanel.track('Signed In');"),
    body: `<form method="post" action="/" onsubmit="app.mixpanel.reset()"><button>Log out</button></form>`,
  });
  return site.page('/', {
    head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Looked Around');"),
    body: '<a href="/login">Log in</a>',
  });
};

const stripText = (panel: ExtensionPage): Promise<string> =>
  panel.evaluate(() => document.querySelector('.strip .thinks')?.textContent ?? '');

const lastLogout = (panel: ExtensionPage): Promise<string | undefined> =>
  panel.evaluate(() => document.querySelector<HTMLElement>('[data-logout]')?.dataset.logout);

test('from the installation to the right sentence after log-in and log-out: three clicks, no settings, within a minute', async () => {
  const start = openShop();
  await withChromium('first-minute', async (chromium) => {
    // The page was there first, as a tester's is.
    await chromium.browser.uninstallExtension(chromium.extension);
    const page = await chromium.newPage();
    await page.goto(start);

    const installed = Date.now();
    let clicks = 0;
    expect(await chromium.browser.installExtension(built('chrome'))).toBe(chromium.extension);
    const { panel } = await chromium.inspect(page);
    clicks += 1;
    const read = await eventually('what to do', async () => {
      const text = await shownText(panel);
      return text.includes('Reload the page') && text.includes('Log out') && text;
    });
    expect(read).toContain('Idscope does not run in this page yet');

    await press(panel, 'Reload page');
    clicks += 1;
    await eventually('the event of the new page', async () => (await shownText(panel)).includes('Looked Around'));
    const ready = Date.now();

    await Promise.all([page.waitForNavigation(), page.click('a')]);
    await page.type('[type=email]', 'ada@site.example');
    await page.type('[type=password]', 'kiln-and-kettle');
    await Promise.all([page.waitForNavigation(), page.click('[type=submit]')]);
    await eventually('the sentence after the log-in', async () => (await stripText(panel)) === 'This page thinks you are ada');
    await Promise.all([page.waitForNavigation(), page.click('button')]);
    await eventually('the sentence after the log-out', async () =>
      (await stripText(panel)).startsWith('This page thinks you are an anonymous visitor'),
    );
    await eventually('a clean log-out', async () => (await lastLogout(panel)) === 'clean', 20_000);

    await press(panel, 'Copy for ticket');
    clicks += 1;
    await eventually('the ticket to be copied', () =>
      panel.evaluate(() => document.querySelector('[data-key=copy-ticket]')?.getAttribute('data-outcome') === 'copied'),
    );
    const took = Date.now() - installed;
    console.log(
      `First minute: ${clicks} clicks, ${(took / 1000).toFixed(1)} s (recording after ${((ready - installed) / 1000).toFixed(1)} s).`,
    );
    expect(clicks).toBe(3);
    expect(took).toBeLessThan(60_000);
    expect(await panel.evaluate(() => document.querySelectorAll('.finding.is-error').length)).toBe(0);
  });
});

test('the demo is there before anything of one’s own is, says that it is one, and leads back with one click', async () => {
  const start = site.page('/quiet', { body: 'Nothing here.' });
  await withChromium('demo-recording', async (chromium) => {
    const page = await chromium.newPage();
    await page.goto(start);
    const tab = await chromium.tabOf(page);
    const panel = await chromium.panelPage(tab);
    await press(panel, 'Look at a demo');
    await eventually('the demo’s error', async () => (await shownText(panel)).includes('1 error'));
    expect(await panel.evaluate(() => document.querySelector('[data-file-shown]')?.textContent ?? '')).toContain('Demo: a made-up shop');
    await panel.click('[data-live]');
    await eventually('the way to begin', async () => (await shownText(panel)).includes('Reload the page'));
  });
});
