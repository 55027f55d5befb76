import { expect, test } from 'vitest';
import { listen, send } from '../../../demo/http.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { type Judged, readRecordings } from '../../../src/reports/engine.ts';
import { startSdkSite } from '../sdk/sdk-site.ts';
import type { Form, SdkUnderTest } from '../sdk/sdk-under-test.ts';
import { amplitude } from '../sdk/sdks/amplitude.ts';
import { mixpanel } from '../sdk/sdks/mixpanel.ts';
import { posthog } from '../sdk/sdks/posthog.ts';
import { rudderstack } from '../sdk/sdks/rudderstack.ts';
import { segment } from '../sdk/sdks/segment.ts';
import { withChromium } from '../support/chromium.ts';
import { eventually, pause } from '../support/eventually.ts';
import { exportRecording } from '../support/panel.ts';
import { eventsOf, inTabs } from './in-tabs.ts';

type Leaving = {
  readonly sdk: SdkUnderTest;
  readonly form: 'snippet' | 'npm';
  /** How far the event may be known to have got before; whether a request wins against the navigation is chance. */
  readonly before: readonly string[];
  readonly end: string;
  /** How often the vendor's place receives it: at least, and at most. */
  readonly times: readonly [number, number];
};

const cases: readonly Leaving[] = [
  // A beacon, and again from storage on the next page.
  { sdk: mixpanel, form: 'npm', before: ['queued', 'unconfirmed'], end: 'accepted', times: [2, 2] },
  // A beacon that cannot be read, and nothing else.
  { sdk: posthog, form: 'npm', before: ['called'], end: 'unconfirmed', times: [1, 1] },
  // From storage, on the next page.
  { sdk: amplitude, form: 'snippet', before: ['queued'], end: 'accepted', times: [1, 1] },
  // A request that may be cut off, and in that case again once the next page takes the queue over.
  { sdk: rudderstack, form: 'npm', before: ['queued', 'unconfirmed'], end: 'accepted', times: [1, 2] },
  // The same with a queue that is stored when the page goes.
  { sdk: segment, form: 'npm', before: ['queued', 'unconfirmed'], end: 'accepted', times: [1, 2] },
];

/** PostHog is to batch here, which is its default. */
const asShipped = (form: Form): Form => ({
  ...form,
  early: 0,
  head: (place) => form.head(place).replace('"request_batching":false', '"request_batching":true'),
});

const lastClick = (judged: Judged) => judged.analysis.projects.flatMap(({ events }) => events.filter(({ event }) => event.name === 'Seen'));

test.each(cases)('$sdk.vendor: what is called just before the page goes', async ({ sdk, form, before, end, times }) => {
  const chosen = asShipped(sdk.forms[form] as Form);
  const site = await startSdkSite(sdk, form, chosen);
  try {
    await withChromium(`leaving-${sdk.vendor}`, async (chromium) => {
      const page = await chromium.newPage();
      await page.goto('about:blank');
      const tab = await chromium.tabOf(page);
      const panel = await chromium.panelPage(tab, page);
      const read = async (): Promise<Judged> => readRecordings([await exportRecording(panel, tab)], defaultOptions);
      await page.goto(`${site.origin}/`);
      await eventually(`${sdk.vendor} to be ready`, () => page.evaluate(`Boolean(${chosen.ready})`) as Promise<boolean>);
      await pause(1500);
      const call = sdk.track('Seen').replaceAll('%', chosen.sdk);
      await Promise.all([page.waitForNavigation(), page.evaluate(`{ ${call}; location.assign('/?next'); undefined; }`)]);

      const seen: string[] = [];
      const told = await eventually(
        `it to be ${end}`,
        async () => {
          const judged = await read();
          const [event] = lastClick(judged);
          const isGone = judged.analysis.moments.some(
            (moment) => moment.kind === 'document' && moment.what === 'closed' && moment.document === event?.document,
          );
          if (event !== undefined && isGone && seen.at(-1) !== event.delivery) seen.push(event.delivery);
          if (event?.delivery !== end) throw new Error(seen.join(' → '));
          return judged;
        },
        60_000,
      );
      expect([...before, 'sent', end]).toEqual(expect.arrayContaining(seen));
      const events = lastClick(told);
      expect(events).toHaveLength(1);
      expect(events[0]?.call).not.toBeNull();
      const received = (): number =>
        site
          .received()
          .flatMap(({ payloads }) => payloads)
          .filter((payload) => sdk.tell(payload)?.name === 'Seen').length;
      const [least, most] = times;
      await eventually('the vendor to have it', () => received() >= least);
      expect(received()).toBeLessThanOrEqual(most);
    });
  } finally {
    await site.stop();
  }
});

test('a request whose page waits in the back/forward cache is unconfirmed until the page is back and hears the answer', async () => {
  const held: (() => void)[] = [];
  const slow = await listen((request, response) => {
    const headers = { 'access-control-allow-origin': request.headers.origin ?? '*', 'access-control-allow-credentials': 'true' };
    held.push(() => send(response, { status: 200, headers, body: '1' }));
  }, 0);
  try {
    await inTabs('leaving-frozen', async ({ site, open, judged }) => {
      const head = `<script src="/lib/mixpanel-npm.js"></script><script>app.mixpanel.init('TOK', ${JSON.stringify({ api_host: slow.url, batch_flush_interval_ms: 100 })});
        app.mixpanel.track('Seen'); addEventListener('pageshow', ({ persisted }) => { globalThis.back = persisted; });</script>`;
      const { page } = await open(site.page('/', { head }));
      const until = (delivery: string) => judged(delivery, (now) => eventsOf(now, 'mixpanel').Seen?.delivery === delivery);
      await until('sent');
      await page.goto(site.page('/next', { body: 'next' }));
      await until('unconfirmed');
      await page.goBack();
      await eventually('the page to come back as it was', () => page.evaluate('globalThis.back'));
      await until('sent');
      for (const answer of held.splice(0)) answer();
      await until('accepted');
    });
  } finally {
    await slow.stop();
  }
});
