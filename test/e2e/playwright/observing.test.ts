import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Site, startSite } from '../support/site.ts';
import { failure, observing, useBrowser } from './observed.ts';

const browser = useBrowser();
let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.stop());

const mixpanel = (calls = ''): string =>
  `<script src="/lib/mixpanel-npm.js"></script><script>var mixpanel = app.mixpanel;
mixpanel.init('T', { api_host: '${site.collector.url}', batch_requests: false, debug: false });
${calls}</script>`;
const slow = { timeout: 400 };

describe('observing a context', () => {
  test('what is called while the page leaves is recorded', async () => {
    const { context, identity } = await browser.open();
    const page = await context.newPage();
    const leaving = "addEventListener('pagehide', () => mixpanel.track('Left'));";
    await page.goto(site.page('/leaving', { head: mixpanel(`mixpanel.track('Came'); ${leaving}`) }));
    await page.goto(site.page('/next', { head: '' }));
    const { observations } = await identity.recording();
    const calls = observations.flatMap((one) => ('method' in one && one.method === 'track' ? [one] : []));
    expect(calls.map((one) => ('args' in one ? (one.args as readonly string[])[0] : null))).toEqual(['Came', 'Left']);
    expect(observations.some((one) => one.kind === 'document.closed')).toBe(true);
    await context.close();
  });

  test('the page can neither see nor use the way out', async () => {
    const { context } = await browser.open();
    const page = await context.newPage();
    await page.goto(site.page('/plain', { head: mixpanel() }));
    expect(await page.evaluate(() => Object.getOwnPropertyNames(globalThis).filter((name) => /idscope/i.test(name)))).toEqual([]);
    await context.close();
  });

  test('requests that fail are told from silence, with the way round', async () => {
    const { context, identity } = await browser.open();
    await context.route(`${site.collector.url}/**`, (route) => route.abort());
    const page = await context.newPage();
    await page.goto(site.page('/blocked', { head: mixpanel("mixpanel.track('Came');") }));
    await identity.settled();
    const said = await failure(observing(identity).toHaveLandedOn('Came', 'u-1', slow));
    expect(said).toMatch(/Every request of mixpanel T failed.*vendors: 'stub'/);
    await context.close();
  });

  test('an SDK that is opted out is named, and how to opt in', async () => {
    const { context, identity } = await browser.open();
    const page = await context.newPage();
    await page.goto(site.page('/out', { head: mixpanel("mixpanel.opt_out_tracking(); mixpanel.track('Came');") }));
    expect(await failure(observing(identity).toBeAnonymous(slow))).toMatch(/mixpanel is opted out of capturing/);
    await context.close();
  });

  test.each([false, true])('without any SDK or page nothing passes (negated: %s)', async (negated) => {
    const { context, identity } = await browser.open();
    const ask = () => (negated ? observing(identity).not : observing(identity));
    expect(await failure(ask().toBeAnonymous(slow))).toContain('No page was opened in the observed browser context');
    const page = await context.newPage();
    await page.goto(site.page('/none', { body: 'Nothing here' }));
    expect(await failure(ask().toBeAnonymous(slow))).toMatch(/No analytics SDK was observed on http\S+\/none/);
    expect(await failure(ask().toHaveNoFindings(slow))).toContain('No analytics SDK was observed');
    await context.close();
  });

  test('a vendor that is not there is said, with those that are', async () => {
    const { context, identity } = await browser.open();
    const page = await context.newPage();
    await page.goto(site.page('/other', { head: mixpanel("mixpanel.track('Came');") }));
    expect(await failure(observing(identity).toBeAnonymous({ vendor: 'segment', ...slow }))).toContain(
      'No segment was observed; there is mixpanel T',
    );
    await context.close();
  });

  test('log-ins and log-outs that the page does not show are said by the test', async () => {
    const { context, identity } = await browser.open();
    const page = await context.newPage();
    await page.goto(site.page('/quiet', { head: mixpanel("mixpanel.track('Came');") }));
    await page.evaluate("mixpanel.identify('u-1'), mixpanel.track('Worked')");
    await identity.loggedIn('u-1');
    await observing(identity).toBeIdentifiedAs('u-1');
    await observing(identity).toHaveLandedOn('Came', 'u-1');
    await page.evaluate('mixpanel.reset()');
    await identity.loggedOut();
    await observing(identity).toHaveReset();
    await page.evaluate('mixpanel.reset()');
    expect(await failure(observing(identity).toHaveReset(slow))).toContain('the SDK was reset 2 times since the last log-out');
    const { check } = await identity.analysis();
    expect(check.signals.map(({ signal, source }) => `${signal} ${source}`)).toEqual(['login test', 'logout test']);
    await context.close();
  });

  test('the cookie in which servers keep an id is read, though scripts do not see it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'idscope-config-'));
    const config = join(folder, 'idscope.config.json');
    await writeFile(config, '{ "serverIdCookie": "visitor" }');
    const { context, identity } = await browser.open({ config });
    const page = await context.newPage();
    const url = site.page('/app', { head: mixpanel("mixpanel.track('Came');") });
    await context.addCookies([{ name: 'visitor', value: 'anon-1', url, httpOnly: true }]);
    await page.goto(url);
    await observing(identity).toBeAnonymous();
    const { observations } = await identity.recording();
    expect(observations.filter((one) => one.kind === 'storage.changed' && 'vendor' in one && one.vendor === 'server')).toMatchObject([
      { project: 'visitor', ids: { anonymousId: 'anon-1', knownId: null } },
    ]);
    await context.close();
    await rm(folder, { recursive: true, force: true });
  });
});
