import { eventually } from '../../support/eventually.ts';
import type { Desk } from '../desk.ts';

/** Profiles as picture and table, of what the page did. */
export const walkPeople = async (desk: Desk): Promise<void> => {
  const { byKey, step, says, panel } = desk;
  const opened = async (): Promise<void> => {
    await desk.rest();
    await byKey('tab-profiles', () => says('.summary', '1 anonymous id → 2 profiles'));
  };
  await opened();
  await step('picture-part', async () => {
    await desk.click('.hit[aria-label^="Event"][aria-label*="was refused"]');
    await says('.detail-head h2', 'Paid');
  });
  await opened();
  await step('picture-arrows', async () => {
    await panel.$eval('.hit[aria-label^="anonymous id $device:"]', (part) => (part as SVGElement).focus());
    await desk.key('ArrowRight');
    await eventually('the event that merged to have the focus', async () => (await desk.focused()).includes('merged'));
    await desk.key('Enter');
    await says('.detail-head h2', 'Bought');
  });
  await opened();
  const pressed = (key: string) =>
    eventually(`${key} to be pressed`, async () => (await desk.count(`[data-key=${key}][aria-pressed=true]`)) === 1);
  // Keys act on the picture that was touched last.
  await desk.click('.project:has(.is-refused) .summary strong');
  await byKey('fit-picture', () => pressed('fit-picture'));
  await byKey('fit-picture', () =>
    eventually('full size', async () => (await desk.count('[data-key=fit-picture][aria-pressed=false]')) === 1),
  );
  let file = { name: '', text: '' };
  file = await desk.saved(() => byKey('save-picture', async () => undefined));
  if (!file.name.endsWith('.svg') || !/^<\?xml .*u-1.*u-2/s.test(file.text))
    throw new Error(`The picture is ${file.name}: ${file.text.slice(0, 200)}`);

  await byKey('profiles-as', () => says('[data-profile] th', 'u-1'));
  await step('profile-merged-by', async () => {
    await desk.click('[data-profile="u-1"] .merged-by .jump');
    await says('.detail-head h2', 'Bought');
  });
  await opened();
  await step('profile-show', async () => {
    await desk.click('[data-profile="u-2"] .plain');
    await eventually('only what lands on the second person', () =>
      panel.evaluate(() => {
        const lands = [...document.querySelectorAll<HTMLElement>('[data-row] [data-lands-on]')].map(({ dataset }) => dataset.landsOn);
        return lands.length > 0 && lands.every((label) => label === 'u-2');
      }),
    );
  });
  await desk.write('[data-search]', '');
  await desk.key('Escape');
  await opened();
  await byKey('profiles-as', () => eventually('the picture', async () => (await desk.count('svg.picture')) === 2));
};

/** People by the hundred, from a file: pages of the picture, ids by the dozen folded into one node. */
export const walkCrowd = async (desk: Desk): Promise<void> => {
  const { step, says, gone, byKey } = desk;
  await desk.rest();
  await byKey('tab-profiles', () => says('.cluster-tools', 'Profiles 1–'));
  await step('picture-next', async () => {
    await desk.press('Next', '.cluster-tools');
    await eventually('the next page', async () => !(await desk.texts('.cluster-tools')).join().includes('Profiles 1–'));
  });
  await step('picture-previous', async () => {
    await desk.press('Previous', '.cluster-tools');
    await says('.cluster-tools', 'Profiles 1–');
  });
  const list = async (): Promise<void> => {
    await desk.click('.hit[data-leads=list]');
    await says('.id-sheet h2', 'of u-many');
  };
  await list();
  await step('id-more', async () => {
    const few = await desk.count('.id-sheet li');
    await desk.click('.id-sheet .more');
    await eventually('more ids', async () => (await desk.count('.id-sheet li')) > few);
  });
  await step('id-sheet-close', async () => {
    await desk.press('Close', 'dialog');
    await gone('dialog');
  });
  await list();
  await desk.key('Escape');
  await gone('dialog');
  // Listed to the end, the button that had the focus is gone.
  await list();
  await desk.click('.id-sheet .more');
  await gone('.id-sheet .more');
  await desk.key('Escape');
  await gone('dialog');
  if (await desk.drawer()) throw new Error('DevTools heard an Escape that was for the sheet.');
  await list();
  await step('id-choose', async () => {
    await desk.click('.id-sheet .id-list .link');
    await says('.foot', '1 of ');
  });
  await desk.rest();
  await desk.key('/');
  await desk.key('Escape', 'Escape');
  await desk.key('2', 'g');
  await step('profile-more', async () => {
    await desk.click('[data-profile="u-many"] .profile-ids .link');
    await says('[data-profile="u-many"] .profile-ids', 'fewer');
  });
  await desk.rest();
  await desk.key('g');
};
