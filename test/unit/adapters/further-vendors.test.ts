import { describe, expect, it } from 'vitest';
import { adapterOf, adapters } from '../../../src/adapters/index.ts';
import type { Json } from '../../../src/core/json.ts';

const read = (vendor: string, line: Json) => adapterOf(vendor)?.toEvent(line, 'default') ?? null;
const recognisedBy = (line: Json) => adapters.filter(({ recognise }) => recognise(line) !== null).map(({ vendor }) => vendor);

describe('lines are recognised by one vendor only', () => {
  it.each<[string, Json]>([
    ['mparticle', { request: 'login', known_identities: { customerid: 'U1' } }],
    ['mparticle', { event_type: 'custom_event', mpid: '1' }],
    ['amplitude', { event_type: 'Click', device_id: 'D1', user_id: 'U1', api_key: 'K' }],
    ['snowplow', { e: 'se', duid: 'D1', uid: 'U1', eid: '1' }],
    ['ga4', { en: 'page_view', cid: 'C1', uid: 'U1' }],
    ['ga4', { en: 'page_view', cid: 'C1' }],
  ])('%s: %o', (vendor, line) => {
    expect(recognisedBy(line)).toEqual([vendor]);
  });

  it.each<Json>([
    { event: 'e', identity: 'A', anonymous_id: 'a' },
    { alias: ['A', 'B'] },
    { e: 'zz', duid: 'D1' },
    { e: 'se' },
    { en: 'page_view' },
    { request: 'search', known_identities: {} },
    { event_type: 'custom_event' },
    ['e', 'se'],
  ])('nobody: %o', (line) => {
    expect(recognisedBy(line)).toEqual([]);
  });
});

describe.each(['kissmetrics', 'heap'])('%s', (vendor) => {
  it('reads events and aliases', () => {
    expect(read(vendor, { event: 'Paid', identity: 42, anonymous_id: 'a', timestamp: 1_767_225_600, api_key: 'K' })).toMatchObject({
      vendor,
      project: 'K',
      name: 'Paid',
      at: 1_767_225_600_000,
      ids: { knownId: '42', anonymousId: 'a' },
      claims: { shape: 'named', identity: '42', anonymousId: 'a', alias: null },
    });
    expect(read(vendor, { alias: ['A', 7] })).toMatchObject({ name: 'alias', at: null, claims: { alias: ['A', '7'], identity: null } });
  });

  it.each<[Json, number]>([
    [1_767_225_600.5, 1_767_225_600_500],
    [1_767_225_600_500, 1_767_225_600_500],
    ['2026-01-01T00:00:00.500Z', 1_767_225_600_500],
  ])('reads the time %s', (timestamp, at) => {
    expect(read(vendor, { event: 'e', identity: 'A', timestamp })?.at).toBe(at);
  });

  it.each<Json>([{ event: 'e' }, { identity: 'A' }, { alias: ['A'] }, { alias: ['A', null] }, 'e', null])(
    'makes no event of %o',
    (line) => {
      expect(read(vendor, line)).toBeNull();
    },
  );
});

describe('what calls mean', () => {
  it.each<[string, string, Json[], object]>([
    ['kissmetrics', 'identify', ['A'], { kind: 'identify', id: 'A' }],
    ['kissmetrics', 'clearIdentity', [], { kind: 'reset' }],
    ['kissmetrics', 'alias', ['A', 'B'], { kind: 'alias', alias: 'B' }],
    ['kissmetrics', 'record', ['Paid'], { kind: 'track', name: 'Paid' }],
    ['heap', 'identify', ['A'], { kind: 'identify', id: 'A' }],
    ['heap', 'resetIdentity', [], { kind: 'reset' }],
    ['heap', 'track', ['Paid'], { kind: 'track', name: 'Paid' }],
    ['mparticle', 'Identity.login', [{ userIdentities: { customerid: 'U1' } }], { kind: 'identify', id: 'U1' }],
    ['mparticle', 'Identity.logout', [], { kind: 'reset' }],
    ['mparticle', 'logEvent', ['Paid', 1], { kind: 'track', name: 'Paid' }],
    ['snowplow', 'setUserId', ['U1'], { kind: 'identify', id: 'U1' }],
    ['snowplow', 'setUserId', [null], { kind: 'reset' }],
    ['snowplow', 'clearUserData', [], { kind: 'reset' }],
    ['snowplow', 'newSession', [], { kind: 'other' }],
    ['ga4', 'config', ['G-1', { user_id: 'U1' }], { kind: 'identify', id: 'U1' }],
    ['ga4', 'set', [{ user_id: null }], { kind: 'reset' }],
    ['ga4', 'set', ['user_properties', { user_id: 'U1' }], { kind: 'other' }],
    ['ga4', 'event', ['purchase', {}], { kind: 'track', name: 'purchase' }],
  ])('%s %s(%o)', (vendor, method, args, meaning) => {
    expect(adapterOf(vendor)?.meaning(method, args)).toMatchObject(meaning);
  });
});

