import { eventually } from '../../support/eventually.ts';
import type { Desk } from '../desk.ts';

/** Four exports, read back from the disk. Returns the whole recording. */
export const walkExports = async (desk: Desk): Promise<string> => {
  const { byKey, step, gone, says } = desk;
  const take = async (id: string, downs: number, check: (file: { readonly name: string; readonly text: string }) => boolean) => {
    let text = '';
    await step(id, async () => {
      await desk.rest();
      const file = await desk.saved(async () => {
        await byKey('export', () => says('.menu-list', 'With real ids'));
        for (let down = 0; down <= downs; down += 1) await desk.key('Tab');
        await desk.key('Enter');
      });
      await gone('.menu-list');
      if ((await desk.focused()) !== 'export') throw new Error('The focus is not back at the menu.');
      if (!check(file)) throw new Error(`The file is ${file.name}: ${file.text.slice(0, 300)}`);
      text = file.text;
    });
    return text;
  };
  await desk.rest();
  await byKey('export', () => says('.menu-list', 'Redacted'));
  await desk.key('Escape');
  await gone('.menu-list');
  await take(
    'export-redacted',
    0,
    ({ name, text }) => name.endsWith('.idscope.json') && JSON.parse(text).idscope === 1 && !text.includes('"u-2"'),
  );
  await take(
    'export-test',
    2,
    ({ name, text }) => /\.ts$/.test(name) && text.includes("from 'idscope/playwright'") && text.includes('u-2'),
  );
  await take(
    'export-config',
    3,
    ({ name, text }) => name === 'idscope.config.json' && JSON.stringify(JSON.parse(text)).includes('welcome'),
  );
  return take('export-whole', 1, ({ text }) => JSON.parse(text).idscope === 1 && text.includes('"u-2"'));
};

/** Chooses an entry of the menu of imports by keys. */
const importMenu = (desk: Desk) => (entry: number) => async (): Promise<void> => {
  await desk.rest();
  await desk.byKey('import', () => desk.says('.menu-list', 'Compare…'));
  for (let down = 0; down <= entry; down += 1) await desk.key('Tab');
  await desk.key('Enter');
};

/** Files that are opened, compared, and added as another device; and back to the page. */
export const walkImports = async (
  desk: Desk,
  files: { readonly before: string; readonly broken: string; readonly crowd: string; readonly heavy: string },
): Promise<void> => {
  const { step, says, gone } = desk;
  const menu = importMenu(desk);
  await desk.offered(menu(0), files.broken);
  await step('refusal-dismiss', async () => {
    await says('.notice.is-error', 'did not work');
    await desk.press('Dismiss');
    await gone('.notice.is-error');
  });
  await step('import-open', async () => {
    await desk.offered(menu(0), files.crowd);
    await says('[data-file-shown]', 'crowd.ndjson');
  });
  await step('drop-files', async () => {
    const dropped = await desk.dragged(files.before, files.broken);
    await says('[data-drop-zone]', 'Drop to open');
    await dropped();
    await gone('[data-drop-zone]');
    await says('.notice.is-error', '1 of 2 files could not be opened. broken.idscope.json: ');
    await says('[data-file-shown]', 'before.idscope.json');
    await desk.press('Dismiss');
    await (await desk.dragged(files.heavy))();
    await says('[data-opening]', 'Opening heavy.har');
    await says('[data-row]', 'From The Heavy File');
    await gone('[data-opening]');
    const again = await desk.dragged(files.crowd);
    await again();
    await says('[data-file-shown]', 'crowd.ndjson');
  });
  await step('losses-show', async () => {
    await desk.click('.notices details > summary');
    await says('.notices details[open] li', 'could not be read');
  });
};

