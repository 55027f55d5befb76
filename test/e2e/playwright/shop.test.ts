import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Identity } from 'idscope/playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Site, startSite } from '../../../demo/site.ts';
import { parseRecording } from '../../../src/core/parse-recording.ts';
import { root } from '../support/paths.ts';
import { failure, observing, useBrowser } from './observed.ts';

const browser = useBrowser();
let site: Site;
beforeAll(async () => {
  site = await startSite({ root });
});
afterAll(() => site.stop());

/** Who leaves a page at once loses events: hence the waits. */
const logIn = async (page: Page, identity: Identity, variant: string): Promise<void> => {
  await page.goto(`${site.shop.url}/?variant=${variant}`);
  await identity.settled();
  await page.goto(`${site.shop.url}/login`);
  await identity.settled();
  await page.locator('input[name=email]').fill('mara@kiln.example');
  await page.locator('input[name=password]').fill('kettle-1007');
  await page.locator('form[action="/login"] button').click();
  await page.waitForURL(/account/);
  await identity.settled();
};
const logOut = async (page: Page): Promise<void> => {
  await page.locator('#logout button').click();
  await page.waitForURL((url) => url.pathname === '/');
};

describe('the shop under Playwright', () => {
  test('a log-out without reset fails with the name of the mistake and the call that mends it', async () => {
    const { context, identity } = await browser.open();
    const page = await context.newPage();
    await logIn(page, identity, 'no-reset');
    await logOut(page);

    await observing(identity).toHaveReset({ vendor: 'segment' });
    const missing = await failure(observing(identity).toHaveReset({ vendor: 'mixpanel', timeout: 500 }));
    expect(missing).toContain('cus-1007 logged out, but mixpanel.reset() was not called');
    expect(missing).toMatch(/What was seen last[\s\S]*Log-out/);
    expect(await failure(observing(identity).toBeAnonymous({ timeout: 500 }))).toMatch(/mixpanel \S+ still takes the visitor for cus-1007/);
    const found = await failure(observing(identity).toHaveNoFindings({ severity: 'error', timeout: 500 }));
    expect(found).toContain('logout-without-reset');
    expect(found.split('What was seen last')[0]).not.toContain('segment');
    await context.close();
  });

  test('a log-in without identify is named, and so is an event that lands on somebody else', async () => {
    const { context, identity } = await browser.open();
    const page = await context.newPage();
    await logIn(page, identity, 'no-identify');
    const unknown = await failure(observing(identity).toBeIdentifiedAs('cus-1007', { timeout: 500 }));
    expect(unknown).toMatch(/mixpanel \S+ takes the visitor for nobody known .*mixpanel\.identify\('cus-1007'\)/);
    const landed = await failure(observing(identity).toHaveLandedOn('Log In', 'cus-1007', { timeout: 500 }));
    expect(landed).toMatch(/mixpanel \S+: “Log In” lands on .*, not on cus-1007/);
    expect(await failure(observing(identity).not.toHaveLandedOn('Log In Typo', 'cus-1007', { timeout: 500 }))).toContain(
      'No event “Log In Typo” was seen. There were “',
    );
    await context.close();
  });

  test('without a log-out nothing is said of resets, negated or not', async () => {
    const { context, identity } = await browser.open();
    const page = await context.newPage();
    await page.goto(site.shop.url);
    // One after the other: a refusal that nobody waits for yet ends the run.
    expect(await failure(observing(identity).toHaveReset({ timeout: 300 }))).toContain('no log-out was seen');
    expect(await failure(observing(identity).not.toHaveReset({ timeout: 300 }))).toContain('no log-out was seen');
    await context.close();
  });

  test('what was observed is saved as a recording that the command reads, each call once', async () => {
    const { context, identity } = await browser.open();
    const page = await context.newPage();
    await logIn(page, identity, 'correct');
    await logOut(page);
    await identity.settled();
    const { simulation, check } = await identity.analysis();
    const file = join(tmpdir(), `idscope-${process.pid}.idscope.json`);
    await identity.save(file);
    const text = await readFile(file, 'utf8');
    const parsed = parseRecording(text);
    await rm(file);
    expect(JSON.stringify(simulation)).toContain('cus-1007');
    for (const handedOut of [text, await identity.report()]) expect(handedOut).not.toContain('cus-1007');
    if (!parsed.ok) throw new Error(parsed.why);
    expect(parsed).toMatchObject({ skipped: 0, foreign: 0, recording: { made: { by: 'playwright' } } });
    const hints = parsed.recording.observations.filter((one) => 'source' in one && one.source === 'hint:cookie');
    // The shop's session cookie is hidden from scripts; its log-out, a request by script, removes it.
    expect(hints).toMatchObject([{ kind: 'auth.signalled', signal: 'logout', confirmed: false }]);
    expect(check.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    for (const { events } of simulation.projects) {
      expect(events.filter(({ name }) => name === 'Log In')).toHaveLength(1);
      expect(events.filter(({ delivery }) => delivery === 'accepted').length).toBeGreaterThan(4);
      expect(events.filter(({ delivery }) => ['failed', 'lost', 'called'].includes(delivery))).toEqual([]);
    }
    const arrived = site.collector.received().filter(({ endpoint }) => endpoint === 'track').length;
    expect(arrived).toBeGreaterThan(0);
    await context.close();
  });
});
