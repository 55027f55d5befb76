import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CDPSession, Frame, KeyInput, Page } from 'puppeteer-core';
import { keyTable, type ShortcutName } from '../../../src/ui/keyboard.ts';
import { type Chromium, withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { byName, drawerShown, middleOf, nameOfFocused, panelShown, showPanel, undock } from './inside.ts';
import { heardOfPointer, hearPointer, wasClicked } from './pointer.ts';

/** A tester before the real panel, in DevTools' own window: real keys, a real pointer, real files. */
export type Desk = {
  readonly chromium: Chromium;
  /** The page that is inspected. */
  readonly page: Page;
  /** The window of DevTools. */
  readonly front: Page;
  readonly panel: Frame;
  readonly tab: number;
  /** A folder of the test's own. */
  readonly folder: string;
  key(...keys: readonly KeyInput[]): Promise<void>;
  type(text: string): Promise<void>;
  /** Clicks the first element that matches, as soon as it can be clicked. */
  click(selector: string): Promise<void>;
  /** Clicks the button, the summary or the link that is called so, below `within`. */
  press(name: string, within?: string): Promise<void>;
  /** Clicks the first row that says this. */
  pressRow(text: string): Promise<void>;
  /** Empties a field and types into it. */
  write(selector: string, text: string): Promise<void>;
  choose(selector: string, value: string): Promise<void>;
  /** Nothing has the focus. */
  rest(): Promise<void>;
  /** What has the focus: its name, its text, or its tag. */
  focused(): Promise<string>;
  count(selector: string): Promise<number>;
  texts(selector: string): Promise<readonly string[]>;
  /** Waits until something that matches says this. */
  says(selector: string, text: string): Promise<string>;
  gone(selector: string): Promise<void>;
  /** Whether DevTools shows its drawer, which its own Escape opens. */
  drawer(): Promise<boolean>;
  /** The panel that DevTools shows: `sources` or another of its own, or the address of this one. */
  shown(): Promise<string>;
  /** Back from another panel of DevTools. */
  back(): Promise<void>;
  /** The text of the selected row, and its place among those that are drawn. */
  selected(): Promise<string>;
  place(): Promise<number>;
  /** The file that `work` leads to, from the disk. */
  saved(work: () => Promise<void>): Promise<{ readonly name: string; readonly text: string }>;
  /** Answers the file dialog that `work` opens. */
  offered(work: () => Promise<void>, ...files: readonly string[]): Promise<void>;
  /** Drags files over the middle of the panel; what is returned drops them. */
  dragged(...files: readonly string[]): Promise<() => Promise<void>>;
  /** Writes a file that can be offered. */
  file(name: string, text: string): Promise<string>;
  /** What is on the clipboard, pasted into the panel's filter. */
  clipboard(): Promise<string>;
  /** Does an action and checks what came of it; then it counts as walked. */
  step(ids: string, work: () => Promise<unknown>): Promise<void>;
  /** Presses one of the panel's keys and checks what came of it; `key` where the table has several. */
  byKey(name: ShortcutName, effect: () => Promise<unknown>, key?: string): Promise<void>;
  /** What was walked: ids of actions, and keys as `name key`. */
  readonly walked: ReadonlySet<string>;
};

const waitMs = 40_000;

/** The panel's frame has a session of its own; puppeteer does not say so in its types. */
const clientOf = (panel: Frame): CDPSession => (panel as unknown as { readonly client: CDPSession }).client;

type Found = NonNullable<Awaited<ReturnType<Frame['$']>>>;

const deskOf = async (chromium: Chromium, page: Page, folder: string): Promise<Desk> => {
  const { front, panel, tab } = await chromium.inspect(page);
  // Docked, DevTools gives real keys to the page.
  await front.evaluate(undock);
  await eventually('the window of DevTools', () => panel.evaluate(() => innerWidth > 1_000 && document.querySelector('.thinks') !== null));
  await panel.evaluate(hearPointer);
  const client = clientOf(panel);
  const downloads = join(folder, 'downloads');
  const control = await chromium.browser.target().createCDPSession();
  await control.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  const walked = new Set<string>();
  const shown = async (): Promise<string> => String(await front.evaluate(panelShown));
  const own = await shown();
  const files = async (): Promise<readonly string[]> => readdir(downloads).catch(() => []);

  const texts: Desk['texts'] = (selector) =>
    panel.evaluate((wanted) => [...document.querySelectorAll(wanted)].map((one) => one.textContent ?? ''), selector);
  const count: Desk['count'] = (selector) => panel.evaluate((wanted) => document.querySelectorAll(wanted).length, selector);
  const key: Desk['key'] = async (...keys) => {
    for (const one of keys) await front.keyboard.press(one);
  };
  /** Not by puppeteer's own mouse, which looks for the panel where DevTools' window would be without an emulated size. */
  const point = async (what: string, find: () => Promise<Found | null>): Promise<void> => {
    await eventually(what, async () => {
      const found = await find();
      if (found === null) return false;
      const { x, y } = await found.evaluate(middleOf);
      const common = { x, y, button: 'left', clickCount: 1 } as const;
      await client.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
      await client.send('Input.dispatchMouseEvent', { type: 'mousePressed', ...common });
      await client.send('Input.dispatchMouseEvent', { type: 'mouseReleased', ...common });
      // Who closed the panel with it did click.
      return found.evaluate(wasClicked).catch(() => true);
    });
  };
  const click: Desk['click'] = (selector) => point(`something to click: ${selector}`, () => panel.$(selector));
  const desk: Desk = {
    chromium,
    page,
    front,
    panel,
    tab,
    folder,
    walked,
    key,
    click,
    texts,
    count,
    type: (text) => front.keyboard.type(text),
    press: (name, within = '.panel') =>
      point(`a control called ${name}`, async () => (await panel.evaluateHandle(byName, name, within)).asElement() as Found | null),
    pressRow: (text) =>
      point(`a row of ${text}`, async () => {
        const rows = await panel.$$('[data-row] .what');
        for (const row of rows) if (await row.evaluate((cell, wanted) => cell.textContent?.includes(wanted) === true, text)) return row;
        return null;
      }),
    write: async (selector, text) => {
      await click(selector);
      await front.keyboard.down('Control');
      await front.keyboard.press('a', { commands: ['SelectAll'] });
      await front.keyboard.up('Control');
      await front.keyboard.press('Delete');
      await front.keyboard.type(text);
    },
    choose: async (selector, value) => {
      await eventually(`a choice ${selector}`, () => panel.$(selector));
      await panel.select(selector, value);
    },
    rest: async () => {
      await eventually('nothing to have the focus', async () => {
        await click('.thinks');
        return panel.evaluate(() => document.hasFocus() && document.activeElement === document.body);
      });
    },
    focused: () => panel.evaluate(nameOfFocused),
    says: (selector, text) =>
      eventually(`${selector} to say ${JSON.stringify(text)}`, async () => {
        const all = await texts(selector);
        const found = all.find((one) => one.includes(text));
        if (found === undefined) throw new Error(`it says ${JSON.stringify(all).slice(0, 600)}`);
        return found;
      }),
    gone: async (selector) => {
      await eventually(`${selector} to be gone`, async () => (await count(selector)) === 0);
    },
    drawer: async () => (await front.evaluate(drawerShown)) === true,
    shown,
    back: async () => {
      await front.evaluate(showPanel(own));
      await desk.rest();
    },
    selected: () => panel.evaluate(() => document.querySelector('[data-row][aria-selected=true]')?.textContent ?? ''),
    place: () =>
      panel.evaluate(() => [...document.querySelectorAll('[data-row]')].findIndex((row) => row.getAttribute('aria-selected') === 'true')),
    saved: async (work) => {
      const before = new Set(await files());
      await work();
      const name = await eventually('the file on the disk', async () =>
        (await files()).find((one) => !before.has(one) && !one.endsWith('.crdownload') && !one.startsWith('.')),
      );
      const text = await readFile(join(downloads, name), 'utf8');
      await rm(join(downloads, name));
      return { name, text };
    },
    offered: async (work, ...paths) => {
      await client.send('Page.setInterceptFileChooserDialog', { enabled: true });
      const opened = new Promise<number | undefined>((resolve) =>
        client.once('Page.fileChooserOpened', ({ backendNodeId }: { readonly backendNodeId?: number }) => resolve(backendNodeId)),
      );
      await work();
      const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error('No file dialog was opened.')), waitMs).unref());
      const backendNodeId = await Promise.race([opened, late]);
      await client.send('DOM.setFileInputFiles', { files: [...paths], ...(backendNodeId === undefined ? {} : { backendNodeId }) });
      await client.send('Page.setInterceptFileChooserDialog', { enabled: false });
    },
    dragged: async (...paths) => {
      const { x, y } = await panel.evaluate(() => ({ x: innerWidth / 2, y: innerHeight / 2 }));
      const data = { items: [], files: [...paths], dragOperationsMask: 1 };
      for (const type of ['dragEnter', 'dragOver'] as const) await client.send('Input.dispatchDragEvent', { type, x, y, data });
      return async () => {
        await client.send('Input.dispatchDragEvent', { type: 'drop', x, y, data });
      };
    },
    file: async (name, text) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    },
    clipboard: async () => {
      await desk.write('[data-search]', '');
      await front.keyboard.down('Control');
      await front.keyboard.press('v', { commands: ['Paste'] });
      await front.keyboard.up('Control');
      const text = await panel.$eval('[data-search]', (input) => (input as HTMLInputElement).value);
      await key('Escape', 'Escape');
      return text;
    },
    step: async (ids, work) => {
      try {
        await work();
      } catch (error) {
        const heard = await panel.evaluate(heardOfPointer).catch(String);
        throw new Error(`${ids}: ${error instanceof Error ? error.message : String(error)}\nThe pointer: ${heard}`, { cause: error });
      }
      for (const id of ids.split(' ')) walked.add(id);
    },
    byKey: async (name, effect, wanted) => {
      const entries = keyTable.filter((each) => each.name === name && (wanted === undefined || each.keys.includes(wanted)));
      const [entry] = entries;
      const pressed = wanted ?? entry?.keys[0];
      if (entry === undefined || pressed === undefined) throw new Error(`The panel has no key ${wanted ?? ''} for ${name}.`);
      await desk.step(`${name}`, async () => {
        if (entry.shift === true) await front.keyboard.down('Shift');
        await front.keyboard.press(pressed as KeyInput);
        if (entry.shift === true) await front.keyboard.up('Shift');
        await effect();
      });
      walked.add(`${name} ${pressed}`);
    },
  };
  return desk;
};

