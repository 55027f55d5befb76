import { eventually } from '../../support/eventually.ts';
import type { Desk } from '../desk.ts';

const tabNames = ['profiles', 'findings', 'flows', 'what-if', 'compare', 'timeline'] as const;

/** The rows: loaded, walked, opened, filtered. */
export const walkTimeline = async (desk: Desk): Promise<void> => {
  const { byKey, texts, place, page } = desk;
  await desk.rest();
  const before = await desk.count('[data-title="Page opened"], .is-document');
  const loaded = page.waitForNavigation();
  await byKey('reload', async () => {
    await loaded;
    await eventually('the page of the reload', async () => (await desk.count('[data-title="Page opened"], .is-document')) > before);
  });
  await page.evaluate("dispatchEvent(new Event('second'))");
  await eventually('the last event to arrive', async () =>
    (await texts('[data-row]')).some((row) => row.includes('Paid') && row.includes('accepted')),
  );

  const at = (wanted: number) => eventually(`row ${wanted} to be selected`, async () => (await place()) === wanted);
  const last = (await desk.count('[data-row]')) - 1;
  await byKey('last', () => at(last));
  await byKey('first', () => at(0));
  await byKey('next', () => at(1), 'j');
  await byKey('next', () => at(2), 'ArrowDown');
  await byKey('previous', () => at(1), 'k');
  await byKey('previous', () => at(0), 'ArrowUp');
  await byKey('page-down', () => at(12));
  await byKey('page-up', () => at(0));

  for (const tab of tabNames)
    await byKey(`tab-${tab}`, async () => {
      await eventually(`the view ${tab}`, async () => (await desk.count(`#tab-${tab}[aria-selected=true]`)) === 1);
      await eventually('what the tab names', async () => (await desk.count(`#view-${tab}[aria-labelledby=tab-${tab}]`)) === 1);
    });
  await desk.step('tab-arrows', async () => {
    await desk.click('#tab-timeline');
    await desk.key('ArrowRight');
    await eventually('the next tab to have the focus', async () => (await desk.focused()) === 'Profiles');
    await desk.key('ArrowLeft');
    await eventually('the tab before', async () => (await desk.count('#tab-timeline[aria-selected=true]:focus')) === 1);
  });
  await desk.rest();
};

/** The detail of a row, and where it leads. */
export const walkDetail = async (desk: Desk): Promise<void> => {
  const { step, says, gone, panel } = desk;
  await step('row-click', async () => {
    await desk.pressRow('Looked');
    await says('.detail-head h2', 'track Looked');
  });
  await step('explain', async () => {
    await desk.press('Show the event that explains it', '.detail');
    await says('.detail-head h2', 'track Bought');
  });
  await desk.byKey('close', async () => {
    await gone('.detail');
    await eventually('the timeline to have the focus', () => panel.evaluate(() => document.activeElement?.getAttribute('role') === 'grid'));
  });
  await desk.byKey('open', () => says('.detail-head h2', 'track Bought'));

  const members = () => desk.count('.detail .json-members > li');
  await step('json-more', async () => {
    const few = await members();
    await desk.click('.detail .json-members .link');
    await eventually('the rest of the members', async () => (await members()) > few);
  });
  await step('json-fold', async () => {
    const toggle = '.detail-event .json-toggle';
    await desk.click(toggle);
    await eventually('the value to be folded', async () => (await desk.count(`${toggle}[aria-expanded=false]`)) > 0);
  });
  await step('vendor-source', async () => {
    const address = await panel.$eval('.detail .cite a', (link) => (link as HTMLAnchorElement).href);
    await desk.click('.detail .cite a');
    await eventually('the vendor’s page', async () => desk.chromium.browser.targets().some((target) => target.url() === address));
  });
  await step('open-source', async () => {
    await desk.pressRow('identifyu-2');
    await desk.click('.detail .site .link');
    await eventually('DevTools to show the line', async () => (await desk.shown()) === 'sources');
    await desk.back();
  });
  await step('detail-close', async () => {
    await desk.press('Close detail');
    await gone('.detail');
    await eventually('the timeline to have the focus', () => panel.evaluate(() => document.activeElement?.getAttribute('role') === 'grid'));
  });
};
