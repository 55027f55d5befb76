import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { eventually } from '../support/eventually.ts';
import { mixpanelInit, mixpanelNpm, type Site, segmentNpm } from '../support/site.ts';
import type { BrowserKind } from './listener.ts';
import { onSite } from './site-and-listener.ts';

const script = (sdk: string): string =>
  `${sdk}.track('Seen', { price: 1.5, list: [1, null, { a: undefined }], at: new Date(0), toJSON() { return { from: 'toJSON' }; } });
   ${sdk}.identify('u-1'); ${sdk}.track('Bought', { get total() { return 2; } }); ${sdk}.reset(); ${sdk}.track('Seen'); ${sdk}.identify('u-2');
   ${sdk}.alias('a-2'); ${sdk}.track('End');`;

const pages = {
  'Mixpanel from npm': (site: Site) => mixpanelNpm(site, 'TOK', script('app.mixpanel')),
  'Mixpanel from its snippet': (site: Site) =>
    `<script>window.MIXPANEL_CUSTOM_LIB_URL='/lib/mixpanel-full.js'</script><script src="/lib/mixpanel.js"></script>
     <script>${mixpanelInit(site, 'mixpanel', 'TOK')}${script('mixpanel')}</script>`,
  'Segment from npm': (site: Site) => segmentNpm(site, 'WK', `app.analytics.ready(() => { ${script('app.analytics')} });`),
};

/** Everything that differs from one visit to the next: generated ids, times, ports, browser measures. */
const volatile = /^(\$insert_id|time|\$device_id|messageId|timestamp|sentAt|originalTimestamp|anonymousId|at|mp_sent_by_lib_version)$/;
const generated = /(\$device:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

const settled = (value: Json): Json => {
  if (typeof value === 'string') return value.replace(generated, '<id>').replace(/127\.0\.0\.1:\d+/g, '<host>');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(settled);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, volatile.test(key) ? '<changes>' : settled(inner as Json)]));
};

async function visit(kind: BrowserKind, head: (site: Site) => string, hooked: boolean): Promise<readonly string[]> {
  let sent: readonly string[] = [];
  await onSite(
    kind,
    async (site, listener) => {
      const page = await listener.newPage();
      await page.goto(site.page('/', { head: head(site) }));
      const texts = (): string[] =>
        site.collector.received().flatMap(({ endpoint, payloads }) => payloads.map((one) => JSON.stringify([endpoint, settled(one)])));
      await eventually('the last event', () => texts().some((text) => text.includes('"End"')));
      // Mixpanel's people updates go out a batch later.
      const before = Date.now();
      await eventually('silence', () => Date.now() - before > 1_000);
      sent = texts().sort();
      expect(listener.of('call.observed').length > 0).toBe(hooked);
    },
    { hooked },
  );
  return sent;
}

describe.each(['chromium', 'firefox'] as const)('in %s', (kind) => {
  test.each(Object.entries(pages))('%s: the collector receives the same with and without the hook', async (_name, head) => {
    const without = await visit(kind, head, false);
    const with_ = await visit(kind, head, true);
    expect(without.length).toBeGreaterThan(5);
    expect(with_).toEqual(without);
  });
});
