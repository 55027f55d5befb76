import { eventually } from '../../support/eventually.ts';
import type { Desk } from '../desk.ts';

/** What holds for the site, and for its projects on their cards. */
export const walkSettings = async (desk: Desk): Promise<void> => {
  const { step, says, gone, byKey, count, panel } = desk;
  const value = (selector: string): Promise<string> =>
    panel.$eval(selector, (field) => (field as HTMLInputElement | HTMLSelectElement).value);
  const mixpanel = '[data-identity=mixpanel]';
  const segment = '[data-identity=segment]';
  await desk.rest();
  await step('id-copy', async () => {
    await desk.press('Copy User id', mixpanel);
    await says(`${mixpanel} [title=Copied]`, '');
    await desk.rest();
    await desk.key('1');
    if ((await desk.clipboard()) !== 'u-2') throw new Error('The id is not on the clipboard.');
  });
  await step('model', async () => {
    await desk.choose('[data-model=TOK]', 'mixpanel-original');
    await gone(`${mixpanel} .is-guess`);
  });
  await step('settings-show assumption-choice', async () => {
    await desk.click(`${segment} .settings:not(.feeds) > summary`);
    await desk.choose(`${segment} .settings:not(.feeds) select`, 'first');
    await eventually('the choice to be held', async () => (await value(`${segment} .settings:not(.feeds) select`)) === 'first');
  });
  await step('assumption-text', async () => {
    await desk.write(`${segment} .settings:not(.feeds) input`, 'lots');
    await desk.key('Tab');
    await says(`${segment} [role=alert]`, 'It takes a value such as');
    await desk.write(`${segment} .settings:not(.feeds) input`, 'user_id=2');
    await desk.key('Tab');
    await desk.rest();
    await desk.key(',');
    await says('[data-chosen=assumption]', 'user_id=2');
    await desk.key('Escape');
    await gone('dialog');
  });
  await step('feeds-show feed', async () => {
    await desk.click(`${segment} .feeds > summary`);
    await desk.choose('[data-feed=mixpanel]', 'mixpanel-simplified');
    await desk.rest();
    await desk.key('2');
    await says('.summary', 'fed by');
  });
  await step('traits', async () => {
    await desk.click(`${segment} .traits > summary`);
    await says(`${segment} .traits[open]`, 'plan');
  });

  await byKey('settings', () => says('dialog h2', 'Settings of 127.0.0.1'));
  await step('always-record', async () => {
    await desk.click('[data-always-record]');
    await eventually('the mark', async () => (await count('[data-always-record]:checked')) === 1);
  });
  await step('auth-patterns auth-save', async () => {
    await desk.write('[data-pattern=login]', '/welcome');
    await desk.press('Save', '[data-auth]');
    await eventually('it to be saved', async () => (await count('[data-auth] [type=submit]:disabled')) === 1);
  });
  await says('[data-chosen=model]', 'Original');
  await says('[data-chosen=feed]', 'Simplified');
  await step('restore-one', async () => {
    await desk.press('Back to default', '[data-chosen=model]');
    await gone('[data-chosen=model]');
    await eventually('the card to say so', async () => (await value('[data-model=TOK]')) === 'mixpanel-simplified');
  });
  await step('settings-server', async () => {
    await desk.press('Server side…');
    await says('dialog h2', 'Server side');
  });
  await step('server-close', async () => {
    await desk.press('Close', 'dialog');
    await gone('dialog');
  });
  await desk.rest();
  await byKey('settings', () => says('dialog h2', 'Settings of'));
  await step('settings-close', async () => {
    await desk.press('Close', 'dialog');
    await gone('dialog');
  });
  await step('model-confirm', async () => {
    await desk.click(`${mixpanel} .is-guess`);
    await gone(`${mixpanel} .is-guess`);
  });
};

/** The servers' own id, and events that servers sent. */
export const walkServerSide = async (desk: Desk): Promise<void> => {
  const { step, says, gone, byKey, panel } = desk;
  await desk.rest();
  await byKey('server', () => says('dialog h2', 'Server side'));
  await step('server-cookie server-cookie-save', async () => {
    await desk.write('[data-server-id] input', 'sid');
    await desk.press('Save', '[data-server-id]');
    await says('[data-server-id]', 'sid was not seen yet');
  });
  await step('server-value', async () => {
    await desk.write('[data-server-id] .field:nth-of-type(2) input', 'from-the-server');
    await desk.press('Save', '[data-server-id]');
    await says('[data-server-id]', 'from-the-server');
  });
  await step('server-cookie-forget', async () => {
    await desk.press('Forget', '[data-server-id]');
    await gone('[data-server-id] [role=status]');
  });
  await step('server-events server-events-add', async () => {
    await panel.focus('[data-server-events] textarea');
    await desk.type('{"event":"Refunded","properties":{"token":"TOK","$user_id":"u-2","distinct_id":"u-2"}}');
    await desk.key('Enter');
    await desk.type('oops');
    await desk.press('Add events');
    await says('output', '1 event added, 1 line not used');
    await says('.line-errors', 'Line 1:');
  });
  await desk.key('Escape');
  await gone('dialog');
  await desk.rest();
  await desk.key('1');
  await says('[data-row]', 'Refunded');
};

/** Everything chosen for the site, given up at once, and what is stored from before is an assumption. */
export const walkForget = async (desk: Desk): Promise<void> => {
  const { step, says, gone, byKey, count, page } = desk;
  await desk.rest();
  await byKey('settings', () => says('dialog h2', 'Settings of'));
  await says('[data-chosen]', 'default');
  await step('forget-site', async () => {
    await desk.click('[data-forget]');
    await gone('[data-chosen]');
    await eventually('the mark to be gone', async () => (await count('[data-always-record]:checked')) === 0);
    await eventually(
      'the pattern to be gone',
      async () => (await desk.panel.$eval('[data-pattern=login]', (field) => (field as HTMLTextAreaElement).value)) === '',
    );
  });
  await desk.key('Escape');
  await gone('dialog');
  await step('assumptions-show', async () => {
    await page.evaluate("app.mixpanel.track('Known From Before')");
    await desk.click('.assumptions > summary');
    await says('.assumptions[open] li', 'touches');
  });
};
