import { expect, test } from 'vitest';
import { form, json, noSession, page, right, session } from '../auth/auth-page.ts';
import { startCorpusSite } from '../auth/corpus-site.ts';
import { withChromium } from '../support/chromium.ts';
import { check } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { observed, recordingOf } from '../support/inspecting.ts';

/** A site that never shows what came of it: the form stays, and so does the way out. */
const silent = {
  name: 'silent',
  build: 'only the cookie tells, and scripts do not see it',
  routes: {
    '/': page(`<h1>Console</h1>${form('')}
      <script>document.forms[0].onsubmit = (event) => { event.preventDefault(); fetch('/api/enter', { method: 'POST', body: '{}' }); };</script>`),
    '/inside': page(`<h1>Inside</h1><button id="out">Sign out</button><script>out.onclick = () => fetch('/api/done');</script>`),
    '/api/enter': json({}, 200, session),
    '/api/done': json({}, 200, noSession),
  },
  visit: [],
};

test('a session cookie that scripts do not see confirms a login and a log-out while the panel is open in DevTools', async () => {
  const site = await startCorpusSite([silent]);
  try {
    await withChromium('session-cookies', async (chromium) => {
      const tab = await chromium.newPage();
      const watched = await chromium.inspect(tab);
      await tab.goto(site.appOf('silent'));
      const changes = async (): Promise<readonly string[]> =>
        observed(await recordingOf(watched), 'auth.signalled').flatMap(({ signal, source }) => (source === 'hint:cookie' ? [signal] : []));
      for (const [field, text] of Object.entries(right)) await tab.type(field, text);
      await tab.click('#go');
      await eventually('the cookie that came', async () => (await changes()).length === 1);
      await tab.goto(`${site.appOf('silent')}/inside`);
      await tab.click('#out');
      await eventually('the cookie that went', async () => (await changes()).length === 2);
      const recording = await recordingOf(watched);
      const { signals } = await check(recording);
      expect(signals.map(({ signal, confirmed, detail }) => `${signal} ${confirmed} ${detail}`)).toEqual([
        'login true /: a session cookie was set',
        'logout true Sign out: a session cookie was removed',
      ]);
      expect(JSON.stringify(recording)).not.toMatch(/sid=|HttpOnly/);
    });
  } finally {
    await site.stop();
  }
});
