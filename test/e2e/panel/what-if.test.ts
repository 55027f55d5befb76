import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clickOn, fill, offerFiles, pressKey, says, textsOf } from '../support/acting.ts';
import { type Chromium, withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { observed, recordingOf, type Watched } from '../support/inspecting.ts';
import { filterRows, openView, shownRows } from '../support/shown.ts';
import { mixpanelNpm, type Site, startSite } from '../support/site.ts';

let site: Site;
let folder: string;
beforeAll(async () => {
  site = await startSite();
  folder = await mkdtemp(join(tmpdir(), 'idscope-what-if-'));
});
afterAll(async () => {
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

/**
 * Two people on one browser, without a reset between them. The second one comes when everything of the first has arrived:
 * Mixpanel's queue does not keep the order of events that are tracked within a few milliseconds.
 */
const first = "const m = app.mixpanel; m.track('Looked'); m.identify('u-1'); m.track('Bought'); m.track('Looked Again');";
const second = "app.mixpanel.identify('u-2'); app.mixpanel.track('Paid');";

const hasArrived = async (watched: Watched, event: string): Promise<boolean> => {
  const recording = await recordingOf(watched);
  const settled = new Set(observed(recording, 'wire.settled').map(({ request }) => request));
  return observed(recording, 'wire.sent').some(({ request, payloads }) => settled.has(request) && JSON.stringify(payloads).includes(event));
};

const track = (page: Awaited<ReturnType<Chromium['newPage']>>, name: string): Promise<void> =>
  page.evaluate((event) => (globalThis as unknown as { app: { mixpanel: { track(name: string): void } } }).app.mixpanel.track(event), name);

const rowsOf = async (watched: Watched, word: string) => {
  await filterRows(watched.panel, word);
  return eventually(`a row of ${word}`, async () => {
    const rows = await shownRows(watched.panel);
    return rows.length > 0 && rows;
  });
};

test('a tester tries a reset, compares, marks, looks back, opens a file and comes back live', async () => {
  const start = site.page('/', { head: mixpanelNpm(site, 'TOK', first) });
  await withChromium('what-if', async (chromium) => {
    const page = await chromium.newPage();
    const watched = await chromium.inspect(page);
    const { panel } = watched;
    await page.goto(start);
    await eventually('the first events to arrive', () => hasArrived(watched, '"Looked Again"'));
    await page.evaluate(second);
    await eventually('the last event to arrive', () => hasArrived(watched, '"Paid"'));
    const recording = await recordingOf(watched);

    // What if there had been a reset: from the row's detail, in the panel's own worker.
    const [looked] = await rowsOf(watched, 'looked again');
    expect(looked?.landsOn).toBe('u-1');
    await clickOn(panel, `[data-row="${looked?.key}"]`);
    await clickOn(panel, '[data-try="reset-before"]');
    await says(panel, '[data-what-if] h3', '1 event lands on somebody else');
    expect(await textsOf(panel, '[data-moved]')).toEqual([expect.stringMatching(/Looked Again.*u-1.*u-2/)]);

    // Other merge rules as well, taken over into the session.
    await fill(panel, '[data-try-model="mixpanel"]', 'mixpanel-original');
    await says(panel, '[data-change="model"]', 'Original');
    await clickOn(panel, '[data-apply]');
    await says(panel, '[data-change="model"]', 'in use');
    await clickOn(panel, '[data-reset-all]');
    await eventually('no change to be left', async () => (await textsOf(panel, '[data-change]')).length === 0);
    await fill(panel, '[data-model="TOK"]', 'mixpanel-simplified');

    // A mark by the keyboard.
    await openView(panel, 'Timeline');
    await filterRows(panel, '');
    await pressKey(panel, 'm');
    await fill(panel, '[data-mark-form] input', 'before the second sign-up');
    await panel.evaluate(() => document.querySelector<HTMLFormElement>('[data-mark-form]')?.requestSubmit());
    const [marked] = await rowsOf(watched, 'mark:second');
    expect(marked?.text).toContain('before the second sign-up');
    expect(observed(await recordingOf(watched), 'mark.added').map(({ note }) => note)).toEqual(['before the second sign-up']);

    // As it stood when nobody was known yet.
    const [earliest] = await rowsOf(watched, 'looked -again');
    expect(earliest?.landsOn).toBe('u-1');
    await filterRows(panel, '');
    await clickOn(panel, `[data-row="${earliest?.key}"]`);
    await clickOn(panel, '[data-key="as-of"]');
    await says(panel, '[data-past]', 'later rows are hidden');
    const then = (await shownRows(panel)).find(({ key }) => key === earliest?.key);
    expect(then?.landsOn).toMatch(/^\$device:/);
    await pressKey(panel, 'Escape');
    await pressKey(panel, 'Escape');
    await eventually('now again', async () => (await textsOf(panel, '[data-past]')).length === 0);

    // A recording with a reset, compared with this one.
    const calls = (name: string) =>
      recording.observations.filter((one) => one.kind === 'call.observed' && 'method' in one && one.method === name);
    expect(calls('reset')).toEqual([]);
    const file = join(folder, 'before.idscope.json');
    const without = recording.observations.filter((one) => !JSON.stringify(one).includes('u-2'));
    await writeFile(file, JSON.stringify({ ...recording, id: 'other', observations: without }));
    await offerFiles(panel, '[data-file="menu-compare"]', file);
    await says(panel, '[data-compare] .is-after', 'identify(u-2)');
    await says(panel, '.compare-head', 'From before.idscope.json to what is shown');

    // The file alone; the live page goes on meanwhile and is back with one click.
    await offerFiles(panel, 'input[data-import]', file);
    await says(panel, '[data-file-shown]', 'before.idscope.json');
    await track(page, 'Meanwhile');
    await says(panel, '[data-file-shown]', 'new observation');
    await openView(panel, 'Timeline');
    await filterRows(panel, 'meanwhile');
    expect(await shownRows(panel)).toEqual([]);
    await clickOn(panel, '[data-live]');
    expect((await rowsOf(watched, 'meanwhile'))[0]?.text).toContain('Meanwhile');

    // The file as another device in the same story.
    await pressKey(panel, 'd');
    await offerFiles(panel, '[data-file="device"]', file);
    await says(panel, '.added-devices', 'before.idscope.json');
  });
});