/** Out of the file, then other recordings beside the page. */
export const walkBeside = async (desk: Desk, before: string): Promise<void> => {
  const { byKey, step, says, gone, count, texts } = desk;
  const menu = importMenu(desk);
  await desk.rest();
  await byKey('live', async () => {
    await gone('[data-file-shown]');
    await says('.thinks', 'u-2');
  });
  await step('import-compare', async () => {
    await desk.offered(menu(1), before);
    await says('.compare-head', 'From before.idscope.json to what is shown');
    await says('[data-compare]', 'identify(u-2)');
  });
  await step('compare-swap', async () => {
    await desk.press('Swap', '.compare-head');
    await says('.compare-head', 'From what is shown to before.idscope.json');
    await says('[data-compare] .is-before', 'identify(u-2)');
  });
  await step('compare-again', async () => {
    const told = async (): Promise<string> => (await texts('[data-compare]')).join();
    const first = await told();
    await desk.page.evaluate("app.mixpanel.track('Compared Later')");
    await eventually('the new event to be compared', async () => {
      await desk.press('Compare again', '.compare-head');
      return (await told()) !== first;
    });
  });
  await step('compare-close', async () => {
    await desk.press('Close', '.compare-head');
    await gone('.compare-head');
  });
  await step('compare-choose', async () => {
    await desk.offered(() => desk.press('Choose a recording…'), before);
    await says('.compare-head', 'before.idscope.json');
  });

  await step('import-device', async () => {
    await menu(2)();
    await says('dialog h2', 'Another device in the same story');
    await desk.key('Escape');
    await gone('dialog');
    await eventually('the menu to have the focus again', async () => (await desk.focused()) === 'import');
  });
  await desk.rest();
  await byKey('add-device', () => says('dialog', 'A private window is a second device'));
  await step('private-settings', async () => {
    await desk.press('Open the settings');
    const address = `chrome://extensions/?id=${desk.chromium.extension}`;
    const settings = await eventually('the settings of the extension', async () =>
      desk.chromium.browser.targets().find((target) => target.url().startsWith(address)),
    );
    await (await settings.page())?.close();
  });
  await step('private-copy-address', async () => {
    await desk.press('Copy the address of the settings');
    await says('dialog [title=Copied]', '');
  });
  await step('device-add', async () => {
    await desk.offered(() => desk.press('Add a recording…'), before);
    await says('.added-devices', 'before.idscope.json');
  });
  await step('device-sheet-close', async () => {
    await desk.press('Close', 'dialog');
    await gone('dialog');
  });
  await desk.rest();
  await desk.key('1');
  const shown = (): Promise<string> => texts('.foot').then((all) => all.join());
  await step('place-only', async () => {
    await desk.click('[data-place-chip^="device:"]:last-of-type');
    await says('.foot', ' of ');
    await eventually('the chip to be pressed', async () => (await count('[data-place-chip][aria-pressed=true]')) === 1);
  });
  await step('place-all', async () => {
    await desk.press('All', '.session-line');
    await eventually('every row', async () => !(await shown()).includes(' of '));
  });
  await desk.rest();
  await byKey('add-device', () => says('.added-devices', 'before.idscope.json'));
  await step('device-remove', async () => {
    await desk.press('Remove before.idscope.json');
    await gone('.added-devices');
  });
  await desk.key('Escape');
  await gone('dialog');
};

/** Everything forgotten, and what the empty panel offers. */
export const walkEmpty = async (desk: Desk, before: string): Promise<void> => {
  const { byKey, step, says, gone, page } = desk;
  const shop = page.url();
  await page.goto(new URL('/quiet', shop).href);
  await desk.rest();
  await byKey('clear', async () => {
    await gone('[data-row]');
    await says('.empty', 'Reload the page');
  });
  await step('demo', async () => {
    await desk.press('Look at a demo');
    await says('[data-file-shown]', 'Demo: a made-up shop');
    await says('.counts', '1 error');
  });
  await desk.rest();
  await byKey('live', () => says('.empty', 'Reload the page'));
  await step('empty-import', async () => {
    await desk.offered(() => desk.press('Open a recording', '.empty'), before);
    await says('[data-file-shown]', 'before.idscope.json');
  });
  await desk.press('Back to live');
  await gone('[data-file-shown]');
  await step('empty-reload', async () => {
    await Promise.all([page.waitForNavigation(), desk.press('Reload page', '.empty')]);
  });
  await page.goto(shop);
  await says('[data-row]', 'Bought');
};
