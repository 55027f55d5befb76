import { afterEach, beforeEach, expect, test } from 'vitest';
import { withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { called, observed, recordingOf } from '../support/inspecting.ts';
import { shownRows } from '../support/shown.ts';
import { mixpanelNpm, type Site, startSite } from '../support/site.ts';

let site: Site;
beforeEach(async () => {
  site = await startSite();
});
afterEach(() => site.stop());

test('a page with a strict policy and Trusted Types is recorded, and finds nothing to report (T14)', async () => {
  const policy = `default-src 'none'; script-src 'nonce-test'; connect-src ${site.collector.url}; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'`;
  const start = site.page('/', {
    headers: { 'content-security-policy': policy },
    head: `<script nonce="test">globalThis.violations = []; document.addEventListener('securitypolicyviolation', (event) => globalThis.violations.push(event.violatedDirective + ' ' + event.blockedURI));</script>${mixpanelNpm(site, 'TOK', "app.mixpanel.track('Strict'); app.mixpanel.identify('u-3'); app.mixpanel.track('Strict Still');")}`,
  });
  await withChromium('strict', async (chromium) => {
    const page = await chromium.newPage();
    const watched = await chromium.inspect(page);
    await page.goto(start);
    await eventually('the event in the panel', async () =>
      (await shownRows(watched.panel)).some(({ text, landsOn }) => text.includes('Strict') && landsOn === 'u-3'),
    );
    const recording = await eventually('the request', async () => {
      const found = await recordingOf(watched);
      return observed(found, 'wire.settled').length > 0 && found;
    });
    expect(called(recording, 'track')).toEqual(['Strict', 'Strict Still']);
    const violations = (await page.evaluate('globalThis.violations')) as readonly string[];
    // DevTools itself asks every page for this one.
    expect(violations.filter((one) => !/com\.chrome\.devtools\.json|favicon/.test(one))).toEqual([]);
    expect(site.collector.received().length).toBeGreaterThan(0);
  });
});

test('events in a frame are recorded with the frame they come from (T15)', async () => {
  site.page('/framed', { head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('In A Frame');") });
  const start = site.page('/', {
    head: mixpanelNpm(site, 'TOK', "app.mixpanel.track('On Top');"),
    body: '<iframe src="/framed"></iframe>',
  });
  await withChromium('frames', async (chromium) => {
    const page = await chromium.newPage();
    const watched = await chromium.inspect(page);
    await page.goto(start);
    const recording = await eventually('both documents', async () => {
      const found = await recordingOf(watched);
      return called(found, 'track').length === 2 && found;
    });
    const frameOf = (name: string) => observed(recording, 'call.observed').find(({ args }) => args[0] === name)?.frame;
    expect(frameOf('On Top')).toBe(0);
    expect(frameOf('In A Frame')).toBeGreaterThan(0);
  });
});
