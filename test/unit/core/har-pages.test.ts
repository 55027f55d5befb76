import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { entryOf, factsOf, harOf, named, page, readEntries } from '../../support/har.ts';

describe('pages', () => {
  const openedBy = (entries: readonly Json[], log = {}) =>
    factsOf(entries, 'document.opened', log).map((one) => (one.kind === 'document.opened' ? one.url : ''));
  const placeOf = (entries: readonly Json[], log = {}) => factsOf(entries, 'wire.sent', log).map(({ document }) => document);

  test('are those that the file names', () => {
    const first = named('a', { at: '2026-11-22T10:00:01Z', more: { pageref: 'page_1' } });
    const second = named('b', { at: '2026-11-22T10:00:02Z', more: { pageref: 'page_2' } });
    const pages = [
      { id: 'page_1', title: 'https://shop.example/' },
      { id: 'page_2', title: 'https://shop.example/cart' },
    ];
    expect(openedBy([first, second], { pages })).toEqual(['https://shop.example/', 'https://shop.example/cart']);
    expect(new Set(placeOf([first, second], { pages })).size).toBe(2);
  });

  test('begin with each load, though the file names them alike', () => {
    const more = { pageref: 'page_1' };
    const entries = [
      page('2026-11-22T10:00:00Z', 'https://shop.example/', more),
      named('a', { at: '2026-11-22T10:00:01Z', more }),
      page('2026-11-22T10:00:02Z', 'https://shop.example/cart', more),
      named('b', { at: '2026-11-22T10:00:03Z', more }),
    ];
    expect(openedBy(entries)).toEqual(['https://shop.example/', 'https://shop.example/cart']);
    expect(placeOf(entries)).toEqual(['file-0001-page-0001', 'file-0001-page-0002']);
  });

  test('keep what they send while they are left, which starts after the next load', () => {
    const more = { pageref: 'page_1' };
    const headers = { Referer: 'https://shop.example/' };
    const entries = [
      page('2026-11-22T10:00:00Z', 'https://shop.example/#top', more),
      page('2026-11-22T10:00:02.000Z', 'https://shop.example/cart', more),
      named('beacon', { at: '2026-11-22T10:00:02.100Z', more, headers, url: 'https://shop.example/track' }),
      named('next', { at: '2026-11-22T10:00:02.200Z', more, headers: { Referer: 'https://shop.example/cart' } }),
      // To another host the two pages look alike, and so late nobody is leaving.
      named('elsewhere', { at: '2026-11-22T10:00:02.300Z', more, headers }),
      named('later', { at: '2026-11-22T10:00:09Z', more, headers, url: 'https://shop.example/track' }),
    ];
    expect(placeOf(entries).map((document) => document.slice(-1))).toEqual(['1', '2', '2', '2']);
  });

  test('are found by their origin by requests that the file puts on no page', () => {
    const pages = [
      { id: 'page_1', title: 'https://shop.example/' },
      { id: 'page_2', title: 'https://shop.example/cart' },
    ];
    const from = (Referer: string) => ({ headers: { Referer }, url: 'https://shop.example/track' });
    const entries = [
      named('a', { at: '2026-11-22T10:00:01Z', more: { pageref: 'page_1' } }),
      named('b', { at: '2026-11-22T10:00:02.000Z', more: { pageref: 'page_2' } }),
      named('beacon', { at: '2026-11-22T10:00:02.100Z', ...from('https://shop.example/') }),
      named('c', { at: '2026-11-22T10:00:05Z', ...from('https://shop.example/cart') }),
    ];
    expect(placeOf(entries, { pages }).map((document) => document.slice(-1))).toEqual(['1', '2', '1', '2']);
  });

  test('of proxies are told by where a request came from', () => {
    const Origin = 'https://shop.example';
    const entries = [
      page('2026-11-22T10:00:00Z', 'https://shop.example/cart'),
      named('a', { at: '2026-11-22T10:00:01Z', headers: { referer: 'https://shop.example/' } }),
      named('b', { at: '2026-11-22T10:00:02Z', headers: { Origin } }),
      named('c', { at: '2026-11-22T10:00:03Z', headers: { Referer: 'https://other.example/x' } }),
    ];
    expect(placeOf(entries)).toEqual(['file-0001-page-0001', 'file-0001-page-0001', 'file-0001-page-0002']);
    expect(openedBy(entries)).toEqual(['https://shop.example/cart', 'https://other.example/x']);
  });

  test('are none for an app, whose requests come from nowhere', () => {
    expect(openedBy([entryOf()])).toEqual([]);
    expect(placeOf([entryOf(), named('b')])).toEqual(['file-0001-page-0001', 'file-0001-page-0001']);
  });

  test('inside pages and pages of other sites are not opened', () => {
    const inside = entryOf({
      url: 'https://shop.example/frame',
      method: 'GET',
      headers: { 'Sec-Fetch-Dest': 'iframe' },
      postData: null,
      more: { _resourceType: 'document' },
    });
    const other = page('2026-11-22T09:59:00Z', 'https://mail.example/');
    const entries = [
      other,
      page('2026-11-22T09:59:30Z'),
      inside,
      named('a', { at: '2026-11-22T10:00:01Z', headers: { Origin: 'https://shop.example' } }),
    ];
    expect(openedBy(entries)).toEqual(['https://shop.example/']);
  });
});

