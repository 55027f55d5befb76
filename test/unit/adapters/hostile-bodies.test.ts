import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adapterOf, decodeRequest } from '../../../src/adapters/index.ts';
import { whyUnread } from '../../../src/adapters/wire-body.ts';
import type { RawRequest } from '../../../src/core/adapter.ts';
import { rawRequest, sdkFixture, sdkFixtureNames } from '../../support/sdk-fixture.ts';

const addresses = [
  'https://shop.example/c',
  'https://api-js.mixpanel.com/track/?data=eyJ',
  'https://us.i.posthog.com/i/v0/e/?compression=gzip-js&_=1795352485215',
  'https://api2.amplitude.com/2/httpapi',
  'https://identity.mparticle.com/v1/login',
  'https://www.google-analytics.com/g/collect?v=2&tid=G-1&cid=1&en=x',
  'https://sp.shop.example/i?e=pv&tv=js',
  'not an address',
  '',
];

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.json().map((text) => new Uint8Array(gzipSync(text))),
  fc.json().map((text) => new Uint8Array(deflateSync(text))),
  fc.tuple(fc.json(), fc.nat(60)).map(([text, length]) => new Uint8Array(gzipSync(text).subarray(0, length))),
  fc.uint8Array({ maxLength: 60 }).map((rest) => Uint8Array.from([0x1f, 0x8b, 8, ...rest])),
);

/** Parts of what SDKs send, put together at random. */
const words = [
  'event',
  'properties',
  'batch',
  'events',
  'data',
  'type',
  'userId',
  'context',
  'token',
  'distinct_id',
  'event_type',
  'schema',
];
const pieces = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.constantFrom('track', 'identify', '$identify', '', 'T', null, 0, true), tie('list'), tie('record')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  record: fc.dictionary(
    fc.constantFrom(...words, 'anonymousId', 'messageId', 'offset', 'mpid', 'mp_deviceid', 'known_identities'),
    tie('value'),
    {
      maxKeys: 6,
    },
  ),
}));

const bodies: fc.Arbitrary<Pick<RawRequest, 'body' | 'encoding'>> = fc.oneof(
  fc.string().map((body) => ({ body, encoding: 'text' as const })),
  fc.string().map((body) => ({ body, encoding: 'base64' as const })),
  bytes.map((body) => ({ body: Buffer.from(body).toString('base64'), encoding: 'base64' as const })),
  bytes.map((body) => ({ body: Buffer.from(body).toString('latin1'), encoding: 'text' as const })),
  pieces.value.map((value) => ({ body: JSON.stringify(value), encoding: 'text' as const })),
  pieces.value.map((value) => ({ body: `data=${encodeURIComponent(JSON.stringify(value))}`, encoding: 'text' as const })),
  pieces.value.map((value) => ({ body: `client=K&e=${encodeURIComponent(JSON.stringify(value))}`, encoding: 'text' as const })),
);

const requests: fc.Arbitrary<RawRequest> = fc
  .record({
    url: fc.constantFrom(...addresses),
    method: fc.constantFrom('POST', 'GET'),
    headers: fc.dictionary(
      fc.constantFrom('content-encoding', 'content-type', 'authorization', 'x-write-key', 'x-mp-key'),
      fc.constantFrom('gzip', 'deflate', 'br', 'Basic %%%', 'Basic Og==', ''),
    ),
    raw: bodies,
  })
  .map(({ raw, ...rest }) => ({ ...rest, ...raw }));

describe('whatever a request holds', () => {
  it('is read without an error, and each payload read is one that its vendor can take for an event or leave', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const decoded = decodeRequest(request);
        expect(whyUnread(request) === null || typeof whyUnread(request) === 'string').toBe(true);
        for (const payload of decoded?.payloads ?? []) adapterOf(decoded?.vendor ?? '')?.toEvent(payload, decoded?.project ?? '');
      }),
      { numRuns: 3000 },
    );
  });

  it('is read without an error when what real SDKs sent is cut or damaged anywhere (T39)', () => {
    const real = sdkFixtureNames().flatMap((name) => sdkFixture(name).requests.map(rawRequest));
    fc.assert(
      fc.property(
        fc.constantFrom(...real),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.string({ maxLength: 2 }),
        (request, where, put) => {
          const body = request.body ?? '';
          const at = Math.floor(where * body.length);
          for (const damaged of [body.slice(0, at), body.slice(at), body.slice(0, at) + put + body.slice(at + put.length)]) {
            const decoded = decodeRequest({ ...request, body: damaged });
            for (const payload of decoded?.payloads ?? []) adapterOf(decoded?.vendor ?? '')?.toEvent(payload, decoded?.project ?? '');
          }
        },
      ),
      { numRuns: 1500 },
    );
  });
});
