import { fileURLToPath } from 'node:url';
import type { Page } from 'puppeteer-core';
import { pasteMaxLength } from '../../src/messages/limits.ts';

/** One state of the panel: a scene, and what is done in it. `side` shows it in the side panel. */
export type Shot = { readonly name: string; readonly scene: string; readonly side?: true; readonly do?: (page: Page) => Promise<void> };

const press =
  (...keys: readonly ('1' | '2' | '3' | '4' | '5' | '6' | 'd' | 'm' | 'p' | '?' | ',' | 'Enter' | 'End' | 'k' | '/' | 'g' | 'z')[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };

const selectRow =
  (title: string, nth: number) =>
  async (page: Page): Promise<void> => {
    await page.keyboard.press('Home');
    await new Promise((done) => setTimeout(done, 80));
    const rows = await page.$$(`[data-row][data-title="${title}"]`);
    await rows[nth]?.click();
  };

const clickOn =
  (selector: string) =>
  async (page: Page): Promise<void> => {
    await page.$eval(selector, (element) => (element as HTMLElement).click());
  };

const openFeeds = async (page: Page): Promise<void> => {
  await page.$eval('.feeds', (element) => {
    (element as HTMLDetailsElement).open = true;
    element.scrollIntoView({ block: 'center' });
  });
};

const showCard =
  (vendor: string) =>
  async (page: Page): Promise<void> => {
    await clickOn('.identity-line')(page);
    await page.$eval(`[data-identity=${vendor}]`, (card) => card.scrollIntoView({ block: 'end' }));
  };

const openServer = clickOn('[data-server]');

const pasteEvents = async (page: Page): Promise<void> => {
  await openServer(page);
  await page.type('[data-server-events] textarea', '{"event":"Sign Up"}\noops');
  await page.click('[data-server-events] [type=submit]');
};

const pasteTooMuch = async (page: Page): Promise<void> => {
  await openServer(page);
  await page.waitForSelector('[data-server-events] textarea');
  await page.$eval(
    '[data-server-events] textarea',
    (field, length) => {
      (field as HTMLTextAreaElement).value = '{"event":"Sign Up"}\n'.padEnd(length);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    },
    pasteMaxLength + 1,
  );
  await new Promise((done) => setTimeout(done, 80));
  await page.click('[data-server-events] [type=submit]');
};

const dragFile = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['{}'], 'shop.idscope.json'));
    document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer, bubbles: true, cancelable: true }));
  });

const dragToDevices = async (page: Page): Promise<void> => {
  await press('d')(page);
  await page.waitForSelector('.device-sheet');
  await dragFile(page);
};

const openFold = async (page: Page): Promise<void> => {
  await page.keyboard.press('2');
  await page.$eval('[data-leads=list]', (part) => (part as SVGElement).focus());
  await page.keyboard.press('Enter');
};

const settingsEnd = async (page: Page): Promise<void> => {
  await press(',')(page);
  await page.waitForSelector('.settings-sheet');
  await page.$eval('.settings-sheet', (sheet) => sheet.scrollTo(0, sheet.scrollHeight));
};

const showMuted = async (page: Page): Promise<void> => {
  await press('3')(page);
  await page.waitForSelector('.muted-findings');
  await page.$eval('.muted-findings', (element) => {
    (element as HTMLDetailsElement).open = true;
    element.scrollIntoView({ block: 'end' });
  });
};

const askMute = async (page: Page): Promise<void> => {
  await press('3')(page);
  await page.waitForSelector('[data-mute]');
  await clickOn('[data-mute]')(page);
};

const tryDrop = async (page: Page): Promise<void> => {
  await selectRow('track', 1)(page);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-try=drop]');
  await clickOn('[data-try=drop]')(page);
  await page.waitForSelector('[data-what-if]');
  await page.select('[data-try-model]', 'mixpanel-original');
};

const tryNonsense = async (page: Page): Promise<void> => {
  await press('5')(page);
  await page.select('[data-kind]', 'call');
  await page.waitForSelector('[data-add-change] textarea');
  await page.type('[data-add-change] textarea', 'identify me');
  await clickOn('[data-add-change] [type=submit]')(page);
};

