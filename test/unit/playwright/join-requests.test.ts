import { describe, expect, test } from 'vitest';
import { decodeRequest } from '../../../src/adapters/index.ts';
import type { FactOf, Observation } from '../../../src/core/observation.ts';
import { joinRequests, type NetworkRequest } from '../../../src/playwright/join-requests.ts';

const where = { device: 'd', tab: 0, frame: 0 };
const url = 'https://in.test/track/';
const payload = (id: string) => ({ event: 'View', properties: { token: 'T', distinct_id: 'D1', $insert_id: id } });

const opened = (document: string, at: number): Observation => ({
  kind: 'document.opened',
  url: 'https://shop.test/',
  referrer: '',
  lifecycle: 'active',
  document,
  seq: 0,
  at,
  ...where,
});
const sent = (seq: number, at: number, payloads: FactOf<'wire.sent'>['payloads']): Observation => ({
  kind: 'wire.sent',
  request: `r-${seq}`,
  vendor: 'mixpanel',
  project: 'T',
  transport: 'beacon',
  url,
  payloads,
  document: 'a',
  seq,
  at,
  ...where,
});
const settled = (seq: number, request: string, outcome: FactOf<'wire.settled'>['outcome']): Observation => ({
  kind: 'wire.settled',
  request,
  status: null,
  outcome,
  document: 'a',
  seq,
  at: 300,
  ...where,
});
const request = (id: string, more: Partial<NetworkRequest> = {}): NetworkRequest => ({
  raw: { url, method: 'POST', headers: {}, body: JSON.stringify([payload(id)]), encoding: 'text' },
  transport: 'beacon',
  at: 205,
  where,
  settled: { at: 260, status: 200 },
  ...more,
});
const join = (observations: readonly Observation[], ...requests: NetworkRequest[]) => joinRequests(observations, requests, decodeRequest);
const payloadsOf = (observations: readonly Observation[]) =>
  observations.flatMap((one) => (one.kind === 'wire.sent' ? [one.payloads] : []));
const outcomes = (observations: readonly Observation[]) =>
  observations.flatMap((one) => (one.kind === 'wire.settled' ? [`${one.request} ${one.outcome} ${one.status}`] : []));

describe('what the page told, completed by what the browser knows', () => {
  test('a request that both tell of stays one', () => {
    const joined = join([opened('a', 100), sent(1, 200, [payload('i1')]), settled(2, 'r-1', 'accepted')], request('i1'));
    expect(payloadsOf(joined)).toEqual([[payload('i1')]]);
    expect(outcomes(joined)).toEqual(['r-1 accepted null']);
  });

  test('a body that the page could not read is put in', () => {
    expect(payloadsOf(join([opened('a', 100), sent(1, 200, null)], request('i1')))).toEqual([[payload('i1')]]);
  });

  test('an answer that the page may not see is put in, and no other is changed', () => {
    const seen = [opened('a', 100), sent(1, 200, [payload('i1')]), sent(2, 201, [payload('i2')])];
    const joined = join([...seen, settled(3, 'r-1', 'unconfirmed'), settled(4, 'r-2', 'failed')], request('i1'), request('i2'));
    expect(outcomes(joined)).toEqual(['r-1 accepted 200', 'r-2 failed null']);
    expect(outcomes(join(seen, request('i1', { settled: { at: 260, status: 500 } })))).toEqual(['r-1 failed 500']);
    expect(outcomes(join(seen, request('i1', { settled: null })))).toEqual([]);
  });

  test('a request that was broken off is unconfirmed, though the page saw it fail; an answer that the page heard stands', () => {
    const seen = [opened('a', 100), sent(1, 200, [payload('i1')])];
    const cut = request('i1', { settled: { at: 260, status: 'broken-off' } });
    expect(outcomes(join([...seen, settled(2, 'r-1', 'failed')], cut))).toEqual(['r-1 unconfirmed null']);
    expect(outcomes(join(seen, cut))).toEqual(['r-1 unconfirmed null']);
    expect(outcomes(join([...seen, settled(2, 'r-1', 'accepted')], cut))).toEqual(['r-1 accepted null']);
    expect(outcomes(join([...seen, settled(2, 'r-1', 'failed')], request('i1', { settled: { at: 260, status: null } })))).toEqual([
      'r-1 failed null',
    ]);
  });

  test('a request that the page never told is added where its time puts it', () => {
    const joined = join([opened('a', 100), sent(1, 200, [payload('i1')]), sent(2, 290, [payload('i3')])], request('i2'));
    const added = joined.find((one) => one.kind === 'wire.sent' && one.request.startsWith('network-'));
    expect(added).toMatchObject({ document: 'a', tab: 0, payloads: [payload('i2')] });
    expect(added?.seq).toBeGreaterThan(1);
    expect(added?.seq).toBeLessThan(2);
  });

  test('the same events sent twice are two requests', () => {
    const joined = join([opened('a', 100), sent(1, 200, [payload('i1')])], request('i1'), request('i1', { at: 220 }));
    expect(payloadsOf(joined)).toHaveLength(2);
  });

  test('what carries no analytics is nobody’s', () => {
    const raw = { url: 'https://shop.test/api', method: 'POST', headers: {}, body: '{"a":1}', encoding: 'text' as const };
    expect(join([opened('a', 100)], request('i1', { raw }))).toHaveLength(1);
  });
});
