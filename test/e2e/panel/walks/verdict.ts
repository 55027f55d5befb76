import { eventually } from '../../support/eventually.ts';
import type { Desk } from '../desk.ts';

/** The strip above every view: what the tester says, and where its facts lead. */
export const walkStrip = async (desk: Desk): Promise<void> => {
  const { byKey, step, says, selected } = desk;
  await desk.rest();
  await byKey('tab-timeline', () => says('#tab-timeline[aria-selected=true]', 'Timeline'));
  await byKey('login', () => says('.row.is-login', 'Login'));
  await says('[data-logout]', 'not tried');
  await byKey('logout', async () => {
    await says('.row.is-logout', 'Logout');
    await eventually('the log-out to be judged', async () => (await desk.count('[data-logout=not-tried]')) === 0);
  });
  await byKey('expiry', () => says('.row.is-expiry', 'Session expired'));
  await step('strip-logout', async () => {
    await desk.click('[data-logout] .jump');
    await eventually('the log-out to be selected', async () => /Logout|Session expired/.test(await selected()));
  });
  await step('strip-changed', async () => {
    await desk.click('.fact.is-changed .jump');
    await eventually('the last change to be selected', async () => (await selected()).includes('u-2'));
  });
  await desk.key('Escape');
  await desk.rest();
  await byKey('copy-ticket', async () => {
    await says('[data-key=copy-ticket]', 'Copied');
    const ticket = await desk.clipboard();
    if (!/Identity check.*u-2/.test(ticket)) throw new Error(`The clipboard has ${ticket}`);
  });
  await step('strip-counts', async () => {
    await desk.click('.counts');
    await says('#tab-findings[aria-selected=true]', 'Findings');
  });
};

const rule = 'user-switched-without-reset';

/** A finding: copied, followed, tried, muted, and told again. */
export const walkFindings = async (desk: Desk): Promise<void> => {
  const { byKey, step, says, gone, count } = desk;
  const card = `[data-finding=${rule}]`;
  const opened = () => byKey('tab-findings', () => says(`${card} h2`, 'without a reset'));
  await desk.rest();
  await opened();
  await step('finding-copy', async () => {
    await desk.press('Copy for ticket', card);
    await says(`${card} button`, 'Copied');
    await desk.rest();
    await desk.key('1');
    const ticket = await desk.clipboard();
    if (!ticket.includes('One user became another')) throw new Error(`The clipboard has ${ticket}`);
  });
  await opened();
  await step('finding-evidence', async () => {
    await desk.click(`${card} .evidence .jump`);
    await says('.detail-head h2', 'identify u-2');
  });
  await desk.rest();
  await opened();
  await step('finding-try', async () => {
    await desk.click(`${card} [data-try-fix]`);
    await says('[data-what-if] .is-gone', 'without a reset');
    await desk.press('Reset all');
    await gone('[data-change]');
  });
  await desk.rest();
  await opened();

  await step('mute', async () => {
    await desk.click(`${card} [data-mute]`);
    await says('.mute-form', 'Why can the team live with it?');
  });
  await step('mute-cancel', async () => {
    await desk.press('Cancel', '.mute-form');
    await gone('.mute-form');
    await eventually('the focus where it came from', async () => (await desk.focused()) === 'Mute');
  });
  await desk.key('Enter');
  await step('mute-everywhere', async () => {
    await desk.click('.mute-form [type=checkbox]');
    await eventually('the mark', async () => (await count('.mute-form :checked')) === 1);
  });
  await step('mute-reason mute-submit', async () => {
    await desk.write('.mute-form .field input', 'known since spring');
    await desk.press('Mute', '.mute-form');
    await gone(`.page > ${card}`);
    await says('.muted-findings summary', '1 finding muted');
  });
  await step('muted-show', async () => {
    await desk.click('.muted-findings summary');
    await says('.muted-findings [data-muted]', 'known since spring');
    await says('.muted-findings [data-muted]', 'in all projects');
  });
  await step('unmute', async () => {
    await desk.press('Judge again', '.muted-findings');
    await says(`.page > ${card} h2`, 'without a reset');
  });
};

/** The flows: folded, opened, followed. */
export const walkFlows = async (desk: Desk): Promise<void> => {
  await desk.rest();
  await desk.byKey('tab-flows', () => desk.says('.flow-group h2', 'Two people share a device'));
  await desk.step('flow-fold', async () => {
    const open = await desk.count('.flow[open]');
    await desk.click('.flow[open] > summary');
    await eventually('one flow less to be open', async () => (await desk.count('.flow[open]')) === open - 1);
    await desk.key('Enter');
    await eventually('it to be open again', async () => (await desk.count('.flow[open]')) === open);
  });
  await desk.step('flow-jump', async () => {
    await desk.click('.flow[open] .step-jump');
    await desk.says('#tab-timeline[aria-selected=true]', 'Timeline');
    await eventually('its row', async () => (await desk.selected()) !== '');
  });
  await desk.key('Escape');
};
