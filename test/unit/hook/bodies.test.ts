import { describe, expect, test } from 'vitest';
import { createBodyReader } from '../../../src/hook/bodies.ts';
import { vendors } from '../../../src/hook/vendors/index.ts';

const read = (url: string, body: unknown) => createBodyReader(vendors)(url, body, () => new URL(url).host);
const event = JSON.stringify({ event: 'Seen', properties: { token: 'T', distinct_id: 'D' } });
const base64 = Buffer.from(`[${event}]`).toString('base64');
const url = 'https://collect.example/track/';

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

  test('of anything else is left where it is', () => {
    const login = JSON.stringify({ email: 'a@b.example', password: 'secret' });
    expect(read('https://shop.example/login', login)).toBeNull();
    expect(read('https://shop.example/login', new URLSearchParams({ password: 'secret' }))).toBeNull();
    expect(read('https://shop.example/x', new TextEncoder().encode(login))).toBeNull();
    expect(read('https://shop.example/x', new FormData())).toBeNull();
    expect(read('https://shop.example/x', null)).toBeNull();
    expect(read('https://shop.example/x', new Blob([login]))).toBeNull();
  });

  test('of a session recording is never copied', () => {
    expect(read('https://collect.example/record/?x=1', event)).toBeNull();
    expect(read('https://collect.example/s/?compression=gzip', event)).toBeNull();
  });

  test('above the cap is cut and says so', () => {
    const copy = read(url, event + ' '.repeat(1024 * 1024));
    expect(copy?.truncated).toBe(true);
    expect(copy?.body?.length).toBe(1024 * 1024);
  });

  test('that cannot be read is told with the reason, on hosts that carried analytics before', () => {
    const reader = createBodyReader(vendors);
    const host = (): string => 'collect.example';
    expect(reader(url, new Blob([event]), host)).toBeNull();
    reader(url, event, host);
    expect(reader(url, new Blob([event]), host)).toEqual({ body: null, encoding: 'text', why: 'cannot be read' });
    expect(reader(url, new Uint8Array([0x1f, 0x8b, 1]), host)?.encoding).toBe('base64');
    expect(reader('https://other.example/', new Uint8Array([0x1f, 0x8b, 1]), () => 'other.example')).toBeNull();
  });
});
