import { describe, expect, it } from 'vitest';
import { adapterOf, decodeRequest } from '../../../src/adapters/index.ts';
import { toolTable } from '../../../src/adapters/tools.ts';
import type { CallContext, RawRequest } from '../../../src/core/adapter.ts';
import type { Json } from '../../../src/core/json.ts';
import type { FactOf, Ids } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { createRemembered } from '../../../src/core/remembered.ts';
import { readRecordings } from '../../../src/reports/engine.ts';
import { rawRequest, recordingOfFixture, sdkFixture } from '../../support/sdk-fixture.ts';

const anonymous: Ids = { anonymousId: 'D1', knownId: null };
const known: Ids = { anonymousId: 'D1', knownId: 'u-1' };

const call = (vendor: string, method: string, args: readonly Json[], after: Ids | null): FactOf<'call.observed'> => ({
  kind: 'call.observed',
  call: 'c',
  vendor,
  project: 'P',
  instance: vendor,
  method,
  args,
  before: after,
  after,
  site: null,
  parent: null,
  queued: false,
  replayOf: null,
});
const context = (vendor: string): CallContext => ({ vendor, project: 'P', at: 5, url: 'https://a.test/', referrer: null });
const predicted = (vendor: string, method: string, args: readonly Json[], after: Ids | null = anonymous) =>
  (adapterOf(vendor)?.predict(call(vendor, method, args, after), context(vendor)) ?? []).map(({ name, ids, at }) => [
    name,
    ids.anonymousId,
    ids.knownId,
    at,
  ]);
const request = (url: string, body: string | null = null, headers: Readonly<Record<string, string>> = {}): RawRequest => ({
  url,
  method: body === null ? 'GET' : 'POST',
  headers,
  body,
  encoding: 'text',
});
const eventsOf = (raw: RawRequest) => {
  const found = decodeRequest(raw);
  return {
    vendor: found?.vendor ?? null,
    project: found?.project ?? null,
    events: (found?.payloads ?? []).map((payload) => adapterOf(found?.vendor ?? '')?.toEvent(payload, found?.project ?? '') ?? null),
  };
};

describe('what calls make the SDK send', () => {
  it.each<[string, string, Json[], Ids | null, unknown[]]>([
    ['jitsu', 'track', ['Seen'], anonymous, [['Seen', 'D1', null, 5]]],
    ['jitsu', 'identify', ['u-1', { plan: 'pro' }], known, [['identify', 'D1', 'u-1', 5]]],
    ['jitsu', 'identify', [{ plan: 'pro' }], known, [['identify', 'D1', 'u-1', 5]]],
    ['jitsu', 'identify', [null], anonymous, []],
    ['jitsu', 'identify', [''], anonymous, []],
    ['jitsu', 'identify', [0], anonymous, []],
    ['jitsu', 'identify', [], anonymous, []],
    ['jitsu', 'reset', [], anonymous, []],
    ['davidwells', 'track', ['Seen'], anonymous, []],
    ['snowplow', 'setUserId', ['u-1'], known, []],
    ['snowplow', 'trackStructEvent', [{ category: 'c', action: 'Seen' }], known, [['Seen', 'D1', 'u-1', 5]]],
    ['snowplow', 'trackStructEvent', ['c', 'Seen'], anonymous, [['Seen', 'D1', null, 5]]],
    ['snowplow', 'trackPageView', [], anonymous, [['page_view', 'D1', null, 5]]],
    ['snowplow', 'trackSelfDescribingEvent', [{}], anonymous, [['unstruct', 'D1', null, 5]]],
    ['mparticle', 'Identity.login', [{ userIdentities: { customerid: 'u-1', email: null } }], anonymous, [['login', 'D1', 'u-1', 5]]],
    ['mparticle', 'Identity.logout', [], anonymous, [['logout', 'D1', null, 5]]],
    ['mparticle', 'logEvent', ['Seen', 1], known, [['Seen', 'D1', 'u-1', 5]]],
    ['mparticle', 'logPageView', [], anonymous, [['screen_view', 'D1', null, 5]]],
    ['mparticle', 'init', ['KEY', {}], anonymous, []],
    ['ga4', 'event', ['purchase', {}], known, [['purchase', 'D1', 'u-1', 5]]],
    ['ga4', 'event', ['purchase', { user_id: 'u-2' }], known, [['purchase', 'D1', 'u-2', 5]]],
    ['ga4', 'config', ['G-1', { user_id: 'u-1' }], known, [['page_view', 'D1', 'u-1', 5]]],
    ['ga4', 'config', ['G-1', { send_page_view: false }], known, []],
    ['ga4', 'set', [{ user_id: 'u-1' }], known, []],
    ['ga4', 'dataLayer', [{ user_id: 'u-1' }], known, []],
    ['kissmetrics', 'record', ['Seen'], anonymous, [['Seen', 'D1', null, 5]]],
    ['kissmetrics', 'identify', ['u-1'], known, [['identify', 'D1', 'u-1', 5]]],
    ['kissmetrics', 'alias', ['a', 'b'], anonymous, [['alias', null, null, 5]]],
    ['heap', 'identify', ['u-1'], known, [['identify', 'D1', 'u-1', 5]]],
    ['heap', 'track', ['Seen'], null, []],
    ['customerio', 'track', ['Seen'], known, [['Seen', 'D1', 'u-1', 5]]],
    ['intercom', 'boot', [{ user_id: 'u-1' }], known, []],
  ])('%s.%s(%o) with %o', (vendor, method, args, ids, events) => {
    expect(predicted(vendor, method, args, ids)).toEqual(events);
  });
});

