import { describe, expect, test } from 'vitest';
import { startSdkSite } from '../sdk/sdk-site.ts';
import { amplitude } from '../sdk/sdks/amplitude.ts';
import { mixpanel } from '../sdk/sdks/mixpanel.ts';
import { mparticle } from '../sdk/sdks/mparticle.ts';
import { posthog } from '../sdk/sdks/posthog.ts';
import { rudderstack } from '../sdk/sdks/rudderstack.ts';
import { segment } from '../sdk/sdks/segment.ts';
import { failure, observing, useBrowser } from './observed.ts';

const browser = useBrowser();

describe('stub mode', () => {
  test.each([mixpanel, segment, posthog, amplitude, rudderstack, mparticle].map((sdk) => [sdk.vendor, sdk] as const))(
    '%s is answered, and nothing reaches its servers',
    async (vendor, sdk) => {
      const form = sdk.forms.npm;
      if (form === undefined) throw new Error(`${vendor} has no npm form.`);
      const site = await startSdkSite(sdk, 'npm', form);
      const { context, identity } = await browser.open({ vendors: 'stub' });
      const page = await context.newPage();
      await page.goto(site.origin);
      await page.waitForFunction(form.ready);
      for (const statement of [sdk.track('Seen'), sdk.identify('u-1'), sdk.track('Bought')]) {
        await page.evaluate(`void ${statement.replaceAll('%', form.sdk)}`);
        await page.waitForTimeout(sdk.pause ?? 50);
      }
      await observing(identity).toBeIdentifiedAs('u-1', { vendor });
      await identity.settled({ timeout: 30_000 });
      const { simulation } = await identity.analysis();
      const bought = simulation.projects
        .filter((one) => one.vendor === vendor)
        .flatMap(({ events }) => events.filter(({ name }) => name === 'Bought'));
      expect(bought.map(({ delivery }) => delivery)).toEqual(['accepted']);
      expect(site.received()).toEqual([]);
      await context.close();
      await site.stop();
    },
  );

  test('PostHog, which takes automation for a robot, is named with the way round', async () => {
    const config = JSON.stringify({ api_host: 'http://in.localhost', autocapture: false, request_batching: false });
    const head = `<script src="/app.js"></script><script>app.posthog.init('phc_test', ${config}); app.posthog.capture('Seen');</script>`;
    const form = posthog.forms.npm;
    if (form === undefined) throw new Error('PostHog has no npm form.');
    const site = await startSdkSite(posthog, 'npm', { ...form, head: () => head });
    const { context, identity } = await browser.open({ vendors: 'stub' });
    const page = await context.newPage();
    await page.goto(site.origin);
    const said = await failure(observing(identity).toHaveLandedOn('Seen', 'u-1', { timeout: 1_500 }));
    expect(said).toContain('PostHog takes this browser for a robot');
    expect(said).toContain('opt_out_useragent_filter: true');
    expect(await failure(observing(identity).not.toHaveLandedOn('Seen', 'u-1', { timeout: 300 }))).toContain('robot');
    await context.close();
    await site.stop();
  });
});
