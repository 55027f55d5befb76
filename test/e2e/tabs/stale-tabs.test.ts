import type { Page } from 'puppeteer-core';
import { expect, test } from 'vitest';
import { defaultOptions } from '../../../src/core/options.ts';
import type { IdentityNow } from '../../../src/core/story.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { startSdkSite } from '../sdk/sdk-site.ts';
import type { Form, SdkUnderTest } from '../sdk/sdk-under-test.ts';
import { amplitude } from '../sdk/sdks/amplitude.ts';
import { posthog } from '../sdk/sdks/posthog.ts';
import { rudderstack } from '../sdk/sdks/rudderstack.ts';
import { withChromium } from '../support/chromium.ts';
import { eventually, pause } from '../support/eventually.ts';
import { exportRecording, readView } from '../support/panel.ts';

type Stale = {
  readonly sdk: SdkUnderTest;
  readonly form: 'snippet' | 'npm' /** Who is stored once the other tab has sent. */;
  readonly storedAfter: string | null;
};

const cases: readonly Stale[] = [
  { sdk: posthog, form: 'npm', storedAfter: 'u-1' },
  { sdk: rudderstack, form: 'npm', storedAfter: 'u-1' },
  // It writes its own ids into the cookie with each event.
  { sdk: amplitude, form: 'snippet', storedAfter: null },
];

test.each(cases)('$sdk.vendor: a tab goes by its own ids after another tab identified somebody', async ({ sdk, form, storedAfter }) => {
  const chosen: Form = { ...(sdk.forms[form] as Form), early: 0 };
  const site = await startSdkSite(sdk, form, chosen);
  try {
    await withChromium(`stale-${sdk.vendor}`, async (chromium) => {
      const open = async (): Promise<{ readonly page: Page; readonly tab: number; readonly panel: Page }> => {
        const page = await chromium.newPage();
        await page.goto('about:blank');
        const tab = await chromium.tabOf(page);
        const panel = await chromium.panelPage(tab, page);
        await page.goto(`${site.origin}/`);
        await eventually(`${sdk.vendor} to be ready`, () => page.evaluate(`Boolean(${chosen.ready})`) as Promise<boolean>);
        await pause(1000);
        return { page, tab, panel };
      };
      const run = (page: Page, statement: string): Promise<unknown> =>
        page.evaluate(`{ ${statement.replaceAll('%', chosen.sdk)}; undefined; }`);
      const a = await open();
      await run(a.page, sdk.track('Seen'));
      await pause(600);
      const b = await open();
      const identityOf = async (tab: number): Promise<IdentityNow | undefined> =>
        (await readView(a.panel, a.tab)).identities.find((one) => one.tab === tab && one.vendor === sdk.vendor);

      await run(a.page, sdk.identify('u-1'));
      await eventually('tab A to be known', async () => (await identityOf(a.tab))?.ids.knownId === 'u-1');
      const now = await eventually('what is stored to be told', async () => {
        const found = await identityOf(b.tab);
        return found?.stored?.knownId === 'u-1' && found;
      });
      expect(now.ids.knownId).toBeNull();

      await run(b.page, sdk.track('Bought'));
      const bought = await eventually('the event of tab B', async () => {
        const judged = readRecordings([await exportRecording(a.panel, a.tab)], defaultOptions);
        const event = judged.analysis.projects.flatMap(({ events }) => events).find((one) => one.event.name === 'Bought');
        return event?.delivery === 'accepted' && event;
      });
      const received = site
        .received()
        .flatMap(({ payloads }) => payloads)
        .map(sdk.tell)
        .find((one) => one?.name === 'Bought');
      expect([received?.knownId ?? null, bought.event.ids.knownId]).toEqual([null, null]);
      await eventually('what is stored in the end', async () => {
        const found = await identityOf(b.tab);
        return found?.stored?.knownId === storedAfter;
      });
      expect((await identityOf(b.tab))?.ids.knownId).toBeNull();
      expect((await identityOf(a.tab))?.ids.knownId).toBe('u-1');
    });
  } finally {
    await site.stop();
  }
});
