import { describe, expect, it } from 'vitest';
import { adapterOf, decodeRequest } from '../../../src/adapters/index.ts';
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

const event = { event: 'View', properties: { token: 'T', distinct_id: '$device:D1', $device_id: 'D1', mp_lib: 'web', name: 'Ünï 😀 +/=' } };
const message = {
  type: 'track',
  event: 'View',
  anonymousId: 'A1',
  messageId: 'm1',
  writeKey: 'W',
  context: { library: { name: 'analytics.js' } },
};

describe('Mixpanel requests', () => {
  const body = JSON.stringify([event]);
  it.each([
    ['a form with JSON', post('https://api-js.mixpanel.com/track/', `data=${encodeURIComponent(body)}`)],
    ['a form with base64', post('https://proxy.shop.test/mp/track/', `data=${encodeURIComponent(base64(body))}&ip=1`)],
    ['a form with base64 whose plus signs were not escaped', post('https://proxy.shop.test/x', `data=${base64(body)}`)],
    ['bare JSON', post('https://proxy.shop.test/x', body)],
    ['bytes', { ...post('https://proxy.shop.test/x', base64(body)), encoding: 'base64' as const }],
    ['an address', { ...post(`https://api-js.mixpanel.com/track/?data=${encodeURIComponent(base64(body))}&img=1`, null), method: 'GET' }],
  ])('are read from %s on any host', (_, request) => {
    expect(decodeRequest(request)).toEqual({ vendor: 'mixpanel', project: 'T', payloads: [event] });
  });

  it('take the project from a header, or name the host, where the payload has no token', () => {
    const bare = JSON.stringify({ event: 'Paid', properties: { distinct_id: 'U1', time: 1 } });
    expect(decodeRequest(post('https://api.mixpanel.com/import', bare, { authorization: `Basic ${base64('SECRET:')}` }))?.project).toBe(
      'SECRET',
    );
    expect(decodeRequest(post('https://api.mixpanel.com/import', bare))?.project).toBe('host:api.mixpanel.com');
    expect(decodeRequest(post('https://shop.test/import', bare))).toBeNull();
  });

  it('without a readable body are still known on their own address', () => {
    expect(decodeRequest(post('https://api-js.mixpanel.com/track/', null))).toEqual({
      vendor: 'mixpanel',
      project: 'host:api-js.mixpanel.com',
      payloads: [],
    });
    expect(decodeRequest(post('https://api-js.mixpanel.com/engage/', null))).toBeNull();
  });

  it.each<[string, Json]>([
    ['group updates', { $set: { a: 1 }, $token: 'T', $group_key: 'g', $group_id: '1' }],
    ["PostHog's events", { event: 'View', properties: { token: 'T', distinct_id: 'X', $lib: 'web' } }],
    ["PostHog's events by their key", { event: 'View', properties: { token: 'phc_T', distinct_id: 'X' } }],
    ["PostHog's recordings of the screen", [{ event: '$snapshot', properties: { token: 'phc_T', distinct_id: 'X', $snapshot_data: [] } }]],
    ['profile updates of a project that is not named', { $set: { a: 1 }, $token: null, $distinct_id: 'U1' }],
    ["the site's own events", { event: 'click', properties: { colour: 'red' } }],
  ])('%s are none of its events', (_, payload) => {
    const request = post('https://api-js.mixpanel.com/engage/', `data=${encodeURIComponent(JSON.stringify(payload))}`);
    expect(decodeRequest(request)?.vendor).not.toBe('mixpanel');
  });
});

it('profile updates are handed over for who is written to, and are no events', () => {
  const update = { $set: { plan: 'free' }, $token: 'T', $distinct_id: '$device:D1' };
  const decoded = decodeRequest(post('https://proxy.shop.test/engage/', `data=${encodeURIComponent(JSON.stringify([update]))}`));
  expect(decoded).toEqual({ vendor: 'mixpanel', project: 'T', payloads: [update] });
  expect(adapterOf('mixpanel')?.toEvent(update, 'T')).toBeNull();
  expect(adapterOf('mixpanel')?.profileWrite?.(update)).toEqual({ project: 'T', id: '$device:D1' });
});

