import { test as base } from '@playwright/test';
import type { Identity, ObserveOptions } from './identity.ts';
import { observe } from './observe.ts';

export type IdentityFixtures = {
  /** What the analytics of the test's browser context take the visitor for. */
  readonly identity: Identity;
  /** How it is observed: `test.use({ idscope: { vendors: 'stub' } })`. */
  readonly idscope: ObserveOptions;
};

/** Playwright's `test` with an `identity`. When a test fails, the report of what was observed is attached to it. */
export const test = base.extend<IdentityFixtures>({
  idscope: [{}, { option: true }],
  identity: async ({ context, idscope }, use, testInfo) => {
    const identity = await observe(context, idscope);
    await use(identity);
    if (testInfo.status !== testInfo.expectedStatus) {
      const body = await identity.report(testInfo.title);
      await testInfo.attach('idscope-report.html', { body, contentType: 'text/html' });
    }
    await identity.stop();
  },
});
