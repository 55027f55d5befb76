import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import { inflate } from '../../../src/adapters/inflate.ts';
import { textOfLz64 } from '../../../src/adapters/lz64.ts';
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

/** Writes what `textOfLz64` reads: each longest text seen before as its code, new characters as they are. */
const lz64Of = (text: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const codes = new Map<string, number>();
  const fresh = new Set<string>();
  const bits: number[] = [];
  let width = 2;
  let room = 2;
  const put = (value: number, size: number): void => {
    for (let bit = 0; bit < size; bit += 1) bits.push((value >> bit) & 1);
  };
  const grow = (): void => {
    room -= 1;
    if (room > 0) return;
    room = 2 ** width;
    width += 1;
  };
  const write = (word: string): void => {
    if (fresh.delete(word)) {
      const unit = word.charCodeAt(0);
      put(unit < 256 ? 0 : 1, width);
      put(unit, unit < 256 ? 8 : 16);
      grow();
    } else put(codes.get(word) ?? 0, width);
    grow();
  };
  let word = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (!codes.has(char)) {
      codes.set(char, codes.size + 3);
      fresh.add(char);
    }
    if (codes.has(word + char)) {
      word += char;
      continue;
    }
    write(word);
    codes.set(word + char, codes.size + 3);
    word = char;
  }
  if (word !== '') write(word);
  put(2, width);
  while (bits.length % 6 !== 0) bits.push(0);
  const sextets = Array.from({ length: bits.length / 6 }, (_, index) => bits.slice(index * 6, index * 6 + 6));
  return sextets.map((six) => alphabet[six.reduce((value, bit) => value * 2 + bit, 0)]).join('');
};

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

describe('lz64', () => {
  const all = 1e6;

  it('is read as its own library writes it', () => {
    expect(textOfLz64('BIUwNmD2A0AEDukBOYAmBCIA', all)).toBe('Hello, world!');
    expect(textOfLz64('N4IgdghgtgpiBcIAuMDOSQBoQBsYDcYcEBWAXyA=', all)).toBe('{"name":"test","level":5}');
    expect(textOfLz64('Q===', all)).toBe('');
  });

  it('gives back any text, however wide its codes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.json(),
          fc.array(fc.constantFrom('ab', 'a', 'Ü', '😀')).map((parts) => parts.join('')),
        ),
        (text) => {
          expect(textOfLz64(lz64Of(text), all)).toBe(text);
        },
      ),
    );
    const long = Array.from({ length: 4000 }, (_, index) => `${index * 7919}`).join();
    expect(textOfLz64(lz64Of(long), all)).toBe(long);
  });

  it('is refused where it is cut, is none, or grows too long', () => {
    const long = lz64Of('a'.repeat(100_000));
    expect(long.length).toBeLessThan(1000);
    expect(textOfLz64(long, 99_999)).toBeNull();
    expect(textOfLz64(long, 100_000)).toHaveLength(100_000);
    for (const broken of ['', '!', 'BIUwNmD2A0', 'IA==']) expect(textOfLz64(broken, all)).toBeNull();
  });

  it('of a form is told by the form or by the address', () => {
    const sent = { api_key: 'K', batch: [{ event: 'Seen', distinct_id: 'D1', properties: { $lib: 'posthog-js-lite' } }] };
    const data = encodeURIComponent(lz64Of(JSON.stringify(sent)));
    const told = { vendor: 'posthog', project: 'K', payloads: sent.batch };
    expect(decodeRequest(text(`data=${data}&compression=lz64`))).toEqual(told);
    expect(decodeRequest(text(`data=${data}`, {}, `${url}?compression=lz64`))).toEqual(told);
    expect(decodeRequest(text(`data=${data}`))).toBeNull();
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

  it('stops soon after the cap whatever it would grow to (T39)', () => {
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
