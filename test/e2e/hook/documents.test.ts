import { describe, expect, test } from 'vitest';
import { mixpanelNpm, passwordForm } from '../support/site.ts';
import { onSite } from './site-and-listener.ts';

describe.each(['chromium', 'firefox'] as const)('in %s', (kind) => {
  test('a page without analytics says nothing (T16)', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      await page.goto(site.page('/plain', { body: '<a href="#x">x</a>' }));
      await page.evaluate(() => history.pushState(null, '', '/plain?2'));
      const address = site.page('/', { head: mixpanelNpm(site, 'TOK') });
      await page.goto(address);
      await listener.until('the second page', () => listener.of('sdk.found').length > 0);
      expect(listener.of('document.opened').map(({ url }) => url)).toEqual([address]);
      expect(listener.hellos()).toBe(1);
    });
  });

  test('a returning visitor: the ids found come first, then what changes; routes are told', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      const address = site.page('/', { head: mixpanelNpm(site, 'TOK') });
      await page.goto(address);
      await listener.until('the sdk', () => listener.of('sdk.found').length === 1);
      await page.evaluate("app.mixpanel.identify('u-1')");
      await page.goto(`${address}?again`);
      await listener.until('the sdk again', () => listener.of('sdk.found').length === 2);
      await page.evaluate("history.pushState(null, '', '/there'); app.mixpanel.reset()");
      await listener.until('the reset', () => listener.of('call.observed').some(({ method }) => method === 'reset'));
      const second = listener.heard().filter((report) => report.page === listener.heard().at(-1)?.page);
      const changes = second.flatMap((report) => (report.kind === 'storage.changed' ? [report] : []));
      expect(changes[0]?.ids.knownId).toBe('u-1');
      expect(changes.at(-1)?.ids.knownId).toBeNull();
      expect(second.map(({ kind: one }) => one)).toContain('route.changed');
      expect(listener.of('document.closed')).toHaveLength(1);
    });
  });

  test('a form that the browser posts: the next page says whether it asks for a password again', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      site.page('/home', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.identify('u-1')"), body: 'welcome' });
      site.redirect('/session', '/home');
      site.page('/login', { body: passwordForm('/wrong') });
      site.redirect('/wrong', '/again');
      site.page('/again', { body: passwordForm('/session') });
      const send = async (): Promise<void> => {
        await page.type('input[type=email]', 'person@example.org');
        await page.type('input[type=password]', 'a secret');
        await Promise.all([page.waitForNavigation(), page.click('button')]);
      };
      await page.goto(`${site.origin}/login`);
      await send();
      await send();
      const signals = () => listener.of('auth.signalled').filter(({ source }) => !source.startsWith('hint:'));
      await listener.until('the login', () => signals().length === 5);
      expect(signals().map(({ source, confirmed, detail }) => [source, confirmed, detail])).toEqual([
        ['password-form-again', false, ''],
        ['password-form', false, '/wrong'],
        ['password-form-again', false, ''],
        ['password-form', false, '/session'],
        ['no-password-form', false, ''],
      ]);
      expect(JSON.stringify(listener.heard())).not.toMatch(/secret|person@/);
    });
  });

  test('a form sent by script: refused, then accepted', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      const send = `<script>document.forms[0].addEventListener('submit', async (event) => { event.preventDefault();
        const reply = await fetch(document.querySelector('input[type=email]').value === 'right@example.org' ? '/session' : '/refused', { method: 'POST', body: new FormData(event.target) });
        if (reply.ok) document.body.textContent = 'welcome'; else document.body.append('wrong'); })</script>`;
      site.page('/session', { body: 'ok' });
      await page.goto(site.page('/login', { body: passwordForm('/session') + send }));
      await page.type('input[type=email]', 'wrong@example.org');
      await page.type('input[type=password]', 'a secret');
      await page.click('button');
      await page.waitForFunction("document.body.textContent.includes('wrong')");
      await page.$eval('input[type=email]', (field) => {
        (field as HTMLInputElement).value = 'right@example.org';
      });
      await page.click('button');
      await listener.until('the confirmation', () => listener.of('auth.signalled').some(({ confirmed }) => confirmed));
      const told = listener.of('auth.signalled').filter(({ source }) => !/^no-|again$/.test(source));
      expect(told.map(({ signal, confirmed, source }) => [signal, confirmed, source])).toEqual([
        ['login', false, 'password-form'],
        ['login', false, 'refused'],
        ['login', false, 'password-form'],
        ['login', true, 'password-form'],
      ]);
    });
  });

  test('a logout link that leaves the page leaves the answer to the next; a request by script is answered at once', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      site.page('/bye', { body: 'bye' });
      site.redirect('/logout', '/bye');
      await page.goto(site.page('/', { body: '<a href="/logout">Log out</a><button onclick="fetch(\'/logout\')">x</button>' }));
      await page.click('button');
      const logouts = () => listener.of('auth.signalled').filter(({ signal }) => signal === 'logout');
      await listener.until('the request', () => logouts().length === 2);
      await page.reload();
      await Promise.all([page.waitForNavigation(), page.click('a')]);
      await listener.until('the click', () => logouts().length === 4);
      expect(logouts().map(({ signal, confirmed, source }) => [signal, confirmed, source])).toEqual([
        ['logout', false, 'request'],
        ['logout', true, 'request'],
        ['logout', false, 'click'],
        ['logout', false, 'hint:left'],
      ]);
    });
  });
});