describe('devices', () => {
  const phone = { 'User-Agent': 'Shop/1 iOS' };
  const desk = { 'user-agent': 'Mozilla/5.0' };

  test('are one a file, named after it', () => {
    const { recording } = readEntries(harOf([entryOf({ headers: phone }), entryOf({ headers: desk })]));
    expect(recording.devices).toEqual([{ id: 'file-0001', label: 'x.har' }]);
    expect(recording.made).toEqual({ by: 'har', version: '1', browser: null });
  });

  test('are one a User-Agent when asked for, the same in every file', () => {
    const one = readEntries(harOf([entryOf({ headers: phone }), entryOf({ headers: desk })]), { deviceFrom: 'ua' });
    const other = readEntries(harOf([entryOf({ headers: phone })]), { deviceFrom: 'ua', file: 'file-0002' });
    expect(one.recording.devices.map(({ label }) => label)).toEqual(['Shop/1 iOS', 'Mozilla/5.0']);
    expect(other.recording.devices).toEqual([one.recording.devices[0]]);
    expect(other.recording.observations[0]?.document).not.toBe(one.recording.observations[0]?.document);
  });
});

describe("the servers' own id", () => {
  const headers = { Cookie: 'a=1; visitor_id=V1; b=2' };
  const entries = [
    page('2026-11-22T10:00:00Z'),
    entryOf({
      at: '2026-11-22T10:00:01Z',
      url: 'https://shop.example/cart',
      method: 'GET',
      postData: null,
      headers: { ...headers, Referer: 'https://shop.example/' },
    }),
    entryOf({ at: '2026-11-22T10:00:02Z', headers: { ...headers, Referer: 'https://shop.example/' } }),
    entryOf({
      at: '2026-11-22T10:00:03Z',
      url: 'https://ads.example/',
      method: 'GET',
      postData: null,
      headers: { Cookie: 'visitor_id=X', Referer: 'https://shop.example/' },
    }),
  ];

  test("is what the named cookie holds on requests to the page's own site, once", () => {
    const { recording } = readEntries(harOf(entries), { serverIdCookie: 'visitor_id' });
    expect(recording.observations.filter(({ kind }) => kind === 'storage.changed')).toMatchObject([
      { vendor: 'server', project: 'visitor_id', area: 'cookie', ids: { anonymousId: 'V1', knownId: null } },
    ]);
  });

  test('is not looked for when no cookie is named', () => {
    expect(JSON.stringify(readEntries(harOf(entries)).recording)).not.toContain('V1');
  });
});
