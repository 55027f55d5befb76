import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickOn, pressKey, says, textsOf } from '../support/acting.ts';
import { eventually } from '../support/eventually.ts';
import { inFirefox } from '../support/inspecting.ts';
import { filterRows, shownRows } from '../support/shown.ts';
import { mixpanelNpm, type Site, startSite } from '../support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

test("the panel's worker starts under the policy of Firefox too, and says what a call changed", async () => {
  const start = site.page('/', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Looked'); app.mixpanel.identify('u-1');") });
  await inFirefox('what-if-firefox', async ({ newPage, inspect }) => {
    const page = await newPage();
    const { panel } = await inspect(page);
    await page.goto(start);
    await filterRows(panel, 'identify');
    const row = await eventually('the call', async () => (await shownRows(panel)).find(({ text }) => text.includes('u-1')));
    await clickOn(panel, `[data-row="${row.key}"]`);
    await pressKey(panel, 'Enter');
    await clickOn(panel, '[data-try="drop"]');
    await says(panel, '[data-what-if] h2', 'What would have come of it');
    expect(await textsOf(panel, '[role="alert"]')).toEqual([]);
  });
});
