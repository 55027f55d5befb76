import { eventually } from '../../support/eventually.ts';
import type { Desk } from '../desk.ts';

/** What is shown of the rows, marks among them, and how Escape leads out of it layer by layer. */
export const walkFilters = async (desk: Desk): Promise<void> => {
  const { byKey, step, says, texts, gone, count } = desk;
  const rows = (number: number) => eventually(`${number} rows`, async () => (await count('[data-row]')) === number);
  const all = await count('[data-row]');
  await byKey('search', async () => {
    await desk.type('bought');
    await says('.foot', ' of ');
    await eventually('only what was bought', async () => (await texts('[data-row]')).every((row) => row.includes('Bought')));
  });
  await byKey('close', () => rows(all));
  await byKey('close', async () => {
    await eventually('the field to be left', async () => (await desk.focused()) === 'nothing');
  });
  await byKey('identity-only', async () => {
    await eventually(
      'fewer rows',
      async () => (await count('[data-row]')) < all && (await count('[data-key=identity-only][aria-pressed=true]')) === 1,
    );
  });
  await byKey('identity-only', () => rows(all));
  await byKey('reading', () => says('[aria-pressed=true]', 'Called'));
  await byKey('reading', () => says('[aria-pressed=true]', 'Delivered'));

  const marks = async (note: string, add: () => Promise<void>): Promise<void> => {
    await desk.says('.mark-sheet', 'Note');
    await eventually('the note to have the focus', () => desk.panel.evaluate(() => document.activeElement?.tagName === 'INPUT'));
    await desk.type(note);
    await add();
    await gone('dialog');
  };
  await byKey('mark', () => step('mark-note', () => marks('first try', () => desk.key('Enter'))));
  await says('.row.is-mark', 'first try');
  await byKey('mark', () => step('mark-cancel', () => marks('never', () => desk.press('Cancel', 'dialog'))));
  await byKey('mark', () => step('mark-add', () => marks('second try', () => desk.press('Add mark'))));
  await says('.row.is-mark', 'second try');
  if ((await texts('.row.is-mark')).length !== 2) throw new Error('A cancelled mark was made.');
  const selectedMark = (note: string) => eventually(`the mark ${note}`, async () => (await desk.selected()).includes(note));
  await byKey('mark-next', () => selectedMark('first try'));
  await byKey('mark-next', () => selectedMark('second try'));
  await byKey('mark-previous', () => selectedMark('first try'));
  await step('filter-term', async () => {
    await desk.write('[data-search]', 'mark:second');
    await eventually(
      'the mark that is looked for',
      async () => (await texts('[data-row]')).join().includes('second try') && (await count('[data-row]')) === 1,
    );
  });

  await step('escape-layers', async () => {
    await desk.key('Escape', 'Escape');
    await desk.write('[data-search]', 'bought');
    await desk.pressRow('Bought');
    await says('.detail-head h2', 'Bought');
    await desk.key(',');
    await says('dialog', 'Settings of');
    await desk.key('Escape');
    await gone('dialog');
    await says('.detail-head h2', 'Bought');
    await desk.key('Escape');
    await gone('.detail');
    await says('.foot', ' of ');
    if (await desk.drawer()) throw new Error('DevTools heard an Escape that was for the panel.');
    await desk.key('Escape');
    await rows(all + 2);
    if (await desk.drawer()) throw new Error('DevTools heard an Escape that was for the panel.');
    await desk.key('Escape');
    await eventually('the drawer, which is DevTools’ own', () => desk.drawer());
    await desk.key('Escape');
    await eventually('the drawer to be closed', async () => !(await desk.drawer()));
  });

  await desk.rest();
  await byKey('shortcuts', async () => {
    await says('.shortcut-sheet', 'Filter events');
    await step('shortcuts-close', () => desk.press('Close', 'dialog'));
    await gone('dialog');
  });
  await desk.press('Keyboard shortcuts');
  await says('.shortcut-sheet', 'Filter events');
  await desk.key('Escape');
  await gone('dialog');
  await eventually('the button to have the focus again', async () => (await desk.focused()) === 'Keyboard shortcuts');
};

/** More rows than fit, and a narrow window. */
export const walkSizes = async (desk: Desk): Promise<void> => {
  const { step, gone, front, page } = desk;
  await desk.rest();
  await desk.key('1', 'Home');
  await page.evaluate("for (let i = 0; i < 40; i++) app.mixpanel.track('More ' + i)");
  await step('to-latest', async () => {
    await desk.press('Jump to latest');
    await eventually('the last row', async () => (await desk.texts('[data-row]')).some((row) => row.includes('More 39')));
    await eventually('the link to be gone', async () => !(await desk.texts('.foot')).join().includes('Jump'));
  });
  await front.setViewport({ width: 560, height: 900 });
  const cards = () => desk.panel.evaluate(() => (document.querySelector('.cards')?.getClientRects().length ?? 0) > 0);
  await eventually('one line instead of cards', async () => !(await cards()));
  await desk.byKey('identity-cards', () => eventually('the cards', cards));
  await desk.byKey('identity-cards', () => eventually('the line alone', async () => !(await cards())));
  await front.setViewport({ width: 1500, height: 1000 });
  await eventually('the cards beside the view', cards);
  await gone('dialog');
};
