import { expect } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type InBrowser, observed, recordingOf } from '../support/inspecting.ts';
import type { ExtensionPage } from '../support/panel.ts';
import { filterRows, press, shownRows } from '../support/shown.ts';
import { mixpanelNpm, type Site } from '../support/site.ts';

const cookie = '3f0c2b7e-6a41-4b7b-9a55-0d8f6d2d6f10';

/** Types into a field of the sheet and sends its form. */
const fill = (panel: ExtensionPage, form: string, text: string): Promise<void> =>
  panel.evaluate(
    (selector, typed) => {
      const shown = document.querySelector<HTMLFormElement>(selector);
      const field = shown?.querySelector<HTMLInputElement | HTMLTextAreaElement>('input, textarea');
      if (shown == null || field == null) throw new Error(`There is no form ${selector}.`);
      field.value = typed;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      return new Promise<void>((done) => {
        requestAnimationFrame(() => requestAnimationFrame(() => done(shown.requestSubmit())));
      });
    },
    form,
    text,
  );

/**
 * The site's servers keep an id in a cookie, which the web SDK takes for its device id. The tester names the cookie and
 * pastes what the servers sent at sign-up: the anonymous history goes to the user.
 */
export const serverSide = (inBrowser: InBrowser, site: Site): Promise<void> =>
  inBrowser('server-side', async ({ newPage, inspect }) => {
    const start = site.page('/', {
      head: `<script nonce="test">document.cookie = 'other=secret'; document.cookie = 'visitor_id=${cookie}';</script>${mixpanelNpm(
        site,
        'TOK',
        `app.mixpanel.register({ $device_id: '${cookie}', distinct_id: '$device:${cookie}' }); app.mixpanel.track('Looked Around');`,
      )}`,
    });
    const page = await newPage();
    const watched = await inspect(page);
    await page.goto(start);
    const { panel } = watched;
    await eventually('the event to be accepted', async () => JSON.stringify(await recordingOf(watched)).includes('"accepted"'));
    expect(JSON.stringify(await recordingOf(watched))).not.toContain('visitor_id');

    await press(panel, 'Server');
    await eventually('the form of the cookie', () => panel.evaluate(() => document.querySelector('[data-server-id]') !== null));
    await fill(panel, '[data-server-id]', 'visitor_id');
    await eventually('what the cookie holds', () =>
      panel.evaluate((id) => document.querySelector('[data-server-id]')?.textContent?.includes(id) === true, cookie),
    );
    const named = await recordingOf(watched);
    expect(observed(named, 'storage.changed').filter(({ vendor }) => vendor === 'server')).toMatchObject([
      { project: 'visitor_id', area: 'cookie', ids: { anonymousId: cookie, knownId: null } },
    ]);
    expect(JSON.stringify(named)).not.toContain('secret');

    const event = { event: 'Signed Up On Server', properties: { token: 'TOK', $device_id: cookie, $user_id: 'ada@site.example' } };
    await fill(panel, '[data-server-events]', JSON.stringify(event));
    await eventually('the event to be taken', () =>
      panel.evaluate(() => document.querySelector('[data-server-events] output')?.textContent?.startsWith('1 event added') === true),
    );
    await press(panel, 'Close');
    await filterRows(panel, 'Looked Around');
    await eventually('the history on the user', async () =>
      (await shownRows(panel)).some(({ text, landsOn }) => text.includes('Looked Around') && landsOn === 'ada@site.example'),
    );
  });
