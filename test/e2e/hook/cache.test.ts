import { expect, test } from 'vitest';
import { mixpanelNpm } from '../support/site.ts';
import { onSite } from './site-and-listener.ts';

// Puppeteer's Firefox keeps pages out of the back/forward cache; the same code runs there.
test('a page that comes back from the back/forward cache goes on where it was (T17)', async () => {
  await onSite('chromium', async (site, listener) => {
    const page = await listener.newPage();
    site.page('/next', { body: 'next' });
    await page.goto(site.page('/', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('Before');") }));
    await listener.until('the first call', () => listener.of('call.observed').length === 1);
    await page.evaluate("location.href = '/next'");
    await page.waitForFunction("document.body.textContent === 'next'");
    await page.evaluate('history.back()');
    await page.waitForFunction("typeof app === 'object'");
    await page.evaluate("app.mixpanel.track('After')");
    await listener.until('the second call', () => listener.of('call.observed').length === 2);
    const first = listener.heard().filter((report) => report.page === listener.heard()[0]?.page);
    expect(
      first
        .filter(({ kind }) => kind.startsWith('document'))
        .map((report) => [report.kind, 'to' in report ? report.to : 'lifecycle' in report ? report.lifecycle : null]),
    ).toEqual([
      ['document.opened', 'active'],
      ['document.closed', 'bfcache'],
      ['document.opened', 'bfcache'],
    ]);
    expect(first.map(({ seq }) => seq)).toEqual(first.map((_, index) => index));
    expect(first.at(-1)?.kind === 'wire.raw' || first.some((report) => report.kind === 'call.observed' && report.args[0] === 'After')).toBe(
      true,
    );
  });
});
