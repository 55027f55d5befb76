import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { RawRequest } from '../../../src/core/adapter.ts';
import { harTime } from '../../../src/core/har-entry.ts';
import type { Json } from '../../../src/core/json.ts';
import { entryOf, factsOf, harOf, mixpanelBody, named, namesOf, outcomeOf, page, readEntries } from '../../support/har.ts';

describe('order', () => {
  test('is that of the start of requests, whatever the order of entries', () => {
    const entries = [
      named('third', { at: '2026-11-22T10:00:02.000Z' }),
      named('first', { at: '2026-11-22T11:00:00.500+01:00' }),
      named('second', { at: '2026-11-22T10:00:01Z' }),
    ];
    expect(namesOf(entries)).toEqual(['first', 'second', 'third']);
  });

  test('goes on below milliseconds where the tool writes them', () => {
    const entries = [named('late', { at: '2026-11-22T10:00:00.000900+00:00' }), named('early', { at: '2026-11-22T10:00:00.000100+00:00' })];
    expect(namesOf(entries)).toEqual(['early', 'late']);
  });

  test('keeps requests of one moment as they stand in the file, also over pages', () => {
    const from = (Referer: string) => ({ headers: { Referer } });
    const entries = ['https://b.example/', 'https://a.example/', 'https://b.example/'].map((origin, index) =>
      named(`e${index}`, from(origin)),
    );
    expect(namesOf(entries)).toEqual(['e0', 'e1', 'e2']);
    const ats = factsOf(entries, 'wire.sent').map((one) => one.at);
    expect(new Set(ats).size).toBe(3);
  });

  test.each([
    ['2026-11-22T10:00:00.000Z', 1795341600000],
    ['2026-11-22T11:00:00+01:00', 1795341600000],
    ['2026-11-22T11:00:00.000+0100', 1795341600000],
    ['2026-11-22T10:00:00.000250+00:00', 1795341600000.25],
    [1795341600000, 1795341600000],
    [1795341600, 1795341600000],
    ['yesterday', null],
    [undefined, null],
  ])('takes %s for the time %s', (text, at) => {
    expect(harTime(text)).toBe(at);
  });
});

describe('bodies', () => {
  const form = `data=${encodeURIComponent(btoa(mixpanelBody('View')))}`;
  const gzip = gzipSync(JSON.stringify({ api_key: 'K', batch: [{ event: 'View', uuid: 'u', properties: { distinct_id: 'X' } }] }));
  const surrogates = [...gzip].map((byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('');

  test.each<[string, Json]>([
    ['as text', { mimeType: 'application/x-www-form-urlencoded', text: form }],
    ['as decoded params', { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'data', value: btoa(mixpanelBody('View')) }] }],
    [
      'as params that are still encoded',
      { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'data', value: encodeURIComponent(btoa(mixpanelBody('View '))) }] },
    ],
    [
      'as params of plain JSON',
      { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'data', value: mixpanelBody('100%25 off') }] },
    ],
    ['as base64', { mimeType: 'text/plain', text: btoa(mixpanelBody('View')), encoding: 'base64' }],
    ['as compressed base64', { mimeType: 'text/plain', text: gzip.toString('base64'), encoding: 'base64' }],
    ['as compressed bytes, a character each', { mimeType: 'text/plain', text: gzip.toString('latin1') }],
    ['as compressed bytes, escaped one by one', { mimeType: 'application/json', text: surrogates }],
  ])('are read %s', (_, postData) => {
    expect(factsOf([entryOf({ postData })], 'wire.sent')).toHaveLength(1);
  });

  test('of UTF-8 that was read as Latin-1 become what they were', () => {
    const text = Buffer.from(mixpanelBody('Überseekoffer')).toString('latin1');
    expect(namesOf([entryOf({ postData: { mimeType: 'text/plain', text } })])).toEqual(['Überseekoffer']);
    expect(namesOf([named('Überseekoffer'), named('Ã¼')])).toEqual(['Überseekoffer', 'Ã¼']);
  });

  test('that were compressed and saved as broken text are skipped, and said to be', () => {
    const text = Buffer.from(gzip).toString('utf8');
    const { skipped, skippedAt } = readEntries(harOf([entryOf(), entryOf({ postData: { mimeType: 'text/plain', text } })]));
    expect(skipped).toBe(1);
    expect(skippedAt).toEqual([{ entry: 1, why: 'the compressed body of this request to metrics.shop.example was saved as broken text' }]);
  });

  test('that begin like JSON and are none are skipped on the address of a vendor, and no loss elsewhere', () => {
    const broken = { mimeType: 'application/x-www-form-urlencoded', text: 'data={broken' };
    const lost = entryOf({ url: 'https://api-js.mixpanel.com/track/', postData: broken });
    const other = entryOf({ url: 'https://shop.example/cart', postData: broken });
    const { skipped, skippedAt } = readEntries(harOf([other, lost, entryOf()]));
    expect({ skipped, skippedAt }).toEqual({
      skipped: 1,
      skippedAt: [{ entry: 1, why: 'the body of this request to api-js.mixpanel.com cannot be read' }],
    });
  });

  test('that were not saved are skipped on the address of a vendor, and no loss elsewhere', () => {
    const lost = entryOf({ url: 'https://api-js.mixpanel.com/track/', postData: null });
    const other = entryOf({ url: 'https://shop.example/cart', postData: null });
    const { skipped, skippedAt } = readEntries(harOf([other, lost, entryOf()]));
    expect({ skipped, skippedAt }).toEqual({
      skipped: 1,
      skippedAt: [{ entry: 1, why: 'the body of this request to api-js.mixpanel.com was not saved' }],
    });
  });

  test('saved decoded keep no word of their coding', () => {
    const headers = { 'Content-Encoding': 'gzip', 'X-Write-Key': 'W' };
    const bytes = { mimeType: 'application/json', text: gzip.toString('latin1') };
    const seen: object[] = [];
    const decode = (request: RawRequest) => {
      seen.push(request.headers);
      return null;
    };
    readEntries(harOf([entryOf({ headers }), entryOf({ headers, postData: bytes })]), { decode });
    expect(seen).toEqual([{ 'x-write-key': 'W' }, { 'x-write-key': 'W', 'content-encoding': 'gzip' }]);
  });
});

