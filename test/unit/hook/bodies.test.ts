import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type Body, createBodyReader } from '../../../src/hook/bodies.ts';
import type { Vendor } from '../../../src/hook/vendors/vendor.ts';
import { vendors } from '../../support/hook-vendors.ts';
import { natives } from '../../support/natives.ts';
import { sdkFixture, sdkFixtureNames } from '../../support/sdk-fixture.ts';

const known: Vendor = {
  name: 'x',
  methodsOn: 'instance',
  methods: [],
  identity: [],
  markers: [],
  describe: () => null,
  reach: () => {},
};
const here: readonly Vendor[] = [
  { ...known, markers: [['data=', 'distinct_id'], ['data=eyJ'], ['data=W3s'], ['distinct_id', 'token', 'properties']] },
  { ...known, markers: [['anonymousId', 'messageId']], addresses: ['vendor.example/ingest'] },
];
type Copy = Body | null;
const reader = (vendors: readonly Vendor[] = here) => {
  const copy = createBodyReader(vendors, natives);
  return (url: string, body: unknown): Copy =>
    copy(
      url,
      body,
      () => new URL(url).host,
      () => undefined,
    ) as Copy;
};
const read = (url: string, body: unknown): Copy => reader()(url, body);
const event = JSON.stringify({ event: 'Seen', properties: { token: 'T', distinct_id: 'D' } });
const base64 = Buffer.from(`[${event}]`).toString('base64');
const url = 'https://collect.example/track/';
const ingest = 'https://vendor.example/ingest';
const zipped = gzipSync(event);

describe('a request body', () => {
  test('is copied when it carries a vendor’s marks, in every form SDKs use', () => {
    expect(read(url, `data=${encodeURIComponent(event)}`)?.body).toContain('distinct_id');
    expect(read(url, `data=${base64}`)?.body).toBe(`data=${base64}`);
    expect(read(url, new URLSearchParams({ data: event }))?.encoding).toBe('text');
    expect(read(url, JSON.stringify({ type: 'track', anonymousId: 'a', messageId: 'm' }))).not.toBeNull();
    const bytes = new TextEncoder().encode(event);
    for (const body of [bytes, bytes.buffer, new DataView(bytes.buffer)]) {
      const copy = read(url, body);
      expect(copy?.encoding).toBe('base64');
      expect(Buffer.from(copy?.body ?? '', 'base64').toString('utf8')).toBe(event);
    }
    expect(read(`${url}?data=${base64}`, null)).toEqual({ body: null, encoding: 'text' });
  });

  test('is copied whatever it holds where only an SDK sends', () => {
    expect(read(ingest, 'x')).toEqual({ body: 'x', encoding: 'text' });
    expect(read(ingest, new Uint8Array([1]))).toEqual({ body: 'AQ==', encoding: 'base64' });
    expect(read(ingest, zipped)?.body).toBe(zipped.toString('base64'));
    expect(read(ingest, new Blob(['x']))?.why).toBe('cannot be read');
    expect(read(ingest, undefined)).toEqual({ body: null, encoding: 'text' });
  });

  test('of anything else is left where it is', () => {
    const login = JSON.stringify({ email: 'a@b.example', password: 'secret', token: 'csrf', distinct_id: 'D' });
    expect(read('https://shop.example/login', login)).toBeNull();
    expect(read('https://shop.example/login', new URLSearchParams({ password: 'secret', anonymousId: 'a' }))).toBeNull();
    expect(read('https://shop.example/x', new TextEncoder().encode(login))).toBeNull();
    expect(read('https://shop.example/x', gzipSync(login))).toBeNull();
    expect(read('https://shop.example/x', null)).toBeNull();
    expect(read('https://shop.example/x', new Blob([login]))).toBeNull();
    const form = new FormData();
    form.append('data', event);
    expect(read('https://shop.example/x', form)).toBeNull();
    expect(read(ingest, form)).toBeNull();
  });

  test('of a session recording is never copied', () => {
    expect(read('https://collect.example/record/?x=1', event)).toBeNull();
    expect(read('https://collect.example/s/?compression=gzip', event)).toBeNull();
    expect(read('https://collect.example/ses/', event)).toBeNull();
    expect(read('https://api-sr.vendor.example/sessions/v2/track?x', event)).toBeNull();
    expect(read('https://collect.example/api/s/track', event)).not.toBeNull();
    expect(read('https://collect.example/v1/s', event)).not.toBeNull();
  });

  test('above the cap is not copied and says so', () => {
    const large = { body: null, encoding: 'text', truncated: true, why: 'larger than the cap' };
    expect(read(url, event + ' '.repeat(1024 * 1024))).toEqual(large);
    expect(read(ingest, new Uint8Array(1024 * 1024 + 1))).toEqual(large);
    expect(read(ingest, new Uint8Array(1024 * 1024))?.why).toBeUndefined();
    expect(read(url, ' '.repeat(1024 * 1024) + event)).toBeNull();
  });

  test('that cannot be read is told with the reason, on hosts that carried analytics before', () => {
    const copy = reader();
    expect(copy(url, new Blob([event]))).toBeNull();
    expect(copy(url, zipped)).toBeNull();
    copy(url, event);
    const unread = { body: null, encoding: 'text', why: 'cannot be read' };
    expect(copy(url, new Blob([event]))).toEqual(unread);
    expect(copy(url, new ReadableStream())).toEqual(unread);
    expect(copy(url, zipped)?.encoding).toBe('base64');
    expect(copy('https://other.example/', zipped)).toBeNull();
  });
});

