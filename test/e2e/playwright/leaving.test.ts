import { describe, expect, test } from 'vitest';
import { type SdkSite, startSdkSite } from '../sdk/sdk-site.ts';
import type { EventName, Form, SdkUnderTest } from '../sdk/sdk-under-test.ts';
import { amplitude } from '../sdk/sdks/amplitude.ts';
import { mixpanel } from '../sdk/sdks/mixpanel.ts';
import { posthog } from '../sdk/sdks/posthog.ts';
import { rudderstack } from '../sdk/sdks/rudderstack.ts';
import { segment } from '../sdk/sdks/segment.ts';
import { failure, observing, useBrowser } from './observed.ts';

const browser = useBrowser();
const names: readonly EventName[] = ['Seen', 'Bought', 'Seen again', 'Bought too'];

const sdks: readonly (readonly [SdkUnderTest, 'snippet' | 'npm'])[] = [
  [mixpanel, 'npm'],
  [segment, 'npm'],
  [posthog, 'npm'],
  [amplitude, 'snippet'],
  [rudderstack, 'npm'],
];

/** PostHog is to batch here, which is its default. */
const asShipped = (form: Form): Form => ({
  ...form,
  early: 0,
  head: (place) => form.head(place).replace('"request_batching":false', '"request_batching":true'),
});

/** What the vendor may have of an event told so: nothing, something, or either. */
const arrived: Readonly<Record<string, readonly boolean[]>> = {
  accepted: [true],
  unconfirmed: [true, false],
  lost: [false],
  suppressed: [false],
  failed: [false],
  queued: [false],
  called: [false],
};

const receivedBy = (site: SdkSite, sdk: SdkUnderTest, name: string): boolean =>
  site.received().some(({ payloads }) => payloads.some((payload) => sdk.tell(payload)?.name === name));

/** Calls all events in one task and leaves at once, or `stays` ms later. What is told of each stands beside whether the vendor has it. */
const left = async (sdk: SdkUnderTest, kind: 'snippet' | 'npm', { slow, stays }: { readonly slow: number; readonly stays: number }) => {
  const form = asShipped(sdk.forms[kind] as Form);
  const site = await startSdkSite(sdk, kind, form);
  const { context, identity } = await browser.open();
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slow });
  await page.goto(site.origin, { timeout: 120_000 });
  await page.waitForFunction(form.ready, null, { timeout: 60_000 });
  const calls = names.map((name) => `void ${sdk.track(name).replaceAll('%', form.sdk)}`).join('; ');
  await page.evaluate(`${calls}; undefined`);
  await page.waitForTimeout(stays);
  await page.goto(`${site.origin}/?next`, { timeout: 120_000 });
  await identity.settled({ timeout: 60_000 });
  return {
    told: async (): Promise<readonly string[]> => {
      const { simulation } = await identity.analysis();
      const events = simulation.projects.flatMap((one) => one.events).filter(({ name }) => names.some((own) => own === name));
      const { observations } = await identity.recording();
      const losses = observations.flatMap((one) =>
        one.kind === 'loss.counted' && 'why' in one ? [`${one.count} ${one.what}: ${one.why}`] : [],
      );
      const told = events.flatMap(({ name, delivery }) => {
        const has = receivedBy(site, sdk, name);
        return arrived[delivery]?.includes(has) ? [name] : [`${name} is ${delivery}, ${has ? 'and arrived' : 'and did not arrive'}`];
      });
      return [...told, ...losses];
    },
    close: async (): Promise<void> => {
      await context.close();
      await site.stop();
    },
  };
};

describe('what is told of events that were called just before their page went is what the vendor has', () => {
  test.each([
    { title: 'at once', slow: 1, stays: 0 },
    { title: 'a moment later', slow: 1, stays: 40 },
    { title: 'at once, on a slow machine', slow: 6, stays: 0 },
  ])('$title', { timeout: 300_000 }, async (when) => {
    const all = await Promise.all(sdks.map(async ([sdk, kind]) => ({ sdk, ...(await left(sdk, kind, when)) })));
    // Only now, so that what one has to say too early is found out.
    const told = await Promise.all(all.map(async (one) => [one.sdk.vendor, [...(await one.told())].sort()] as const));
    for (const one of all) await one.close();
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(sdks.map(([sdk]) => [sdk.vendor, [...names].sort()])));
  });
});

test('an event that only the stub took is lost with its page: the test is told what to wait for', async () => {
  const form = asShipped(mixpanel.forms.snippet as Form);
  const site = await startSdkSite(mixpanel, 'snippet', form);
  const { context, identity } = await browser.open();
  const page = await context.newPage();
  let isHeld = true;
  await context.route('**/mixpanel.js', async (route) => {
    if (isHeld) return;
    await route.continue();
  });
  await page.goto(site.origin, { waitUntil: 'commit' });
  await page.waitForFunction('window.mixpanel');
  await page.evaluate("mixpanel.track('Seen')");
  isHeld = false;
  await page.goto(`${site.origin}/?next`, { timeout: 120_000 });
  await page.evaluate("mixpanel.identify('u-1'); mixpanel.track('Bought')");
  await identity.settled();
  const said = await failure(observing(identity).toHaveLandedOn('Seen', 'u-1', { timeout: 300 }));
  expect(said).toContain('“Seen” never reached the vendor, it was lost: the page was gone before it was sent.');
  expect(said).toContain('await identity.settled() before it leaves the page');
  await observing(identity).toHaveLandedOn('Bought', 'u-1');
  expect([receivedBy(site, mixpanel, 'Seen'), receivedBy(site, mixpanel, 'Bought')]).toEqual([false, true]);
  await context.close();
  await site.stop();
});
