import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SegmentCdn, segmentSnippet, startSegmentCdn } from './segment-cdn.ts';
import { onSite } from './site-and-listener.ts';

let cdn: SegmentCdn;
beforeAll(async () => {
  cdn = await startSegmentCdn();
});
afterAll(() => cdn.stop());

describe.each(['chromium', 'firefox'] as const)('in %s', (kind) => {
  test('Segment from its snippet: calls on the stub are queued without the page they were made on, and joined with their replay', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      await page.goto(
        site.page('/', {
          head: segmentSnippet(
            cdn,
            site.collector,
            "analytics.track('Early', { a: 1 }); analytics.identify('u-1'); analytics.track('Late');",
          ),
        }),
      );
      await listener.until('the replay', () => listener.of('call.observed').filter(({ replayOf }) => replayOf !== null).length === 3);
      const all = listener.of('call.observed');
      const queued = all.filter((call) => call.queued);
      expect(queued.map(({ method, args, project }) => [method, args, project])).toEqual([
        ['track', ['Early', { a: 1 }], 'WK'],
        ['identify', ['u-1'], 'WK'],
        ['track', ['Late'], 'WK'],
      ]);
      for (const replay of all.filter(({ replayOf }) => replayOf !== null)) {
        expect(queued.find(({ call }) => call === replay.replayOf)?.args).toEqual(replay.args);
      }
      expect(listener.of('sdk.found')).toMatchObject([
        { vendor: 'segment', project: 'WK', instance: 'WK', how: 'global', hooked: true, version: expect.any(String) },
      ]);
    });
  });

  test('an inspector that assigns its own attach still gets the instance', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      const inspector =
        '<script>Object.assign((window.__SEGMENT_INSPECTOR__ = window.__SEGMENT_INSPECTOR__ || {}), { attach(sdk) { window.attached = sdk.settings.writeKey; } })</script>';
      await page.goto(site.page('/', { head: inspector + segmentSnippet(cdn, site.collector, "analytics.track('Seen');") }));
      await listener.until('the instance', () => listener.of('sdk.found').length > 0);
      expect(await page.evaluate('window.attached')).toBe('WK');
      await listener.until('its calls', () => listener.of('call.observed').some(({ replayOf }) => replayOf !== null));
    });
  });
});
