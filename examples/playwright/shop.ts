import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { test as base, type Identity } from 'idscope/playwright';
import { type Site, startSite } from '../../demo/site.ts';

/** A customer who has an account. */
export const mara = { id: 'cus-1007', email: 'mara@kiln.example', password: 'kettle-1007' };

/** The demo shop, one for each worker; yours would be a server of its own and a baseURL. */
export const test = base.extend<{ readonly shop: string }, { readonly site: Site }>({
  site: [
    async ({ browserName: _browser }, use) => {
      const site = await startSite({ root: fileURLToPath(new URL('../..', import.meta.url)) });
      await use(site);
      await site.stop();
    },
    { scope: 'worker' },
  ],
  shop: async ({ site }, use) => use(site.shop.url),
});

/** Makes an account and returns its id. Nobody reads a welcome in no time: events need a moment before the page is left. */
export const signUp = async (page: Page, identity: Identity, shop: string): Promise<string> => {
  await page.goto(`${shop}/signup`);
  await page.getByLabel('Name').fill('Ada Novak');
  await page.getByLabel('E-mail').fill(`${randomUUID()}@novak.example`);
  await page.getByLabel('Password', { exact: true }).fill('kiln-and-kettle');
  await page.getByLabel('Repeat password').fill('kiln-and-kettle');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(/welcome/);
  await identity.settled();
  await page.goto(`${shop}/account`);
  return page.locator('dd').first().innerText();
};

export const logIn = async (page: Page, shop: string): Promise<void> => {
  await page.goto(`${shop}/login`);
  await page.getByLabel('E-mail').fill(mara.email);
  await page.getByLabel('Password').fill(mara.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.waitForURL(/account/);
};

export const logOut = async (page: Page, identity: Identity): Promise<void> => {
  await identity.settled();
  await page.locator('#logout button').click();
  await page.waitForURL((url) => url.pathname === '/');
};
