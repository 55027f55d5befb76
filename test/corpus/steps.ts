import type { Page } from 'puppeteer-core';
import { pause } from '../e2e/support/eventually.ts';
import type { Person } from './idioms/idioms.ts';
import { wrongPassword } from './site.ts';
import type { Step, Walk } from './story.ts';

/** How long somebody stays on a page at least: SDKs that wait to send a batch have sent it, mostly. */
const stay = 250;

export const shop = 'http://shop.test';

export type Where = { readonly tab?: string; readonly host?: string };
const addressOf = (path: string, host = 'shop.test'): string => (path.startsWith('http') ? path : `http://${host}${path}`);

const step = (title: string, run: (walk: Walk) => Promise<void>): Step => ({ title, run });

const arrive = async (walk: Walk, page: Page): Promise<void> => {
  await walk.ready(page);
  await pause(stay);
};

/** A page by its address; `code` runs while it loads. */
export const open = (path: string, code = '', { tab, host }: Where = {}): Step =>
  step(`open ${path}`, async (walk) => {
    walk.site.page(path.replace(/[?#].*/, ''), code);
    const page = await walk.tab(tab);
    await page.goto(addressOf(path, host));
    await arrive(walk, page);
  });

/** A click or a handler in the page that is open. */
export const act = (title: string, code: string, { tab }: Where = {}): Step =>
  step(title, async (walk) => {
    const page = await walk.tab(tab);
    await walk.run(page, code);
    await pause(stay);
  });

/** Statements that take the page elsewhere at once; over when `path` is there. */
export const actAndGo = (title: string, code: string, path: string, next = '', { tab }: Where = {}): Step =>
  step(title, async (walk) => {
    walk.site.page(path.replace(/[?#].*/, ''), next);
    const page = await walk.tab(tab);
    const gone = page.waitForNavigation();
    await walk.run(page, `${code} location.href = ${JSON.stringify(path)};`);
    await gone;
    await arrive(walk, page);
  });

/** By the form of `at`, which leads to /welcome, where `code` runs. */
export const logIn = (
  who: Person,
  code: string,
  { tab, host, at = '/login', next = '/welcome' }: Where & { at?: string; next?: string } = {},
): Step =>
  step(`log in as ${who.id}`, async (walk) => {
    walk.site.page(at, '');
    walk.site.page(next, code);
    walk.site.redirect(`POST ${at}`, next);
    const page = await walk.tab(tab);
    await page.goto(addressOf(at, host));
    await arrive(walk, page);
    await page.type('input[name=email]', who.email);
    await page.type('input[name=password]', 'correct horse');
    await Promise.all([page.waitForNavigation(), page.click('#enter')]);
    await arrive(walk, page);
  });

/**
 * By a form that the page itself puts up and sends: `code` runs on the answer. With `next` that takes the page there, where
 * its `code` runs.
 */
export const logInInPage = (who: Person, code: string, then?: { readonly next: string; readonly code: string }): Step =>
  step(`log in as ${who.id}`, async (walk) => {
    if (then !== undefined) walk.site.page(then.next, then.code);
    const page = await walk.tab();
    await walk.run(page, inPageForm(code));
    await page.type('input[name=email]', who.email);
    await page.type('input[name=password]', 'correct horse');
    await Promise.all([then === undefined ? null : page.waitForNavigation(), page.click('#enter')]);
    await page.waitForFunction("document.querySelector('#enter') === null");
    await arrive(walk, page);
  });

/** What an application in one page does: a form, a request, and the form is gone. */
const inPageForm = (code: string): string => `
  const form = document.createElement('form');
  form.innerHTML = '<input type="email" name="email"><input type="password" name="password"><button id="enter">Sign up</button>';
  form.onsubmit = async (event) => {
    event.preventDefault();
    const body = JSON.stringify(Object.fromEntries(new FormData(form)));
    const answer = await fetch('/api/login', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    if (!answer.ok) return;
    form.remove();
    document.querySelector('nav').innerHTML = '<a href="/">Home</a> <button>Log out</button>';
    ${code}
  };
  document.body.append(form);`;

/** By a password that is not right: the form comes back. */
export const failToLogIn = (who: Person, code: string): Step =>
  step('fail to log in', async (walk) => {
    walk.site.page('/login', code);
    const page = await walk.tab();
    await page.goto(addressOf('/login'));
    await arrive(walk, page);
    await page.type('input[name=email]', who.email);
    await page.type('input[name=password]', wrongPassword);
    await Promise.all([page.waitForNavigation(), page.click('#enter')]);
    await arrive(walk, page);
  });

/** By a link on the log-in page: over the page of an identity provider and back by /callback to /welcome, where `code` runs. */
export const logInElsewhere = (who: Person, code: string): Step =>
  step('log in elsewhere', async (walk) => {
    const back = `http://shop.test/callback?code=c-1&state=s-1&login_hint=${who.email}`;
    walk.site.page('/authorize', `setTimeout(() => { location.href = ${JSON.stringify(back)}; }, 150);`);
    walk.site.redirect('/callback', '/welcome');
    walk.site.page('/welcome', code);
    const page = await walk.tab();
    await page.click('#elsewhere');
    await page.waitForFunction("location.pathname === '/welcome'");
    await arrive(walk, page);
  });

/** By the button of the account page: `leaving` runs on the click, `code` on the page that comes back. */
export const logOut = (
  leaving: string,
  { on = '', next = '/', code = '', tab }: Where & { on?: string; next?: string; code?: string } = {},
): Step =>
  step('log out', async (walk) => {
    walk.site.page('/account', on, leaving);
    walk.site.page(next.replace(/[?#].*/, ''), code);
    walk.site.redirect('/logout', next);
    const page = await walk.tab(tab);
    await page.goto(addressOf('/account'));
    await arrive(walk, page);
    await Promise.all([page.waitForNavigation(), page.click('#logout')]);
    await arrive(walk, page);
  });

/** The page goes into the back/forward cache and comes back. */
export const awayAndBack = (code = ''): Step =>
  step('away and back', async (walk) => {
    const page = await walk.tab();
    walk.site.page('/about', '');
    await Promise.all([page.waitForNavigation(), page.evaluate("location.href = '/about'")]);
    await arrive(walk, page);
    await page.evaluate('history.back()');
    await page.waitForFunction("location.pathname !== '/about'");
    await walk.run(page, code);
    await arrive(walk, page);
  });

/** Requests to these addresses come to nothing from now on, as with a blocker. */
export const blocking = (addresses: readonly string[]): Step =>
  step('a blocker', async (walk) => {
    const session = await (await walk.tab()).createCDPSession();
    await session.send('Network.enable');
    await session.send('Network.setBlockedURLs', { urls: addresses.map((address) => `*${address}*`) });
  });

/** Something the site's servers or the tester do. */
export const apart = (title: string, run: (walk: Walk) => Promise<void>): Step => step(title, run);
export const waiting = (ms: number): Step => step(`wait ${ms} ms`, () => pause(ms));
