import { describe, expect, it } from 'vitest';
import { adapterOf, decodeRequest } from '../../../src/adapters/index.ts';
import { whyBroken } from '../../../src/adapters/wire-body.ts';
import type { RawRequest } from '../../../src/core/adapter.ts';
import type { Json } from '../../../src/core/json.ts';

const post = (url: string, body: string | null, headers: Record<string, string> = {}): RawRequest => ({
  url,
  method: 'POST',
  headers,
  body,
  encoding: 'text',
});
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

describe("messages of Segment's HTTP API, whose path says their type", () => {
  const bare = { userId: 'U1', event: 'Paid', timestamp: '2026-11-22T13:00:00.000Z' };
  const basic = (key: string) => ({ authorization: `Basic ${base64(`${key}:`)}` });
  const track = { vendor: 'segment', project: 'W', payloads: [{ type: 'track', ...bare }] };
  it.each([
    ["on Segment's own address", post('https://api.segment.io/v1/track', JSON.stringify(bare), basic('W')), track],
    ['in Europe', post('https://events.eu1.segmentapis.com/v1/track', JSON.stringify(bare), basic('W')), track],
    ['by its letter', post('https://api.segment.io/v1/t', JSON.stringify(bare), basic('W')), track],
    ['behind a proxy, with a key', post('https://shop.test/seg/v1/track', JSON.stringify(bare), basic('W')), track],
    [
      'with its key in the message',
      post('https://shop.test/v1/identify', JSON.stringify({ userId: 'U1', traits: {}, writeKey: 'W' })),
      { ...track, payloads: [{ type: 'identify', userId: 'U1', traits: {}, writeKey: 'W' }] },
    ],
    [
      "without a key on Segment's own address",
      post('https://api.segment.io/v1/alias', JSON.stringify({ userId: 'U1', previousId: 'A1' })),
      { vendor: 'segment', project: 'host:api.segment.io', payloads: [{ type: 'alias', userId: 'U1', previousId: 'A1' }] },
    ],
    [
      "on RudderStack's address",
      post('https://acme.dataplane.rudderstack.com/v1/track', JSON.stringify(bare), basic('R')),
      { ...track, vendor: 'rudderstack', project: 'R' },
    ],
  ])('%s', (_, request, decoded) => {
    expect(decodeRequest(request)).toEqual(decoded);
    const [payload] = decoded.payloads;
    expect(adapterOf(decoded.vendor)?.toEvent(payload as Json, decoded.project)?.ids.knownId).toBe('U1');
  });

  it.each([
    ['without a key on any host', post('https://shop.test/v1/track', JSON.stringify(bare))],
    ['without an id', post('https://api.segment.io/v1/track', JSON.stringify({ event: 'Paid' }), basic('W'))],
    ['on a path that says no type', post('https://api.segment.io/v1/users', JSON.stringify(bare), basic('W'))],
    ['with a type that is none', post('https://api.segment.io/v1/track', JSON.stringify({ ...bare, type: 'order' }), basic('W'))],
  ])('none %s', (_, request) => {
    expect(decodeRequest(request)).toBeNull();
  });
});

describe('what begins like JSON and is none', () => {
  const get = (url: string): RawRequest => ({ ...post(url, null), method: 'GET' });
  it.each([
    ['a form', post('https://api.mixpanel.com/track', 'data={broken')],
    ['a form with base64', post('https://api.mixpanel.com/track', `ip=1&data=${base64('{"event":"Vi').slice(0, 14)}`)],
    ['a body', post('https://shop.test/collect', '[{"event":"View","properties":{"token"')],
    ['an address', get('https://api.mixpanel.com/track?data={broken&ip=1')],
  ])('is said to be broken: %s', (_, request) => {
    expect(whyBroken(request)).toBe('not JSON');
  });

  it.each([
    ['JSON', post('https://shop.test/', '{"a":1}')],
    ['a form with JSON', post('https://shop.test/', 'data={"a":1}')],
    ['text', post('https://shop.test/', 'hello')],
    ['a form without data', post('https://shop.test/', 'e=[broken')],
    ['nothing', post('https://shop.test/', null)],
    ['an address without data', get('https://shop.test/?q={')],
    ['compressed', { ...post('https://shop.test/', 'H4sIAAAAAAAAAw=='), encoding: 'base64' as const }],
  ])('is not said of %s', (_, request) => {
    expect(whyBroken(request)).toBeNull();
  });

  it("on a vendor's own address is known to be the vendor's, with nothing that can be read", () => {
    expect(decodeRequest(post('https://api.mixpanel.com/track', 'data={broken'))).toEqual({
      vendor: 'mixpanel',
      project: 'host:api.mixpanel.com',
      payloads: [],
    });
  });
});
