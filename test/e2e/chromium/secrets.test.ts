import { expect, test } from 'vitest';
import { withChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { observed, recordingOf } from '../support/inspecting.ts';
import { holdsSecret, requestsOnPage, secretsPage, vendorsOnPage } from '../support/secrets.ts';
import { startSite } from '../support/site.ts';

test('nothing that a page handles beside its analytics is in the recording, whatever is exported (T33)', async () => {
  const site = await startSite();
  try {
    await withChromium('secrets', async (chromium) => {
      const page = await chromium.newPage();
      const watched = await chromium.inspect(page);
      await page.goto(site.page('/', secretsPage(site.foreign)));
      await eventually('everything to be sent', async () => (await page.title()) === 'done');
      const recording = await eventually('all analytics in the recording', async () => {
        const now = await recordingOf(watched);
        const vendors = observed(now, 'wire.sent').flatMap(({ vendor, payloads }) => (payloads === null ? [] : [vendor]));
        if (vendors.length < requestsOnPage) throw new Error(`${vendors.length} of ${requestsOnPage}: ${vendors.join(' ')}`);
        expect(new Set(vendors)).toEqual(new Set(vendorsOnPage));
        return now;
      });
      for (const observation of recording.observations) expect(holdsSecret(JSON.stringify(observation))).toBeNull();
      // The file and the Blob that went to a host by then known for analytics: nobody looked, which is said.
      expect(observed(recording, 'loss.counted').map(({ why }) => why)).toEqual(Array(2).fill('cannot be read'));
    });
  } finally {
    await site.stop();
  }
});