describe('mparticle', () => {
  it('reads identity requests with their types as they stand', () => {
    const line = {
      request: 'login',
      known_identities: { customerid: 'U1', email: null, device_application_stamp: 'S1' },
      request_timestamp_ms: 5,
      request_id: 'r',
    };
    expect(read('mparticle', line)).toMatchObject({
      id: 'r',
      name: 'login',
      at: 5,
      ids: { knownId: 'U1', anonymousId: 'S1' },
      claims: {
        request: 'login',
        mpid: null,
        knownIdentities: [
          { type: 'customerid', value: 'U1' },
          { type: 'device_application_stamp', value: 'S1' },
        ],
      },
    });
  });

  it('reads events with what they say of the user', () => {
    const data = { event_name: 'Paid', timestamp_unixtime_ms: 7, source_message_id: 'm' };
    expect(read('mparticle', { event_type: 'custom_event', data, mpid: 12, mp_deviceid: 'S1' })).toMatchObject({
      id: 'm',
      name: 'Paid',
      at: 7,
      ids: { knownId: null, anonymousId: 'S1' },
      claims: { request: null, mpid: '12', knownIdentities: [{ type: 'device_application_stamp', value: 'S1' }] },
    });
  });
});

describe('snowplow', () => {
  const otherIds = (line: Json) => {
    const claims = read('snowplow', line)?.claims;
    return claims?.shape === 'cookie' ? claims.otherIds : undefined;
  };

  it('reads the tracker protocol; an app id is no project', () => {
    const line = {
      e: 'se',
      se_ac: 'Paid',
      aid: 'shop',
      eid: 'x',
      dtm: '1795353069661',
      duid: 'D1',
      uid: 'U1',
      sid: 'S',
      url: 'https://a.test/?utm_source=n',
    };
    expect(read('snowplow', line)).toMatchObject({
      project: 'default',
      id: 'x',
      name: 'Paid',
      at: 1_795_353_069_661,
      ids: { anonymousId: 'D1', knownId: 'U1' },
      claims: { shape: 'cookie', cookieId: 'D1', userId: 'U1', networkId: null, sessionId: 'S' },
      touch: { url: 'https://a.test/?utm_source=n', utm: { utm_source: 'n' } },
    });
    expect(read('snowplow', { e: 'pv', nuid: 'N' })).toMatchObject({ name: 'page_view', ids: { anonymousId: 'N' } });
  });

  it('finds the cookie id that a decorated link brought along', () => {
    expect(otherIds({ e: 'pv', duid: 'D2', url: 'https://b.test/?x=1&_sp=D1.1700000000000#top' })).toEqual([
      { type: 'refr_domain_userid', value: 'D1' },
    ]);
    expect(otherIds({ e: 'pv', duid: 'D2', url: 'https://b.test/?_spam=1' })).toBeUndefined();
  });

  it('finds identifiers of devices in entities, plain or encoded', () => {
    const schema = (name: string) => `iglu:com.snowplowanalytics.snowplow/${name}/jsonschema/1-0-0`;
    const entities = JSON.stringify({
      schema: schema('contexts'),
      data: [
        { schema: schema('mobile_context'), data: { appleIdfv: 'V1', osType: 'ios' } },
        { schema: schema('client_session'), data: { userId: 'M1' } },
        { schema: schema('web_page'), data: { id: 'P' } },
      ],
    });
    const found = [
      { type: 'apple_idfv', value: 'V1' },
      { type: 'client_session_user_id', value: 'M1' },
    ];
    expect(otherIds({ e: 'ue', eid: '1', co: entities })).toEqual(found);
    expect(otherIds({ e: 'ue', eid: '1', cx: Buffer.from(entities).toString('base64url') })).toEqual(found);
    expect(otherIds({ e: 'ue', eid: '1', cx: '???' })).toBeUndefined();
    expect(otherIds({ e: 'ue', eid: '1', co: '{' })).toBeUndefined();
  });
});

describe('ga4', () => {
  it('reads hits; user ids elsewhere than in uid are none', () => {
    const line = {
      en: 'purchase',
      tid: 'G-1',
      cid: '12.34',
      'up.user_id': 'U1',
      'ep.user_id': 'U1',
      timestamp_micros: 1_795_353_069_661_000,
      dl: 'https://a.test/',
    };
    expect(read('ga4', line)).toMatchObject({
      project: 'G-1',
      name: 'purchase',
      at: 1_795_353_069_661,
      ids: { anonymousId: '12.34', knownId: null },
      claims: { shape: 'cookie', cookieId: '12.34', userId: null },
      touch: { url: 'https://a.test/' },
    });
  });

  it('keeps an empty user id, which is a mistake of its own', () => {
    expect(read('ga4', { en: 'e', cid: 'C', uid: '' })).toMatchObject({ ids: { knownId: '' }, claims: { userId: '' } });
  });
});
