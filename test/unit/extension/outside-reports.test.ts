import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import { parseReport } from '../../../src/core/parse-observation.ts';
import { createRecorder } from '../../../src/extension/background/recorder.ts';
import { openSiteSettings } from '../../../src/extension/background/site-settings.ts';
import { openVault } from '../../../src/extension/background/vault.ts';
import { createRing } from '../../../src/extension/content/ring.ts';
import { damaged, deepJson, expectUnpolluted, hostileJson, hostileText, promptly } from '../../support/hostile-values.ts';
import { fakeStore } from './fakes.ts';

const sender = { document: 'doc-1', tab: 7, frame: 0, incognito: false, cookieStore: null, url: null };
const reports = [
  { kind: 'document.opened', seq: 0, at: 1, url: 'https://shop.example/', referrer: '', lifecycle: 'active' },
  {
    kind: 'call.observed',
    seq: 1,
    at: 1,
    call: 'c-1',
    vendor: 'mixpanel',
    project: 'T',
    instance: 'x',
    method: 'identify',
    args: ['u'],
    before: null,
    after: null,
    site: null,
    parent: null,
    queued: false,
    replayOf: null,
  },
  {
    kind: 'wire.raw',
    seq: 2,
    at: 1,
    request: 'r',
    transport: 'fetch',
    method: 'POST',
    url: 'https://x.example/track',
    headers: {},
    body: 'data=eyJ',
    encoding: 'text',
  },
  { kind: 'wire.settled', seq: 3, at: 1, request: 'r', status: 200, outcome: 'accepted' },
  { kind: 'auth.signalled', seq: 4, at: 1, signal: 'login', confirmed: true, source: 'form', detail: '' },
];

afterEach(expectUnpolluted);

describe('whatever a document reports (T01, T03)', { timeout: 60_000 }, () => {
  test('its observations bear the document and tab that the browser names, and what is unusable is counted', () => {
    const batch = fc.oneof(
      hostileText,
      hostileJson.map((value) => JSON.stringify(value)),
      deepJson.map((value) => `[${JSON.stringify(value)}]`),
      fc.array(fc.constantFrom(...reports).chain(damaged), { maxLength: 6 }).map((list) => JSON.stringify(list)),
    );
    fc.assert(
      fc.property(batch, (text) => {
        const record = createRecorder({ parseReport, decode: decodeRequest, deviceOf: () => 'd-1' });
        const { observations, unusable } = promptly(() => record(text, sender));
        for (const one of observations) expect(one).toMatchObject({ document: 'doc-1', tab: 7, frame: 0, device: 'd-1' });
        expect(unusable).toBeGreaterThanOrEqual(0);
        const list: unknown = (() => {
          try {
            return JSON.parse(text);
          } catch {
            return null;
          }
        })();
        expect(observations.length + unusable).toBeLessThanOrEqual(Array.isArray(list) ? list.length : 1);
      }),
      { numRuns: 600 },
    );
  });

  test('the ring takes batches of its form and nothing else, and hands out JSON', () => {
    const batch = fc.oneof(
      hostileText,
      fc.tuple(fc.nat(20), fc.nat(20), hostileJson).map(([first, last, value]) => `${first}-${last} [${JSON.stringify(value)}]`),
    );
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 12 }), (batches) => {
        const ring = createRing(() => 0, 8);
        let taken = 0;
        for (const one of batches) if (ring.add(one)) taken += 1;
        expect(ring.hasUnconfirmed()).toBe(taken > 0);
      }),
      { numRuns: 400 },
    );
  });
});

describe('whatever stands in the extension’s own storage (T40)', { timeout: 60_000 }, () => {
  test('settings of sites are read, or are those of a fresh installation', async () => {
    const site = {
      serverIdCookie: 'anon',
      alwaysRecord: true,
      auth: { login: ['/in'] },
      muted: [{ rule: 'r', reason: 'x' }],
      models: { a: 'b' },
    };
    await fc.assert(
      fc.asyncProperty(fc.oneof(hostileJson, deepJson, damaged({ 'shop.example': site })), async (stored) => {
        const settings = await openSiteSettings({ read: async () => stored, write: async () => {} });
        const { serverIdCookie, alwaysRecord } = settings.of('shop.example');
        expect(serverIdCookie === null || typeof serverIdCookie === 'string').toBe(true);
        expect(typeof alwaysRecord).toBe('boolean');
      }),
      { numRuns: 400 },
    );
  });

  test('chunks of a recording are read, or left out and counted', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(hostileJson, hostileText), { maxLength: 5 }), async (chunks) => {
        const stored = Object.fromEntries(chunks.map((chunk, index) => [`log:${String(index).padStart(8, '0')}`, chunk]));
        const vault = await openVault({ store: fakeStore().store, stored, prefix: 'log:' });
        expect(vault.unreadable).toBeLessThanOrEqual(chunks.length);
      }),
      { numRuns: 200 },
    );
  });
});
