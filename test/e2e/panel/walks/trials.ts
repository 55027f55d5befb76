import { eventually } from '../../support/eventually.ts';
import type { Desk } from '../desk.ts';

/** What if: from a row, and each kind of change; taken back one by one and all at once. `file` is a recording. */
export const walkTrials = async (desk: Desk, file: string): Promise<void> => {
  const { step, says, gone, byKey, count } = desk;
  const row = async (text: string): Promise<void> => {
    await desk.rest();
    await desk.key('1');
    await desk.pressRow(text);
    await says('.row-tools', 'What if');
  };
  const takeBack = async (kind: string): Promise<void> => {
    await desk.click(`[data-change=${kind}] .icon-button`);
    await gone(`[data-change=${kind}]`);
  };
  await row('identifyu-2');
  await step('try-drop', async () => {
    await desk.click('[data-try=drop]');
    await says('[data-what-if] .is-gone', 'without a reset');
  });
  await step('try-jump', async () => {
    await desk.click('[data-change] .jump');
    await says('.detail-head h2', 'identify u-2');
  });
  await desk.rest();
  await byKey('tab-what-if', () => says('[data-change=drop]', 'Without'));
  await step('moved-jump', async () => {
    await desk.click('[data-moved] .jump');
    await says('#tab-timeline[aria-selected=true]', 'Timeline');
    await says('.detail-head h2', 'track');
  });
  await desk.rest();
  await desk.key('5');
  await step('try-remove', () => takeBack('drop'));
  await row('identifyu-2');
  await step('try-reset-before', async () => {
    await desk.click('[data-try=reset-before]');
    await says('[data-change=call]', 'reset() before');
    await says('[data-what-if] .is-gone', 'without a reset');
  });
  await takeBack('call');
  await row('identifyu-2');
  await step('try-reset-after', async () => {
    await desk.click('[data-try=reset-after]');
    await says('[data-change=call]', 'reset() after');
    await says('[data-what-if]', 'What would have come of it');
  });
  await step('try-again', async () => {
    await desk.page.evaluate("app.mixpanel.track('Meanwhile')");
    await says('.answer-state', 'The recording has gone on since.');
    await eventually('it to be tried again with all that came', async () => {
      const state = (await desk.texts('.answer-state')).join();
      // The answer may come between two looks, and then nothing is left to press.
      if (state.includes('Try again')) await desk.panel.$eval('.answer-state', (line) => line.querySelector('button')?.click());
      return state === '';
    });
  });
  await step('try-reset-all', async () => {
    await desk.press('Reset all');
    await gone('[data-change]');
  });
  await row('identifyu-2');
  await step('try-more', async () => {
    await desk.press('More…', '.row-tools');
    await says('.trial', 'Add a call or an event');
  });

  await step('try-advice', async () => {
    const rule = await eventually('advice', () => desk.panel.$eval('[data-advice]', (button) => button.getAttribute('data-advice')));
    await desk.click('[data-advice]');
    await says(`[data-what-if] [data-gone="${rule}"]`, '');
    await desk.press('Reset all');
    await gone('[data-change]');
  });

  const form = '[data-add-change]';
  const add = async (kind: string): Promise<void> => {
    await desk.press('Try it', form);
    await says(`[data-change=${kind}]`, '');
  };
  await step('try-where try-reset', async () => {
    await desk.choose(`${form} [data-kind]`, 'reset');
    await desk.choose(`${form} [data-where]`, 'before');
    await add('call');
    await says('[data-change=call]', 'reset() before');
  });
  await takeBack('call');
  await step('try-row try-identify', async () => {
    await desk.choose(`${form} [data-kind]`, 'identify');
    await desk.write(`${form} input`, 'u-9');
    const place = await desk.panel.$eval(`${form} [data-place] option`, (option) => ({ key: option.value, text: option.text }));
    await desk.choose(`${form} [data-place]`, place.key);
    await add('call');
    await says('[data-change=call]', 'identify("u-9") before');
    await says('[data-change=call]', place.text.replace(' (selected)', ''));
  });
  await takeBack('call');
  await step('try-project try-call', async () => {
    await desk.choose(`${form} [data-kind]`, 'call');
    await desk.choose(`${form} [data-for]`, JSON.stringify(['segment', 'WK']));
    await desk.write(`${form} textarea`, "identify('u-8', {plan: 'pro'})");
    await add('call');
    await says('[data-change=call]', 'Segment: identify');
  });
  await takeBack('call');
  await step('try-event', async () => {
    await desk.choose(`${form} [data-kind]`, 'event');
    await desk.choose(`${form} [data-for]`, JSON.stringify(['mixpanel', 'TOK']));
    await desk.write(`${form} textarea`, '{"event":"Paid Later","properties":{"token":"TOK","$user_id":"u-7","distinct_id":"u-7"}}');
    await add('event');
    await says('[data-what-if]', 'What would have come of it');
  });
  await takeBack('event');
  await step('try-model', async () => {
    await desk.choose('[data-try-model=mixpanel]', 'mixpanel-original');
    await says('[data-change=model]', 'Original');
  });
  await step('try-apply', async () => {
    await desk.click('[data-apply]');
    await says('[data-change=model]', 'in use');
    await eventually(
      'the identity card to say so',
      async () => (await desk.panel.$eval('[data-model=TOK]', (choice) => (choice as HTMLSelectElement).value)) === 'mixpanel-original',
    );
  });
  await desk.press('Reset all');
  await step('try-recording', async () => {
    await desk.offered(() => desk.press('Add a recording…'), file);
    await says('[data-change=recording]', 'Together with before.idscope.json');
  });
  await desk.press('Reset all');
  await gone('[data-change]');
  if ((await count('[data-model=TOK]')) !== 1) throw new Error('There is no choice of rules.');
  await desk.choose('[data-model=TOK]', 'mixpanel-simplified');
};

/** As it stood at a row, and rows back and on from there. */
export const walkPast = async (desk: Desk): Promise<void> => {
  const { byKey, says, gone } = desk;
  await desk.rest();
  await desk.key('1');
  await desk.pressRow('Looked');
  await says('.detail-head h2', 'Looked');
  await byKey('as-of', () => says('[data-past]', 'after track Looked'));
  const title = async (): Promise<string> => (await desk.texts('[data-past] strong')).join();
  const moved = async (from: string) => eventually('another row', async () => (await title()) !== from && (await title()) !== '');
  const first = await title();
  await byKey('past-next', () => moved(first));
  await byKey('past-previous', () => eventually('the row of before', async () => (await title()) === first));
  await byKey('present', () => gone('[data-past]'));
  await desk.key('Escape');
};
