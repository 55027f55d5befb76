import { expect, test } from 'vitest';
import { withChromium } from './support/chromium.ts';
import { eventually } from './support/eventually.ts';
import { withFirefox } from './support/firefox.ts';
import { mixpanelNpm, segmentNpm, startSite } from './support/site.ts';

test('the test site runs both real SDKs, and the collector receives what they send', async () => {
  const site = await startSite();
  try {
    await withChromium('site', async (chromium) => {
      const address = site.page('/', {
        head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Seen');") + segmentNpm(site, 'WK', "app.analytics.track('Seen');"),
      });
      const page = await chromium.newPage();
      await page.goto(address);
      const vendors = await eventually('both vendors', () => {
        const found = new Set(site.collector.received().map((one) => one.vendor));
        return found.size === 2 ? found : null;
      });
      expect([...vendors].sort()).toEqual(['mixpanel', 'segment']);
      expect(await chromium.tabOf(page)).toBeGreaterThan(0);
    });
  } finally {
    await site.stop();
  }
});

test('Firefox runs the extension, and tells which tab is which', async () => {
  const site = await startSite();
  try {
    await withFirefox('site', async (firefox) => {
      const page = await firefox.newPage();
      await page.goto(site.page('/', { body: 'hello' }));
      const other = await firefox.newPage();
      await other.goto(site.page('/other', { body: 'hello' }));
      const tab = await firefox.tabOf(page);
      expect(tab).toBeGreaterThan(0);
      expect(await firefox.tabOf(other)).not.toBe(tab);
    });
  } finally {
    await site.stop();
  }
});
