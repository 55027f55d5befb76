import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import { inflate } from '../../../src/adapters/inflate.ts';
import { whyUnread } from '../../../src/adapters/wire-body.ts';
import type { RawRequest } from '../../../src/core/adapter.ts';

const url = 'https://t.shop.test/ingest';
const text = (body: string | null, headers: Record<string, string> = {}, at = url): RawRequest => ({
  url: at,
  method: body === null ? 'GET' : 'POST',
  headers,
  body,
  encoding: 'text',
});
const bytes = (body: Uint8Array, headers: Record<string, string> = {}, at = url): RawRequest => ({
  ...text(Buffer.from(body).toString('base64'), headers, at),
  encoding: 'base64',
});

const seen = { event: 'Seen', properties: { token: 'T', distinct_id: '$device:D1', $device_id: 'D1', mp_lib: 'web', name: 'Ünï>>>???😀' } };
const json = JSON.stringify([seen]);
const base64 = Buffer.from(json).toString('base64');
const urlSafe = base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const form = (data: string): string => `ip=1&data=${encodeURIComponent(data)}`;
const latin1 = (body: Uint8Array): string => Buffer.from(body).toString('latin1');

describe('the same events', () => {
  it.each<[string, RawRequest]>([
    ['JSON', text(json)],
    ['a form of JSON', text(form(json))],
    ['a form of base64', text(form(base64))],
    ['a form of URL-safe base64', text(form(urlSafe))],
    ['base64 alone', text(base64)],
    ['URL-safe base64 alone', text(urlSafe)],
    ['bytes', bytes(Buffer.from(json))],
    ['bytes of a form', bytes(Buffer.from(form(base64)))],
    ['gzip that says so in a header', bytes(gzipSync(json), { 'content-encoding': 'gzip' })],
    ['gzip that only its first bytes show', bytes(gzipSync(json), { 'content-type': 'text/plain' })],
    ['gzip that the address announces', bytes(gzipSync(json), {}, `${url}?compression=gzip-js&_=1`)],
    ['gzip in two members', bytes(Buffer.concat([gzipSync(json.slice(0, 40)), gzipSync(json.slice(40))]))],
    ['gzip of a form', bytes(gzipSync(form(base64)))],
    ['gzip written down as characters', text(latin1(gzipSync(json)))],
    ['what was gzip, undone by the tool that recorded it', text(json, { 'content-encoding': 'gzip' })],
    ['bytes that were gzip', bytes(Buffer.from(json), { 'content-encoding': 'gzip' })],
    ['zlib', bytes(deflateSync(json), { 'content-encoding': 'deflate' })],
    ['raw deflate', bytes(deflateRawSync(json), { 'content-encoding': 'Deflate' })],
    ['what was deflate, undone', bytes(Buffer.from(json), { 'content-encoding': 'deflate' })],
    ['bytes that were brotli, undone', bytes(Buffer.from(json), { 'content-encoding': 'br' })],
    ['an address', text(null, {}, `${url}?ip=1&data=${encodeURIComponent(base64)}&img=1`)],
    ['an address with URL-safe base64', text(null, {}, `${url}?data=${urlSafe}#x`)],
  ])('are read from %s', (_, request) => {
    expect(decodeRequest(request)).toEqual({ vendor: 'mixpanel', project: 'T', payloads: [seen] });
    expect(whyUnread(request)).toBeNull();
  });
});

describe('a body that cannot be read', () => {
  const large = gzipSync(`[${'1,'.repeat(20_000_000)}1]`);
  it.each<[string, RawRequest, string]>([
    ['was cut', bytes(gzipSync(json).subarray(0, 60)), 'compressed and damaged'],
    ['is damaged', bytes(Buffer.concat([gzipSync(json).subarray(0, 12), Buffer.alloc(20, 0xff)])), 'compressed and damaged'],
    ['lost its bytes when it was recorded', text(`\x1f\x8b\x08\ufffd\ufffd`), 'compressed and recorded as text'],
    ['is a bomb', bytes(large), 'larger than the cap when decompressed'],
    ['is brotli', bytes(Buffer.from([0xce, 0xb2, 0x80]), { 'content-encoding': 'br' }), 'compressed with br'],
    ['is no base64', { ...text('%%%'), encoding: 'base64' }, 'not base64'],
  ])('says why: it %s', (_, request, why) => {
    expect(decodeRequest(request)).toBeNull();
    expect(whyUnread(request)).toBe(why);
  });

  it('stops soon after the cap whatever it would grow to', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(70_000);
    expect(inflate(bomb, 1000)).toEqual({ why: 'larger than the cap when decompressed' });
    expect(inflate(gzipSync('x'.repeat(1000)), 1000)).toHaveLength(1000);
    expect(inflate(gzipSync('x'.repeat(1001)), 1000)).toHaveProperty('why');
  });

  it('is nothing where there is none', () => {
    for (const body of [null, '']) expect(whyUnread(text(body))).toBeNull();
    expect(inflate(new Uint8Array())).toEqual({ why: 'compressed and damaged' });
  });
});