describe('what calls mean to the tools that hold an identity', () => {
  it.each<[string, string, Json[], object]>([
    ['intercom', 'boot', [{ app_id: 'a' }], { kind: 'other' }],
    ['intercom', 'boot', [{ app_id: 'a', user_id: 'u-1' }], { kind: 'identify', id: 'u-1' }],
    ['intercom', 'update', [{ user_id: '', email: 'a@b.test' }], { kind: 'identify', id: 'a@b.test' }],
    ['intercom', 'update', [], { kind: 'other' }],
    ['intercom', 'shutdown', [], { kind: 'reset' }],
    ['fullstory', 'setIdentity', [{ uid: 'u-1', properties: { plan: 'pro' } }], { kind: 'identify', id: 'u-1', traits: { plan: 'pro' } }],
    ['fullstory', 'setIdentity', [{ anonymous: true }], { kind: 'reset' }],
    ['fullstory', 'identify', [false], { kind: 'reset' }],
    ['fullstory', 'anonymize', [], { kind: 'reset' }],
    ['fullstory', 'shutdown', [], { kind: 'capturing', to: 'out' }],
    ['fullstory', 'restart', [], { kind: 'capturing', to: 'in' }],
    ['fullstory', 'setProperties', [{ type: 'user' }], { kind: 'other' }],
    ['logrocket', 'identify', ['u-1', { plan: 'pro' }], { kind: 'identify', id: 'u-1' }],
    ['logrocket', 'startNewSession', [], { kind: 'reset' }],
    ['sentry', 'setUser', [{ id: 7 }], { kind: 'identify', id: 7 }],
    ['sentry', 'setUser', [{ username: 'jo' }], { kind: 'identify', id: 'jo' }],
    ['sentry', 'setUser', [null], { kind: 'reset' }],
    ['sentry', 'setUser', [{ ip_address: '{{auto}}' }], { kind: 'other' }],
    ['hotjar', 'identify', ['u-1', {}], { kind: 'identify', id: 'u-1' }],
    ['hotjar', 'identify', [null, {}], { kind: 'reset' }],
    ['zendesk', 'messenger loginUser', [], { kind: 'other' }],
    ['zendesk', 'messenger logoutUser', [], { kind: 'reset' }],
    ['zendesk', 'webWidget identify', [{ email: 'a@b.test' }], { kind: 'identify', id: 'a@b.test' }],
    ['zendesk', 'toString', [], { kind: 'other' }],
    ['customerio', 'identify', [{ id: 'u-1', plan: 'pro' }], { kind: 'identify', id: 'u-1', traits: { id: 'u-1', plan: 'pro' } }],
    ['customerio', 'reset', [], { kind: 'reset' }],
    ['ga4', 'dataLayer', [{ user_id: null }], { kind: 'reset' }],
    ['ga4', 'dataLayer', [{ userId: 'u-1' }], { kind: 'identify', id: 'u-1' }],
    ['snowplow', 'clearUserData', [{ preserveUser: true }], { kind: 'other' }],
    ['mparticle', 'setOptOut', [true], { kind: 'capturing', to: 'out' }],
  ])('%s %s(%o)', (vendor, method, args, meaning) => {
    expect(adapterOf(vendor)?.meaning(method, args)).toMatchObject(meaning);
  });

  it.each<[string, string, Json[], string | null]>([
    ['intercom', 'boot', [{ app_id: 'app1' }], 'app1'],
    ['logrocket', 'init', ['shop/web'], 'shop/web'],
    ['logrocket', 'identify', ['u-1'], null],
    ['sentry', 'init', [{ dsn: 'https://key@o1.ingest.example.test/42' }], '42'],
    ['ga4', 'config', ['G-1', {}], 'G-1'],
    ['ga4', 'event', ['purchase'], null],
    ['snowplow', 'newTracker', ['sp', 'https://in.example.test/x', {}], 'host:in.example.test'],
    ['snowplow', 'newTracker', ['sp', '{{collector}}.example.test:8080', {}], 'host:{{collector}}.example.test:8080'],
    ['heap', 'load', ['11'], '11'],
  ])('%s %s(%o) is of project %s', (vendor, method, args, project) => {
    expect(adapterOf(vendor)?.projectOf?.(method, args) ?? null).toBe(project);
  });

  it('sends nothing that is an event, and names its source', () => {
    for (const { vendor, cite, calls } of toolTable) {
      expect(cite).toMatch(/^https:\/\//);
      for (const method of Object.keys(calls)) expect(predicted(vendor, method, ['u-1'], known)).toEqual([]);
    }
  });
});

describe('the wire', () => {
  it("Jitsu: the whole key from its header; its library tells it from Segment's and RudderStack's", () => {
    const body = (name: string): string =>
      JSON.stringify({
        type: 'track',
        event: 'Seen',
        anonymousId: 'A',
        messageId: 'm',
        writeKey: 'id:***',
        context: { library: { name } },
      });
    const send = (name: string) => eventsOf(request('https://shop.test/api/s/track', body(name), { 'x-write-key': 'id:secret' }));
    expect([send('@jitsu/js'), send('RudderLabs JavaScript SDK'), send('analytics.js')].map(({ vendor }) => vendor)).toEqual([
      'jitsu',
      'rudderstack',
      'segment',
    ]);
    expect(send('@jitsu/js')).toMatchObject({ project: 'id:secret', events: [{ project: 'id:secret', vendor: 'jitsu', name: 'Seen' }] });
  });

  it('Snowplow: a GET of the tracker protocol, entities in base64', () => {
    const entities = {
      schema: 'iglu:x/contexts/jsonschema/1-0-0',
      data: [{ schema: 'iglu:y/mobile_context/jsonschema/1-0-0', data: { appleIdfv: 'V' } }],
    };
    const cx = Buffer.from(JSON.stringify(entities)).toString('base64url');
    const seen = eventsOf(
      request(`https://in.test/i?stm=1&e=se&se_ca=c&se_ac=Seen&tv=js-4&duid=D&uid=u-1&eid=e1&dtm=1795353069661&cx=${cx}`),
    );
    expect(seen).toMatchObject({
      vendor: 'snowplow',
      project: 'host:in.test',
      events: [
        { name: 'Seen', id: 'e1', ids: { anonymousId: 'D', knownId: 'u-1' }, claims: { otherIds: [{ type: 'apple_idfv', value: 'V' }] } },
      ],
    });
    expect(eventsOf(request('https://shop.test/search?e=se&q=x')).vendor).toBeNull();
    expect(eventsOf(request('https://in.test/i?e=unknown&tv=js-4')).vendor).toBeNull();
  });

  it('GA4: what hits share in the address, one hit a line in the body', () => {
    const address = 'https://stats.shop.test/g/collect?v=2&tid=G-1&cid=12.34&sid=5';
    expect(eventsOf(request(`${address}&en=page_view&uid=u-1`))).toMatchObject({
      vendor: 'ga4',
      project: 'G-1',
      events: [{ name: 'page_view', ids: { anonymousId: '12.34', knownId: 'u-1' } }],
    });
    const two = eventsOf(request(address, 'en=view_item&uid=u-1\r\nen=purchase&epn.value=2'));
    expect(two.events.map((event) => [event?.name, event?.ids.knownId])).toEqual([
      ['view_item', 'u-1'],
      ['purchase', null],
    ]);
    expect(eventsOf(request('https://shop.test/collect?v=2&cid=1&en=x')).vendor).toBeNull();
    expect(eventsOf(request('https://www.google-analytics.com/collect?v=1&tid=UA-1&cid=1&t=pageview')).vendor).toBeNull();
  });

  it('Kissmetrics: events and aliases by parameters; made-up ids are anonymous, properties no event', () => {
    const send = (path: string) => eventsOf(request(`https://trk.kissmetrics.io/${path}`));
    expect(send('e?_k=KEY&_p=bob%40bob.test&_n=Signed+Up&_t=1262304000&_d=1')).toMatchObject({
      vendor: 'kissmetrics',
      project: 'KEY',
      events: [{ name: 'Signed Up', at: 1_262_304_000_000, ids: { anonymousId: null, knownId: 'bob@bob.test' } }],
    });
    expect(send('e?_k=KEY&_p=5tyjk0zrrtnz5xdmcjzhso4bdyau%3D&_n=Seen').events[0]?.ids).toEqual({
      anonymousId: '5tyjk0zrrtnz5xdmcjzhso4bdyau=',
      knownId: null,
    });
    expect(send('a?_k=KEY&_p=anon&_n=bob').events[0]?.claims).toMatchObject({ alias: ['anon', 'bob'] });
    expect([send('s?_k=KEY&_p=bob&plan=pro').vendor, send('e?_p=bob&_n=x').vendor]).toEqual([null, null]);
  });

  it('mParticle: the profile that modify changes stands in the address; batches give each event their user', () => {
    const modify = { identity_changes: [{ old_value: null, new_value: 'a@b.test', identity_type: 'email' }], request_id: 'r' };
    expect(eventsOf(request('https://identity.mparticle.com/v1/1092/modify', JSON.stringify(modify), { 'x-mp-key': 'KEY' }))).toMatchObject(
      {
        vendor: 'mparticle',
        project: 'KEY',
        // An address that somebody is given is not who they are.
        events: [
          {
            name: 'modify',
            ids: { anonymousId: '1092', knownId: null },
            claims: { request: 'modify', mpid: '1092', knownIdentities: [{ type: 'email', value: 'a@b.test' }] },
          },
        ],
      },
    );
    const search = { known_identities: { customerid: 'u-1' } };
    expect(eventsOf(request('https://shop.test/v1/search', JSON.stringify(search))).vendor).toBeNull();
  });
});

describe('recorded sessions', () => {
  it.each([
    ['jitsu/lifecycle-script', { vendor: 'jitsu', project: 'kid:secret', model: null }],
    ['snowplow/lifecycle-tag-post', { vendor: 'snowplow', project: 'host:sp.lab-site.test', model: 'snowplow' }],
    ['mparticle/lifecycle-snippet', { vendor: 'mparticle', project: 'MPKEY', model: 'mparticle' }],
  ])('%s is one project, each event told once', (name, wanted) => {
    const fixture = sdkFixture(name);
    const { analysis } = readRecordings([recordingOfFixture(fixture)], defaultOptions);
    const [project] = analysis.projects;
    expect(analysis.projects).toHaveLength(1);
    expect(project).toMatchObject(wanted);
    const sent = fixture.requests.flatMap((one) => eventsOf(rawRequest(one)).events.filter((event) => event !== null));
    expect(sent.length).toBeGreaterThan(6);
    expect(project?.events.filter(({ delivery }) => delivery === 'accepted')).toHaveLength(sent.length);
    expect(project?.events).toHaveLength(sent.length);
  });

  it("Snowplow's user after each call follows from the calls alone", () => {
    const remembered = createRemembered(adapterOf);
    const place = { seq: 0, at: 0, document: 'd', device: 'b' };
    const rows = sdkFixture('snowplow/lifecycle-tag-post').calls.filter(({ method, ids }) => method !== undefined && ids !== null);
    const stored = (ids: Ids | null): Ids => ({ anonymousId: ids?.anonymousId ?? null, knownId: null });
    const after = rows.map(
      ({ method, args, ids }) => remembered.call({ ...place, ...call('snowplow', method ?? '', args ?? [], stored(ids)) }).after,
    );
    expect(after).toEqual(rows.map(({ ids }) => ids));
    expect(new Set(after.map((ids) => ids?.knownId))).toEqual(new Set([null, 'user-1', 'user-2']));
  });

  it('without a server model an event counts for the known id, else for the anonymous one', () => {
    const { analysis } = readRecordings([recordingOfFixture(sdkFixture('jitsu/lifecycle-script'))], defaultOptions);
    const events = analysis.projects[0]?.events ?? [];
    const on = (name: string) => events.find(({ event }) => event.name === name)?.landsOn;
    expect([on('Before Login'), on('After Login'), on('As user-2')]).toEqual(['ee71302d-a1ad-4e69-b1a2-5dec6386ff43', 'user-1', 'user-2']);
  });
});