/** A desk that several tests share, one after the other; `start` opens the page. A test that fails leaves a log and screenshots. */
export const sharedDesk = (name: string, args: readonly string[] = []) => {
  let desk: Desk | null = null;
  let end: (failure: unknown) => void = () => undefined;
  let browsing: Promise<void> = Promise.resolve();
  return {
    start: async (address: string): Promise<void> => {
      const folder = await mkdtemp(join(tmpdir(), `idscope-${name}-`));
      desk = await new Promise<Desk>((resolve, reject) => {
        browsing = withChromium(
          name,
          async (chromium) => {
            const page = await chromium.newPage();
            await page.goto(address);
            const failure = new Promise<unknown>((done) => {
              end = done;
            });
            resolve(await deskOf(chromium, page, folder));
            const why = await failure;
            if (why !== null) throw why;
          },
          args,
        ).finally(() => rm(folder, { recursive: true, force: true }));
        browsing.catch(reject);
      });
    },
    /** One chapter. The next ones go on from what it left, so that after a failure they fail as well. */
    walk: (work: (desk: Desk) => Promise<void>) => async (): Promise<void> => {
      if (desk === null) throw new Error('An earlier chapter failed.');
      try {
        await work(desk);
      } catch (error) {
        desk = null;
        end(error);
        await browsing;
      }
    },
    stop: async (): Promise<void> => {
      end(null);
      await browsing.catch(() => undefined);
    },
  };
};
