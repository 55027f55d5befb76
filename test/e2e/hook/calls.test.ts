import { describe, expect, test } from 'vitest';
import { mixpanelInit, mixpanelNpm, segmentNpm } from '../support/site.ts';
import { onSite } from './site-and-listener.ts';

/** What is in Mixpanel's form field: base64 of JSON. */
const sentText = (body: string | null): string => Buffer.from(new URLSearchParams(body ?? '').get('data') ?? '', 'base64').toString('utf8');

const twoUsers = (sdk: string): string =>
  `${sdk}.track('Seen'); ${sdk}.identify('u-1'); ${sdk}.track('Bought'); ${sdk}.reset(); ${sdk}.track('Seen'); ${sdk}.identify('u-2');`;

describe.each(['chromium', 'firefox'] as const)('in %s', (kind) => {
  test('Mixpanel from npm: two users, ids before and after, and what was sent', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      await page.goto(site.page('/', { head: mixpanelNpm(site, 'TOK', twoUsers('app.mixpanel')) }));
      await listener.until('five accepted requests', () => listener.of('wire.settled').some(({ outcome }) => outcome === 'accepted'));

      expect(listener.heard()[0]).toMatchObject({ kind: 'document.opened', seq: 0, url: `${site.origin}/`, lifecycle: 'active' });
      expect(listener.of('sdk.found')).toMatchObject([
        { vendor: 'mixpanel', project: 'TOK', instance: 'mixpanel', how: 'npm', hooked: true },
      ]);
      const calls = listener.of('call.observed').filter(({ parent }) => parent === null);
      expect(calls.map(({ method, args }) => [method, args[0] ?? null])).toEqual([
        ['track', 'Seen'],
        ['identify', 'u-1'],
        ['track', 'Bought'],
        ['reset', null],
        ['track', 'Seen'],
        ['identify', 'u-2'],
      ]);
      const [seen, identify, bought, reset, again, second] = calls;
      const device = seen?.before?.anonymousId;
      expect(device).toMatch(/^[0-9a-f-]{36}$/);
      expect(seen).toMatchObject({ before: { anonymousId: device, knownId: null }, after: { anonymousId: device, knownId: null } });
      expect(identify).toMatchObject({ before: { anonymousId: device, knownId: null }, after: { anonymousId: device, knownId: 'u-1' } });
      expect(identify?.site).toContain(site.origin);
      expect(bought?.before).toEqual({ anonymousId: device, knownId: 'u-1' });
      expect(reset?.after?.knownId).toBeNull();
      expect(reset?.after?.anonymousId).not.toBe(device);
      expect(again?.before).toEqual(reset?.after);
      expect(second?.after?.knownId).toBe('u-2');
      const nested = listener.of('call.observed').find(({ parent }) => parent === identify?.call);
      expect(nested).toMatchObject({ method: 'track', args: ['$identify', expect.anything(), expect.anything()] });
      const changes = listener.of('storage.changed');
      expect(changes[0]).toMatchObject({ ids: { anonymousId: null, knownId: null }, cause: null });
      expect(changes.find(({ ids }) => ids.knownId === 'u-1')?.cause).toBe(identify?.call);
      expect(listener.of('wire.raw').some(({ body }) => sentText(body).includes('Bought'))).toBe(true);
      expect(listener.heard().map(({ seq }) => seq)).toEqual(listener.heard().map((_, index) => index));
    });
  });

  test('Segment from npm: two users, buffered calls included', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      await page.goto(site.page('/', { head: segmentNpm(site, 'WK') }));
      await listener.until('the instance', () => listener.of('sdk.found').length > 0);
      await page.evaluate(twoUsers('app.analytics'));
      await listener.until('six replies', () => listener.of('wire.settled').length >= 5);

      expect(listener.of('sdk.found')).toMatchObject([{ vendor: 'segment', project: 'WK', how: 'npm', hooked: true }]);
      const calls = listener.of('call.observed').filter(({ parent }) => parent === null);
      expect(calls.map(({ method }) => method)).toEqual(['track', 'identify', 'track', 'reset', 'track', 'identify']);
      expect(calls[1]?.after?.knownId).toBe('u-1');
      expect(calls[3]?.after).toEqual({ anonymousId: null, knownId: null });
      expect(calls[5]?.after?.knownId).toBe('u-2');
      const sent = listener.of('wire.raw');
      expect(sent[0]?.headers.authorization ?? sent[0]?.body).toMatch(/Basic|WK/);
      expect(listener.of('wire.settled').every(({ outcome }) => outcome === 'accepted')).toBe(true);
    });
  });

  test('Mixpanel from its snippet: calls on the stub are queued and joined with their replay', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      const calls = "mixpanel.track('Early'); mixpanel.identify('u-1'); mixpanel.track('Late');";
      await page.goto(
        site.page('/', {
          head: `<script>window.MIXPANEL_CUSTOM_LIB_URL='/lib/mixpanel-full.js'</script><script src="/lib/mixpanel.js"></script><script>${mixpanelInit(site, 'mixpanel', 'TOK')}${calls}</script>`,
        }),
      );
      await listener.until('the replay', () => listener.of('call.observed').filter(({ replayOf }) => replayOf !== null).length === 3);
      const all = listener.of('call.observed');
      const queued = all.filter((call) => call.queued);
      expect(queued.map(({ method, args, project }) => [method, args[0], project])).toEqual([
        ['track', 'Early', 'TOK'],
        ['identify', 'u-1', 'TOK'],
        ['track', 'Late', 'TOK'],
      ]);
      const replays = all.filter(({ replayOf }) => replayOf !== null);
      expect(replays.map(({ method, args }) => [method, args[0]])).toEqual([
        ['identify', 'u-1'],
        ['track', 'Early'],
        ['track', 'Late'],
      ]);
      for (const replay of replays) {
        const origin = queued.find(({ call }) => call === replay.replayOf);
        expect(origin?.args).toEqual(replay.args);
      }
      expect(listener.of('sdk.found')).toMatchObject([{ vendor: 'mixpanel', how: 'global', project: 'TOK' }]);
    });
  });

  test('a call inside pagehide is recorded, and so is what the page sends while it leaves', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      site.page('/next', { body: 'next' });
      const leave = "addEventListener('pagehide', () => app.mixpanel.track('Left', { last: true }));";
      await page.goto(site.page('/', { head: mixpanelNpm(site, 'TOK', leave) }));
      await listener.until('the instance', () => listener.of('sdk.found').length > 0);
      await page.goto(`${site.origin}/next`);
      await listener.until('the last call', () => listener.of('call.observed').some(({ args }) => args[0] === 'Left'));
      await listener.until('the end', () => listener.of('document.closed').length > 0);
      const kinds = listener.heard().map(({ kind: one }) => one);
      expect(kinds.indexOf('document.closed')).toBeGreaterThan(kinds.indexOf('call.observed'));
      expect(kinds.lastIndexOf('wire.raw')).toBeLessThan(kinds.indexOf('document.closed'));
      expect(listener.of('wire.raw').some(({ transport, body }) => transport === 'beacon' && sentText(body).includes('Left'))).toBe(true);
    });
  });

  test('under a strict policy with Trusted Types the same is seen (T14)', async () => {
    await onSite(kind, async (site, listener) => {
      const page = await listener.newPage();
      const errors: string[] = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      const policy = `default-src 'none'; script-src 'nonce-test'; connect-src *; img-src *; require-trusted-types-for 'script'; trusted-types 'none'`;
      await page.goto(
        site.page('/', { headers: { 'content-security-policy': policy }, head: mixpanelNpm(site, 'TOK', twoUsers('app.mixpanel')) }),
      );
      await listener.until('a reply', () => listener.of('wire.settled').length > 0);
      expect(listener.of('call.observed').filter(({ parent }) => parent === null)).toHaveLength(6);
      expect(errors).toEqual([]);
    });
  });

  test('a page nobody inspects posts nothing before it leaves', async () => {
    await onSite(
      kind,
      async (site, listener) => {
        const page = await listener.newPage();
        const address = site.page('/', { head: mixpanelNpm(site, 'TOK', twoUsers('app.mixpanel')) });
        await page.goto(address);
        await listener.until('a hello', () => listener.hellos() === 1);
        await page.goto('about:blank');
        await page.goto(`${address}?again`);
        await listener.until('the hello of the next page', () => listener.hellos() === 2);
        expect(listener.heard()).toEqual([]);
      },
      { record: false },
    );
  });
});