describe('Segment requests', () => {
  it('are read one by one and in batches, on any host', () => {
    expect(decodeRequest(post('https://api.segment.io/v1/t', JSON.stringify(message)))).toEqual({
      vendor: 'segment',
      project: 'W',
      payloads: [message],
    });
    const { writeKey: _, ...keyless } = message;
    expect(decodeRequest(post('https://proxy.shop.test/b', JSON.stringify({ writeKey: 'W2', batch: [keyless, keyless] })))).toEqual({
      vendor: 'segment',
      project: 'W2',
      payloads: [keyless, keyless],
    });
  });

  it('take the write key from the header, or name the host', () => {
    const { writeKey: _, ...keyless } = message;
    const request = (headers: Record<string, string>) =>
      decodeRequest(post('https://api.segment.io/v1/t', JSON.stringify(keyless), headers));
    expect(request({ authorization: `Basic ${base64('W3:')}` })?.project).toBe('W3');
    expect(request({})?.project).toBe('host:api.segment.io');
    expect(request({ authorization: 'Bearer x' })?.project).toBe('host:api.segment.io');
  });

  it.each<[string, string, Json]>([
    [
      "RudderStack's",
      '/v1/track',
      { ...message, channel: 'web', originalTimestamp: 'x', context: { library: { name: 'RudderLabs JavaScript SDK' } } },
    ],
    ["Jitsu's", '/api/s/track', { ...message, context: { library: { name: '@jitsu/js' } } }],
    ['telemetry', '/v1/m', { series: [{ type: 'Counter', metric: 'x' }] }],
    ["the site's own", '/api/page', { type: 'page', userId: 'U1' }],
    ['unknown types of message', '/v1/t', { ...message, type: 'delete' }],
  ])('%s are not taken for it', (_, path, payload) => {
    expect(decodeRequest(post(`https://api.test${path}`, JSON.stringify(payload)))?.vendor).not.toBe('segment');
  });
});

describe('requests whose body is missing or cannot be read', () => {
  const damaged = { body: Buffer.from([0x1f, 0x8b, 8, 0, 1]).toString('base64'), encoding: 'base64' as const };
  it.each([
    ['mixpanel', 'host:api-eu.mixpanel.com', 'https://api-eu.mixpanel.com/track/?verbose=1'],
    ['segment', 'host:api.segment.io', 'https://api.segment.io/v1/b'],
    ['posthog', 'host:us.i.posthog.com', 'https://us.i.posthog.com/i/v0/e/?beacon=1'],
    ['posthog', 'host:app.posthog.com', 'https://app.posthog.com/e/'],
    ['amplitude', 'host:api2.amplitude.com', 'https://api2.amplitude.com/2/httpapi'],
    ['amplitude', 'host:api.eu.amplitude.com', 'https://api.eu.amplitude.com/2/httpapi'],
    ['rudderstack', 'RS', 'https://t.shop.test/beacon/v1/batch?writeKey=RS'],
    ['rudderstack', 'host:x.dataplane.rudderstack.com', 'https://x.dataplane.rudderstack.com/v1/track'],
    ['mparticle', 'MP', 'https://jssdks.mparticle.com/v3/JS/MP/events'],
    ['snowplow', 'host:sp.shop.test', 'https://sp.shop.test/com.snowplowanalytics.snowplow/tp2'],
  ])('are known as %s by where they go: %s', (vendor, project, url) => {
    const unseen = { vendor, project, payloads: [] };
    expect(decodeRequest(post(url, null))).toEqual(unseen);
    expect(decodeRequest({ ...post(url, null), ...damaged })).toEqual(unseen);
    expect(decodeRequest({ ...post(url, null), method: 'GET' })).toBeNull();
    expect(decodeRequest(post(url, '{}'))).toBeNull();
  });

  it('are nobody’s anywhere else', () => {
    for (const url of ['https://shop.test/api', 'https://us.i.posthog.com/flags/?v=2', 'https://api.amplitude.com.shop.test/batch']) {
      expect(decodeRequest(post(url, null))).toBeNull();
      expect(decodeRequest({ ...post(url, null), ...damaged })).toBeNull();
    }
  });
});

describe('PostHog requests', () => {
  it('are known by their key where nothing else tells, and screen recordings are no events', () => {
    const bare = { event: 'View', properties: { token: 'phc_T', distinct_id: 'X' } };
    const screen = { event: '$snapshot', properties: { token: 'phc_T', distinct_id: 'X', $snapshot_data: [] } };
    expect(decodeRequest(post('https://shop.test/e/', JSON.stringify([bare, screen])))).toEqual({
      vendor: 'posthog',
      project: 'phc_T',
      payloads: [bare],
    });
    expect(decodeRequest(post('https://shop.test/s/', JSON.stringify([screen])))).toBeNull();
  });
});

describe('PostHog requests of older SDKs', () => {
  const queued = { event: 'Seen', properties: { token: 'T', distinct_id: 'D1', $lib: 'web' }, offset: 1500 };
  const at = (payload: Json, query: string) => {
    const [first] = decodeRequest(post(`https://app.posthog.com/e/${query}`, JSON.stringify([payload])))?.payloads ?? [];
    return adapterOf('posthog')?.toEvent(first ?? null, 'T')?.at;
  };
  it('tell the time of an event by its distance from the request, where they tell it no better', () => {
    expect(at(queued, '?ip=1&_=1795352485215')).toBe(1_795_352_483_715);
    expect(at({ ...queued, properties: { ...queued.properties, $time: 1_795_352_480 } }, '?_=1795352485215')).toBe(1_795_352_480_000);
    expect(at({ ...queued, timestamp: '2026-11-22T13:00:00.000Z' }, '?_=1795352485215')).toBe(Date.parse('2026-11-22T13:00:00.000Z'));
    for (const [payload, query] of [
      [queued, ''],
      [{ ...queued, offset: 1e300 }, '?_=1795352485215'],
      [{ ...queued, offset: '5' }, '?_=1795352485215'],
    ] as const)
      expect(at(payload, query)).toBeNull();
  });
});