describe('the body of a Request', () => {
  const ask = (url: string, body: RequestInit['body'], type: string, reader = createBodyReader(here, natives)) => {
    const request = new Request(url, { method: 'POST', body, headers: type === '' ? {} : { 'content-type': type } } as RequestInit);
    return {
      request,
      copy: reader(
        url,
        request,
        () => new URL(url).host,
        () => type,
      ),
    };
  };

  test('is read from a copy, and copied by the same marks', async () => {
    const { request, copy } = ask(url, event, 'text/plain;charset=UTF-8');
    expect(request.bodyUsed).toBe(false);
    expect(await copy).toEqual({ body: event, encoding: 'text' });
    expect(await request.text()).toBe(event);
    expect(await ask(url, JSON.stringify({ password: 'secret' }), 'application/json').copy).toBeNull();
    expect(await ask(url, `data=${base64}`, 'application/x-www-form-urlencoded').copy).toEqual({
      body: `data=${base64}`,
      encoding: 'text',
    });
  });

  test('that is no text is left alone, and counted where an SDK sends', () => {
    expect(ask('https://shop.example/upload', 'x', 'multipart/form-data; boundary=x').copy).toBeNull();
    expect(ask(ingest, zipped, '').copy).toEqual({ body: null, encoding: 'text', why: 'cannot be read' });
  });

  test('that was used up already says so to nobody but the page', async () => {
    const request = new Request(url, { method: 'POST', body: event });
    await request.text();
    await expect(
      createBodyReader(here, natives)(
        url,
        request,
        () => 'x',
        () => 'text/plain',
      ),
    ).rejects.toThrow();
  });
});

describe('a login', () => {
  const login = JSON.stringify({
    email: 'a@b.example',
    password: 'secret',
    token: 'csrf',
    distinct_id: 'D',
    anonymousId: 'A',
    deviceId: 'V',
  });
  test.each([
    'https://us.posthog.com/api/login/',
    'https://app.posthog.com/login',
    'https://app.amplitude.com/login',
    'https://app.mparticle.com/oauth/token',
    'https://mixpanel.com/login/',
    'https://app.segment.com/login',
    'https://heapanalytics.com/login',
    'https://fly.customer.io/login',
    'https://app.bestcustomer.io/login',
    'https://app.rudderstack.com/api/signin',
    'https://console.snowplowanalytics.com/login',
    'https://shop.example/track',
    'https://shop.example/api/v1/identify',
    'https://shop.example/relay/e/?ip=1',
  ])('is left where it is at %s, the vendors’ own pages included', (url) => {
    const copy = reader(vendors);
    for (const body of [
      login,
      new URLSearchParams({ password: 'secret', distinct_id: 'D', token: 'csrf' }),
      gzipSync(login),
      new Blob([login]),
    ]) {
      expect(copy(url, body)).toBeNull();
    }
  });
});

describe('an event that travels in an address', () => {
  const none = { body: null, encoding: 'text' };
  test.each([
    'https://in.shop.example/i?stm=1&e=pv&url=https%3A%2F%2Fshop.example&tv=js-4.10.1&p=web',
    'https://www.google-analytics.com/g/collect?v=2&tid=G-1&cid=12.34&en=page_view',
    'https://stats.shop.example/g/collect?v=2&tid=G-1&cid=12.34',
    `https://api-js.mixpanel.com/track/?data=${base64}&img=1`,
    'https://trk.kissmetrics.io/e?_k=K&_p=P&_n=Seen',
  ])('is told: %s', (url) => {
    expect(reader(vendors)(url, null)).toEqual(none);
    expect(reader(vendors)(url, undefined)).toEqual(none);
  });
  test.each(['https://shop.example/i?size=2', 'https://shop.example/products?data=1', 'https://cdn.segment.com/v1/projects/WK/settings'])(
    'is not what stands in %s',
    (url) => {
      expect(reader(vendors)(url, null)).toBeNull();
    },
  );
});

/** The words by which the hook knows what SDKs send, held to what they sent. */
describe('every request of a real SDK with events', () => {
  const hooked = sdkFixtureNames().filter((name) => vendors.some((vendor) => name.startsWith(vendor.name)));
  test.each(hooked)('%s is copied', (name) => {
    const copy = reader(vendors);
    for (const { url, body, encoding, events } of sdkFixture(name).requests) {
      const bytes = encoding === 'base64' && body !== null ? Buffer.from(body, 'base64') : body;
      const copied = copy(url, bytes);
      if (events.length > 0) expect(copied?.body).toBe(body);
    }
  });
});