describe('entries', () => {
  test('that are no request of a page or an app leave no trace', () => {
    const preflight = entryOf({ method: 'OPTIONS' });
    const socket = entryOf({ url: 'wss://shop.example/live', method: 'GET' });
    const inline = entryOf({ url: 'data:image/png;base64,AAAA', method: 'GET', postData: null });
    const tunnel = entryOf({ method: 'CONNECT', url: 'https://shop.example:443', postData: null });
    expect(readEntries(harOf([preflight, socket, inline, tunnel]))).toMatchObject({ skipped: 0, recording: { observations: [] } });
  });

  test('that are none are skipped, the first five with their place', () => {
    const wrong: readonly Json[] = [
      null,
      1,
      {},
      { request: {} },
      { request: { url: 'https://a.example/', method: 'GET' } },
      { request: 7 },
    ];
    const { skipped, skippedAt } = readEntries(harOf(wrong));
    expect(skipped).toBe(6);
    expect(skippedAt.map(({ entry }) => entry)).toEqual([0, 1, 2, 3, 4]);
    expect(skippedAt[4]?.why).toBe('it does not say when the request started');
  });
});

describe('what became of a request', () => {
  test.each([
    [200, 'accepted'],
    [204, 'accepted'],
    [400, 'failed'],
    [503, 'failed'],
    [0, 'failed'],
    // The server had it, and sent the browser elsewhere.
    [302, 'unconfirmed'],
  ])('with status %s is %s', (status, outcome) => {
    expect(outcomeOf(entryOf({ status }))).toBe(outcome);
  });

  test('is not known without a status when the page was left, unless the browser says that it failed', () => {
    const at = '2026-11-22T10:00:05.100Z';
    const sent = { at: '2026-11-22T10:00:05.000Z', status: 0, headers: { Referer: 'https://shop.example/' } };
    expect(outcomeOf(entryOf(sent), page(at))).toBe('unconfirmed');
    const blocked = { response: { status: 0, content: {}, _error: 'net::ERR_BLOCKED_BY_CLIENT' } };
    expect(outcomeOf(entryOf({ ...sent, more: blocked }), page(at))).toBe('failed');
    expect(outcomeOf(entryOf(sent), page('2026-11-22T10:00:09.000Z'))).toBe('failed');
  });

  test('is not known of a beacon without a status', () => {
    expect(outcomeOf(entryOf({ status: 0, more: { _resourceType: 'ping' } }))).toBe('unconfirmed');
  });

  test('of two sendings of one event is the better', () => {
    const sends = factsOf([entryOf({ status: 307 }), entryOf({ at: '2026-11-22T10:00:00.100Z' })], 'wire.settled');
    expect(sends.map((one) => one.kind === 'wire.settled' && one.outcome)).toEqual(['unconfirmed', 'accepted']);
  });
});
