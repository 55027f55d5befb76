import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { expect, type Identity, type ObserveOptions, observe } from 'idscope/playwright';
import { afterAll, beforeAll } from 'vitest';
import { buildPackage } from '../../../scripts/package.mjs';
import { executable } from '../support/paths.ts';

/** The package's `expect`, patient with a busy machine. */
export const observing = expect.configure({ timeout: 20_000 });

/** A browser for the tests of a file. */
export function useBrowser(): { open(options?: ObserveOptions): Promise<{ context: BrowserContext; identity: Identity }> } {
  let browser: Browser | null = null;
  beforeAll(async () => {
    await buildPackage({ types: false });
    browser = await chromium.launch({ executablePath: executable('chromium'), chromiumSandbox: process.getuid?.() !== 0 });
  });
  afterAll(() => browser?.close());
  return {
    open: async (options = {}) => {
      if (browser === null) throw new Error('The browser is not open yet.');
      const context = await browser.newContext();
      return { context, identity: await observe(context, options) };
    },
  };
}

/** What a failing assertion says; throws when it does not fail. */
export async function failure(assertion: Promise<unknown>): Promise<string> {
  try {
    await assertion;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error('The assertion held.');
}
