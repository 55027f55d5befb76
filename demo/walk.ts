import type { Page } from 'puppeteer-core';
import { returningCustomer } from './shop/accounts.ts';
import type { VariantId } from './shop/variants.ts';

/** The first person on the device. Invented. */
export const newCustomer = { name: 'Ada Novak', email: 'ada@novak.example', password: 'kiln-and-kettle' };

export type Pace = {
  /** How long a person stays on a page, milliseconds. */
  readonly pause: number;
  /** How long Mara stays on her last product, milliseconds: what some rules wait for must pass in real time. */
  readonly linger: number;
};

/**
 * One afternoon on a shared device, by clicks and keys: Ada looks around, signs up and leaves; somebody looks around;
 * Mara, who has an account, logs in, buys tea and looks at her account.
 */
export async function walk(page: Page, shop: string, variant: VariantId, { pause, linger }: Pace): Promise<void> {
  // Whoever leaves before the SDKs have loaded loses events, as on any site.
  const stay = async () => {
    await page.waitForSelector('html[data-events=done]', { timeout: 60_000 });
    await new Promise((resolve) => setTimeout(resolve, pause));
  };
  const arrive = async (act: () => Promise<unknown>) => {
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), act()]);
    await stay();
  };
  const follow = (selector: string) => arrive(() => page.locator(selector).click());
  const type = (name: string, text: string) => page.locator(`input[name=${name}]`).fill(text);

  await page.goto(`${shop}/?variant=${variant}`, { waitUntil: 'load' });
  await stay();
  await follow('a[href="/products/harbour-mug"]');
  await page.locator('#add').click();
  await stay();

  await follow('a[href="/signup"]');
  await type('name', newCustomer.name);
  await type('email', newCustomer.email);
  await type('password', newCustomer.password);
  await type('confirmation', newCustomer.password);
  await follow('form[action="/signup"] button');
  await follow('a[href="/products/meadow-bowl"]');
  await page.locator('#add').click();
  await stay();
  await follow('#logout button');

  await follow('a[href="/products/dusk-vase"]');
  await page.locator('#add').click();
  await stay();

  await follow('a[href="/login"]');
  await type('email', returningCustomer.email);
  await type('password', returningCustomer.password);
  await follow('form[action="/login"] button');
  await follow('a[href="/"]');
  await follow('a[href="/products/first-flush"]');
  await page.locator('#add').click();
  await new Promise((resolve) => setTimeout(resolve, linger));
  await follow('a[href="/account"]');
}
