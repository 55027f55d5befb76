import { describe, expect, test } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import { eventually } from '../support/eventually.ts';
import { holdsSecret, requestsOnPage, secretMark, secretsPage, vendorsOnPage } from '../support/secrets.ts';
import { onSite } from './site-and-listener.ts';

describe.each(['chromium', 'firefox'] as const)('in %s', (kind) => {
  test('nothing that a page handles beside its analytics is in any message that leaves it (T33)', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      await page.goto(site.page('/', secretsPage(site.foreign)));
      await eventually('everything to be sent', async () => (await page.title()) === 'done');
      const vendors = () =>
        listener.of('wire.raw').flatMap((report) => {
          const decoded = decodeRequest(report);
          return decoded === null || decoded.payloads.length === 0 ? [] : [decoded.vendor];
        });
      await listener.until('all analytics', () => vendors().length === requestsOnPage);
      expect(new Set(vendors())).toEqual(new Set(vendorsOnPage));
      for (const report of listener.heard()) expect(holdsSecret(JSON.stringify(report))).toBeNull();
    });
  });
});

test('a secret would be found', () => {
  const base64 = Buffer.from(`{"password":"${secretMark}"}`).toString('base64');
  expect(holdsSecret(`{"body":"${base64}"}`)).not.toBeNull();
  expect(holdsSecret(`{"body":"${secretMark}-1"}`)).not.toBeNull();
  expect(holdsSecret('{"body":"nothing to see here, move along"}')).toBeNull();
});