const compareWith = async (page: Page): Promise<void> => {
  await press('6')(page);
  const input = await page.waitForSelector('[data-file=compare]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(fileURLToPath(new URL('scenes.ts', import.meta.url)));
};

/** Every tab that there is, with its number. */
const compareAndTry = async (page: Page): Promise<void> => {
  await compareWith(page);
  await press('1')(page);
  await tryDrop(page);
};

const lookBack = async (page: Page): Promise<void> => {
  await selectRow('identify', 0)(page);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-key=as-of]');
  await clickOn('[data-key=as-of]')(page);
};

/** Every state of the panel that is looked at. */
export const shots: readonly Shot[] = [
  { name: 'what-if', scene: 'broken', do: tryDrop },
  { name: 'what-if-empty', scene: 'broken', do: press('5') },
  { name: 'what-if-refused', scene: 'broken', do: tryNonsense },
  { name: 'compare', scene: 'broken', do: compareWith },
  { name: 'compare-empty', scene: 'broken', do: press('6') },
  { name: 'six-tabs', scene: 'broken', do: compareAndTry },
  { name: 'session', scene: 'session' },
  { name: 'past', scene: 'broken', do: lookBack },
  { name: 'add-device', scene: 'session', do: press('d') },
  { name: 'mark', scene: 'broken', do: press('m') },
  { name: 'import-menu', scene: 'broken', do: press('p') },
  { name: 'connecting', scene: 'connecting' },
  { name: 'fresh', scene: 'fresh' },
  { name: 'disconnected', scene: 'disconnected' },
  { name: 'invalidated', scene: 'invalidated' },
  { name: 'imported', scene: 'imported' },
  { name: 'refused', scene: 'refused' },
  { name: 'correct', scene: 'correct' },
  { name: 'correct-detail', scene: 'correct', do: selectRow('track', 1) },
  { name: 'correct-profiles', scene: 'correct', do: press('2') },
  { name: 'correct-flows', scene: 'correct', do: press('4') },
  { name: 'correct-export', scene: 'correct', do: clickOn('.menu > button') },
  { name: 'other-tools', scene: 'other-tools', do: showCard('intercom') },
  { name: 'broken-identity', scene: 'broken', do: clickOn('.identity-line') },
  { name: 'broken', scene: 'broken' },
  { name: 'broken-findings', scene: 'broken', do: press('3') },
  { name: 'broken-flows', scene: 'broken', do: press('4') },
  { name: 'shortcuts', scene: 'correct', do: press('?') },
  { name: 'feeds', scene: 'correct', do: openFeeds },
  { name: 'server', scene: 'correct', do: openServer },
  { name: 'server-errors', scene: 'correct', do: pasteEvents },
  { name: 'server-too-much', scene: 'correct', do: pasteTooMuch },
  { name: 'drop', scene: 'broken', do: dragFile },
  { name: 'drop-device', scene: 'session', do: dragToDevices },
  { name: 'side-drop', scene: 'correct', side: true, do: dragFile },
  { name: 'settings', scene: 'correct', do: press(',') },
  { name: 'settings-chosen', scene: 'chosen', do: press(',') },
  { name: 'settings-end', scene: 'chosen', do: settingsEnd },
  { name: 'muted', scene: 'chosen', do: showMuted },
  { name: 'mute', scene: 'broken', do: askMute },
  { name: 'side-fresh', scene: 'fresh', side: true },
  { name: 'side-correct', scene: 'correct', side: true },
  { name: 'side-broken', scene: 'broken', side: true },
  { name: 'many', scene: 'many' },
  { name: 'many-profiles', scene: 'many', do: press('2') },
  { name: 'many-table', scene: 'many', do: press('2', 'g') },
  { name: 'correct-table', scene: 'correct', do: press('2', 'g') },
  { name: 'rail-60', scene: 'rail-60' },
  { name: 'rail-join', scene: 'rail-join' },
  { name: 'cluster-1', scene: 'cluster-1', do: press('2') },
  { name: 'cluster-60', scene: 'cluster-60', do: press('2') },
  { name: 'cluster-60-fit', scene: 'cluster-60', do: press('2', 'z') },
  { name: 'cluster-folded', scene: 'cluster-folded', do: press('2') },
  { name: 'cluster-list', scene: 'cluster-folded', do: openFold },
  { name: 'cluster-refused', scene: 'cluster-refused', do: press('2') },
  { name: 'cluster-around', scene: 'cluster-around', do: press('2') },
  { name: 'crowd', scene: 'crowd', do: press('2') },
  { name: 'crowd-table', scene: 'crowd', do: press('2', 'g') },
  { name: 'long', scene: 'long' },
  { name: 'huge', scene: 'huge' },
];
