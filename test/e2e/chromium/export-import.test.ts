import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Recording } from '../../../src/core/recording.ts';
import { type Chromium, withChromium } from '../support/chromium.ts';
import { simulate } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { recordingOf } from '../support/inspecting.ts';
import type { ExtensionPage } from '../support/panel.ts';
import { filterRows, press, shownRows, shownText } from '../support/shown.ts';
import { mixpanelNpm, type Site, startSite } from '../support/site.ts';

let site: Site;
let folder: string;
beforeEach(async () => {
  site = await startSite();
  folder = await mkdtemp(join(tmpdir(), 'idscope-download-'));
});
afterEach(async () => {
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Exports through the panel's own buttons and returns the file that was offered. */
async function download(chromium: Chromium, panel: ExtensionPage, choice: 'Redacted' | 'With real ids'): Promise<string> {
  const downloadPath = await mkdtemp(join(folder, 'one-'));
  const session = await chromium.browser.target().createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath });
  await press(panel, 'Export');
  await press(panel, choice);
  const name = await eventually('the exported file', async () =>
    (await readdir(downloadPath)).find((file) => file.endsWith('.idscope.json')),
  );
  return join(downloadPath, name);
}

async function offer(panel: ExtensionPage, file: string): Promise<void> {
  const input = await eventually('the import button', () => panel.$('input[data-import]'));
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(file);
}

test('what the panel exports, another browser imports and shows just the same', async () => {
  const start = site.page('/', {
    head: mixpanelNpm(
      site,
      'TOK',
      "app.mixpanel.track('Kept'); app.mixpanel.identify('ada@site.example'); app.mixpanel.track('Kept Too');",
    ),
  });
  let exported = '';
  let redacted = '';
  let rows: readonly string[] = [];
  const shown = async (panel: ExtensionPage): Promise<readonly string[]> =>
    (await shownRows(panel))
      .filter(({ text }) => text.includes('Kept'))
      .map(({ key, landsOn, landedOn }) => `${key} ${landedOn} ${landsOn}`);

  await withChromium('export', async (chromium) => {
    const page = await chromium.newPage();
    const watched = await chromium.inspect(page);
    await page.goto(start);
    await eventually('the events to be accepted', async () => JSON.stringify(await recordingOf(watched)).includes('"accepted"'));
    rows = await eventually('both rows on the user', async () => {
      const found = await shown(watched.panel);
      return found.length >= 2 && found.every((row) => row.endsWith('ada@site.example')) && found;
    });
    exported = await download(chromium, watched.panel, 'With real ids');
    redacted = await download(chromium, watched.panel, 'Redacted');
  });

  const recording = JSON.parse(await readFile(exported, 'utf8')) as Recording;
  expect(recording.idscope).toBe(1);
  expect(recording.made.by).toBe('extension');
  const hidden = await readFile(redacted, 'utf8');
  expect(hidden).not.toContain('ada@site.example');
  const partition = async (text: string) =>
    (await simulate(JSON.parse(text) as Recording)).projects.map(({ events }) =>
      events.map(({ name, profile, merge }) => [name, profile, merge]),
    );
  expect(await partition(hidden)).toEqual(await partition(JSON.stringify(recording)));

  await withChromium('import', async (chromium) => {
    const page = await chromium.newPage();
    const watched = await chromium.inspect(page);
    await offer(watched.panel, exported);
    await eventually('the same rows', async () => (await shown(watched.panel)).join() === rows.join());
    expect(await simulate(await recordingOf(watched))).toEqual(await simulate(recording));
  });
});

test('a file that is no recording is refused in one sentence, and the panel goes on (T26)', async () => {
  const start = site.page('/', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Still Here');") });
  const file = join(folder, 'holiday.idscope.json');
  await writeFile(file, '{"idscope": 1, "observations": "none"}');
  await withChromium('import-refused', async (chromium) => {
    const page = await chromium.newPage();
    const watched = await chromium.inspect(page);
    await offer(watched.panel, file);
    await eventually('a refusal', () => watched.panel.evaluate(() => document.querySelector('[role="alert"]')?.textContent ?? ''));
    await page.goto(start);
    await eventually('the live recording', async () => (await shownText(watched.panel)).includes('Still Here'));
  });
});

test("a HAR of another browser's network panel is shown like a recording", async () => {
  const har = fileURLToPath(new URL('../../fixtures/har/firefox.har', import.meta.url));
  await withChromium('import-har', async (chromium) => {
    const page = await chromium.newPage();
    const watched = await chromium.inspect(page);
    await offer(watched.panel, har);
    await filterRows(watched.panel, 'Sign Up');
    const landing = await eventually('the sign-ups of four vendors', async () => {
      const rows = await shownRows(watched.panel);
      return rows.length === 4 && rows.map(({ landsOn }) => landsOn);
    });
    expect(landing.toSorted()).toEqual(['u-1', 'u-1', 'u-1', 'user_id=u-1']);
    expect((await recordingOf(watched)).made).toMatchObject({ by: 'har', browser: 'Firefox 153.7.0' });
  });
});
