import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Collector, startCollector } from '../../../demo/collector.ts';

const event = { event: 'Viewed', properties: { token: 'T', distinct_id: '$device:d1' } };
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('the collector', () => {
  let collector: Collector;
  beforeEach(async () => {
    collector = await startCollector();
  });
  afterEach(() => collector.stop());
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(collector.url + path, { method: 'POST', body, headers });

  it.each([
    ['a form of JSON', `data=${encodeURIComponent(JSON.stringify([event]))}`],
    ['a form of base64', `data=${encodeURIComponent(base64([event]))}`],
    ['a form of base64 that is not percent-encoded', `data=${base64([event])}`],
    ['a single event', `data=${encodeURIComponent(JSON.stringify(event))}`],
    ['a bare JSON body', JSON.stringify([event])],
  ])('reads %s as Mixpanel would', async (_, body) => {
    const response = await post('/track/?ip=1', body, { 'content-type': 'application/x-www-form-urlencoded' });
    expect(await response.text()).toBe('1');
    expect(collector.received().map((one) => [one.vendor, one.endpoint, one.payloads])).toEqual([['mixpanel', 'track', [event]]]);
  });

  it('keeps letters outside ASCII through base64', async () => {
    const named = { event: 'Přihlášení', properties: { token: 'T' } };
    await post('/track', `data=${encodeURIComponent(base64(named))}`);
    expect(collector.received()[0]?.payloads).toEqual([named]);
  });

  it('reads a GET and an image request', async () => {
    const response = await fetch(`${collector.url}/track/?data=${encodeURIComponent(base64(event))}&img=1`);
    expect(await response.text()).toBe('1');
    expect(collector.received()[0]).toMatchObject({ method: 'GET', payloads: [event] });
  });

  it('answers verbose requests with an object', async () => {
    const response = await post('/engage/?verbose=1', `data=${encodeURIComponent('[{"$token":"T","$set":{}}]')}`);
    expect(await response.json()).toEqual({ status: 1, error: null });
  });

  it('refuses what it cannot read, and still keeps it', async () => {
    expect(await (await post('/track', 'data=')).text()).toBe('0');
    expect(await (await post('/track?verbose=1', 'data=%7Bbroken')).json()).toMatchObject({ status: 0 });
    expect((await post('/v1/t', 'broken')).status).toBe(400);
    expect(collector.received().map((one) => one.payloads)).toEqual([[], [], []]);
  });

  it.each(['t', 'p', 'i', 'g', 'a', 's'])('takes one Segment message on /v1/%s', async (endpoint) => {
    const message = { type: 'track', event: 'Viewed', anonymousId: 'a1', writeKey: 'W' };
    const response = await post(`/v1/${endpoint}`, JSON.stringify(message), { 'content-type': 'text/plain' });
    expect(await response.json()).toEqual({ success: true });
    expect(collector.received()[0]).toMatchObject({ vendor: 'segment', endpoint, payloads: [message] });
  });

  it('splits a Segment batch', async () => {
    await post('/v1/b', JSON.stringify({ writeKey: 'W', batch: [{ type: 'page' }, { type: 'track' }] }));
    expect(collector.received()[0]?.payloads).toEqual([{ type: 'page' }, { type: 'track' }]);
  });

  it('points Segment back at itself in the project settings', async () => {
    const settings = (await (await fetch(`${collector.url}/v1/projects/W1/settings`)).json()) as {
      integrations: Record<string, unknown>;
    };
    expect(settings.integrations['Segment.io']).toMatchObject({ apiKey: 'W1', apiHost: collector.segmentHost, protocol: 'http' });
    expect(collector.received()).toEqual([]);
  });

  it('lets another origin send with credentials, preflight included', async () => {
    const origin = 'http://127.0.0.1:1';
    const preflight = await fetch(`${collector.url}/v1/t`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-headers': 'authorization,content-type' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    const response = await post('/track', JSON.stringify(event), { origin });
    expect(response.headers.get('access-control-allow-origin')).toBe(origin);
    expect(response.headers.get('access-control-allow-credentials')).toBe('true');
  });

  it('takes a free port when the wanted one is taken', async () => {
    const port = Number(new URL(collector.url).port);
    const second = await startCollector({ port });
    expect(second.url).not.toBe(collector.url);
    await second.stop();
  });

  it('collects nothing elsewhere and forgets when cleared', async () => {
    expect((await fetch(`${collector.url}/elsewhere`)).status).toBe(404);
    await post('/v1/t', '{}');
    collector.clear();
    expect(collector.received()).toEqual([]);
  });
});