describe('requests of nobody', () => {
  it.each([
    ['no body', post('https://shop.test/', null)],
    ['text', post('https://shop.test/', 'hello')],
    ['broken JSON', post('https://shop.test/', '{"event":')],
    ['broken base64', post('https://shop.test/', 'data=%%%')],
    ['a broken address', post('not an address', '{}')],
    ['a list of nothing', post('https://shop.test/', '[]')],
    ['null', post('https://shop.test/', 'data=null')],
    ['prototypes', post('https://shop.test/', '{"__proto__":{"event":"x","properties":{"token":"T","distinct_id":"1"}}}')],
  ])('%s gives null', (_, request) => {
    expect(decodeRequest(request)).toBeNull();
  });
});

describe('events of payloads', () => {
  const mixpanelIds = (properties: Json) => adapterOf('mixpanel')?.toEvent({ event: 'X', properties }, 'P')?.ids;

  it('Mixpanel: a bare distinct id stands for a device behind its prefix, else for a user', () => {
    expect(mixpanelIds({ distinct_id: '$device:D1' })).toEqual({ anonymousId: 'D1', knownId: null });
    expect(mixpanelIds({ distinct_id: 'U1' })).toEqual({ anonymousId: null, knownId: 'U1' });
    expect(mixpanelIds({ distinct_id: 'U9', $device_id: 'D1' })).toEqual({ anonymousId: 'D1', knownId: null });
    expect(mixpanelIds({ distinct_id: 'U9', $device_id: 'D1', $user_id: 42 })).toEqual({ anonymousId: 'D1', knownId: '42' });
    expect(mixpanelIds({})).toEqual({ anonymousId: null, knownId: null });
  });

  it('Mixpanel: time is in seconds, milliseconds or text', () => {
    const at = (time: Json) => adapterOf('mixpanel')?.toEvent({ event: 'X', properties: { time } }, 'P')?.at;
    expect([at(1_795_351_029.173), at(1_795_351_029_173), at('1795351029'), at('2026-11-22T12:37:09Z'), at('soon'), at(null)]).toEqual([
      1_795_351_029_173,
      1_795_351_029_173,
      1_795_351_029_000,
      1_795_351_029_000,
      null,
      null,
    ]);
  });

  it('Mixpanel: page, referrer and campaign of the first touch', () => {
    const touch = (properties: Json) => adapterOf('mixpanel')?.toEvent({ event: 'X', properties }, 'P')?.touch;
    expect(touch({ $current_url: 'https://a.test/?utm_source=news&x=1#y', $referrer: 'https://b.test/' })).toEqual({
      url: 'https://a.test/?utm_source=news&x=1#y',
      referrer: 'https://b.test/',
      utm: { utm_source: 'news' },
    });
    expect(touch({ utm_campaign: 'spring' })).toEqual({ utm: { utm_campaign: 'spring' } });
    expect(touch({})).toBeNull();
  });

  it('Segment: types without a title are named by their type; e-mail and external ids are claims', () => {
    const payload = {
      type: 'identify',
      anonymousId: 'A1',
      userId: 7,
      traits: { email: 'e@x.test' },
      context: { externalIds: [{ type: 'phone', id: 5 }, { type: 'broken' }], campaign: { name: 'spring', source: 'news' } },
      timestamp: '2026-11-22T12:37:09.000Z',
    };
    expect(adapterOf('segment')?.toEvent(payload, 'W')).toMatchObject({
      name: 'identify',
      at: 1_795_351_029_000,
      ids: { anonymousId: 'A1', knownId: '7' },
      claims: { email: 'e@x.test', externalIds: [{ type: 'phone', value: '5' }] },
      touch: { utm: { utm_campaign: 'spring', utm_source: 'news' } },
    });
  });

  it('lines are recognised by their own shape', () => {
    const owner = (payload: Json) => ['mixpanel', 'segment'].filter((vendor) => adapterOf(vendor)?.recognise(payload) !== null);
    expect(owner(event)).toEqual(['mixpanel']);
    expect(owner({ event: '$merge', properties: { $distinct_ids: ['a', 'b'] } })).toEqual(['mixpanel']);
    expect(owner({ $set: {}, $token: 'T', $distinct_id: 'U1' })).toEqual(['mixpanel']);
    expect(owner(message)).toEqual(['segment']);
    expect(owner({ type: 'alias', userId: 'U1', previousId: 'A1' })).toEqual(['segment']);
    expect(owner({ event: '$identify', distinct_id: 'U1', uuid: 'x', api_key: 'K', properties: { $anon_distinct_id: 'X1' } })).toEqual([]);
    expect(owner({ event: 'View', identity: 'U1' })).toEqual([]);
    expect(owner({ event_type: 'View', device_id: 'A' })).toEqual([]);
    expect(owner('text')).toEqual([]);
  });
});
