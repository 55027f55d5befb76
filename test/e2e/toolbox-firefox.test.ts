import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { withFirefox } from './support/firefox.ts';
import { mixpanelNpm, type Site, startSite } from './support/site.ts';
import { openToolbox } from './support/toolbox.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

test('the toolbox of Firefox has the Idscope panel, and it shows the page it belongs to', async () => {
  const start = site.page('/', {
    head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Seen In Toolbox'); app.mixpanel.identify('u-5'); app.mixpanel.track('And After');"),
  });
  await withFirefox('toolbox', async (firefox) => {
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
    await toolbox.close();
  });
});
