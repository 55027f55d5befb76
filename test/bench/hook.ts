import { withChromium } from '../e2e/support/chromium.ts';
import { startSite } from '../e2e/support/site.ts';
import { burstRows } from './hook/burst.ts';
import { callRows } from './hook/calls.ts';
import { idleRows } from './hook/idle.ts';
import { liveRows } from './hook/live.ts';

// What the extension costs a page, measured in a real Chromium with the built extension.

const site = await startSite();
try {
  const rows = [...(await idleRows(site))];
  for (const part of [callRows, burstRows, liveRows])
    await withChromium('bench', async (chromium) => {
      rows.push(...(await part(chromium, site)));
    });
  process.stdout.write(JSON.stringify(rows));
} finally {
  await site.stop();
}
