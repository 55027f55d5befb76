import { describe, expect, it } from 'vitest';
import { adapterOf } from '../../../src/adapters/index.ts';
import type { Json } from '../../../src/core/json.ts';
import type { FactOf, Ids } from '../../../src/core/observation.ts';

const anonymous: Ids = { anonymousId: 'D1', knownId: null };
const known: Ids = { anonymousId: 'D1', knownId: 'U1' };

const predict = (vendor: string, method: string, args: readonly Json[], before: Ids | null, after: Ids | null) => {
  const call: FactOf<'call.observed'> = {
    kind: 'call.observed',
    call: 'c1',
    vendor,
    project: 'P',
    instance: 'i',
    method,
    args,
    before,
    after,
    site: null,
    parent: null,
    queued: false,
    replayOf: null,
  };
  const context = { vendor, project: 'P', at: 1_795_000_000_000, url: 'https://shop.test/?utm_source=news', referrer: 'https://b.test/' };
  return adapterOf(vendor)?.predict(call, context) ?? [];
};

const told = (...given: Parameters<typeof predict>) =>
  predict(...given).map(({ name, claims }) => {
    if (claims.shape === 'mixpanel') return [name, claims.distinctId, claims.deviceId, claims.userId, claims.anonId ?? claims.alias];
    if (claims.shape === 'segment') return [name, claims.anonymousId, claims.userId, claims.previousId, claims.email];
    throw new Error('an event of neither vendor');
  });

describe('what mixpanel-browser sends for a call', () => {
  it('track carries the ids of the moment, and what its properties say instead', () => {
    expect(told('mixpanel', 'track', ['View'], anonymous, anonymous)).toEqual([['View', '$device:D1', 'D1', null, null]]);
    expect(told('mixpanel', 'track', ['View'], known, known)).toEqual([['View', 'U1', 'D1', 'U1', null]]);
    expect(told('mixpanel', 'track', ['View', { distinct_id: 'U9' }], anonymous, anonymous)).toEqual([['View', 'U9', 'D1', null, null]]);
    expect(told('mixpanel', 'track_pageview', [], anonymous, anonymous)).toEqual([['$mp_web_page_view', '$device:D1', 'D1', null, null]]);
    expect(told('mixpanel', 'track', [], anonymous, anonymous)).toEqual([]);
  });

  it('identify sends $identify unless the id is the current one or a device', () => {
    expect(told('mixpanel', 'identify', ['U1'], anonymous, known)).toEqual([['$identify', 'U1', 'D1', 'U1', '$device:D1']]);
    expect(told('mixpanel', 'identify', ['U2'], known, { anonymousId: 'D1', knownId: 'U2' })).toEqual([
      ['$identify', 'U2', 'D1', 'U2', 'U1'],
    ]);
    expect(told('mixpanel', 'identify', ['U1'], known, known)).toEqual([]);
    expect(told('mixpanel', 'identify', ['$device:D1'], anonymous, anonymous)).toEqual([]);
    expect(told('mixpanel', 'identify', ['$device:xyz'], anonymous, anonymous)).toEqual([]);
  });

  it('identify without a value, with a falsy one, with an object: as measured', () => {
    expect(told('mixpanel', 'identify', [], anonymous, anonymous)).toEqual([['$identify', '$device:D1', 'D1', null, '$device:D1']]);
    expect(told('mixpanel', 'identify', [null], anonymous, anonymous)).toEqual([['$identify', null, 'D1', null, '$device:D1']]);
    expect(told('mixpanel', 'identify', [''], anonymous, anonymous)).toEqual([['$identify', '', 'D1', null, '$device:D1']]);
    expect(told('mixpanel', 'identify', [42], anonymous, anonymous)).toEqual([['$identify', '42', 'D1', '42', '$device:D1']]);
    expect(told('mixpanel', 'identify', [{ id: 1 }], anonymous, anonymous)).toEqual([
      ['$identify', '{"id":1}', 'D1', '{"id":1}', '$device:D1'],
    ]);
  });

  it('alias sends $create_alias, reset and people updates send no event', () => {
    expect(told('mixpanel', 'alias', ['U1'], anonymous, anonymous)).toEqual([['$create_alias', '$device:D1', 'D1', null, 'U1']]);
    expect(told('mixpanel', 'alias', ['x', 'original'], known, known)).toEqual([['$create_alias', 'original', 'D1', 'U1', 'x']]);
    for (const method of ['reset', 'people.set', 'register', 'opt_out_tracking'])
      expect(told('mixpanel', method, ['x'], known, known)).toEqual([]);
  });

  it('a prediction has the time of the call and the page for its touch, and no payload', () => {
    expect(predict('mixpanel', 'track', ['View'], anonymous, anonymous)[0]).toMatchObject({
      project: 'P',
      id: null,
      at: 1_795_000_000_000,
      payload: null,
      touch: { url: 'https://shop.test/?utm_source=news', referrer: 'https://b.test/', utm: { utm_source: 'news' } },
    });
  });
});

describe('what analytics.js sends for a call', () => {
  it('every call that sends, with the ids it left', () => {
    expect(told('segment', 'track', ['View'], anonymous, anonymous)).toEqual([['View', 'D1', null, null, null]]);
    expect(told('segment', 'page', ['Home'], known, known)).toEqual([['page', 'D1', 'U1', null, null]]);
    expect(told('segment', 'group', ['g1', { name: 'x' }], known, known)).toEqual([['group', 'D1', 'U1', null, null]]);
    for (const method of ['reset', 'setAnonymousId', 'user', 'ready']) expect(told('segment', method, [], known, known)).toEqual([]);
  });

  it('identify always sends; without an id it names the one it has', () => {
    expect(told('segment', 'identify', ['U1', { email: 'e@x.test' }], anonymous, known)).toEqual([
      ['identify', 'D1', 'U1', null, 'e@x.test'],
    ]);
    expect(told('segment', 'identify', ['U1'], known, known)).toHaveLength(1);
    expect(told('segment', 'identify', [{ email: 'e@x.test' }], anonymous, anonymous)).toEqual([
      ['identify', 'D1', null, null, 'e@x.test'],
    ]);
    expect(told('segment', 'identify', [''], known, known)).toEqual([['identify', 'D1', 'U1', null, null]]);
    expect(told('segment', 'identify', [0], anonymous, anonymous)).toEqual([['identify', 'D1', '0', null, null]]);
  });

  it('alias links the anonymous id; of a known visitor it loses the new id', () => {
    expect(told('segment', 'alias', ['U1'], anonymous, anonymous)).toEqual([['alias', 'D1', 'U1', 'D1', null]]);
    expect(told('segment', 'alias', ['U2'], known, known)).toEqual([['alias', 'D1', 'U1', 'U1', null]]);
    expect(told('segment', 'alias', ['U2', 'from'], known, known)).toEqual([['alias', 'D1', 'U1', 'from', null]]);
    expect(told('segment', 'alias', ['U2'], { anonymousId: null, knownId: null }, known)).toEqual([['alias', 'D1', 'U1', 'U1', null]]);
    expect(told('segment', 'alias', ['U2'], anonymous, known)).toEqual([['alias', 'D1', 'U1', 'U1', null]]);
    expect(told('segment', 'alias', [''], anonymous, anonymous)).toEqual([['alias', 'D1', null, 'D1', null]]);
    expect(told('segment', 'alias', [{ id: 7 }], anonymous, anonymous)).toEqual([['alias', 'D1', '{"id":7}', 'D1', null]]);
  });

  it('alias of RudderStack takes an object for an id, and without one the user there is', () => {
    const userOf = (args: readonly Json[], ids: Ids) => predict('rudderstack', 'alias', args, ids, ids)[0]?.ids.knownId;
    expect(userOf(['U2'], known)).toBe('U2');
    expect(userOf([{ id: 7 }], known)).toBe('{"id":7}');
    expect(userOf([null], known)).toBe('U1');
    expect(userOf([null], anonymous)).toBeNull();
  });

  it('options override ids and time', () => {
    expect(told('segment', 'track', ['View', {}, { anonymousId: 'X' }], anonymous, anonymous)).toEqual([['View', 'X', null, null, null]]);
    expect(predict('segment', 'track', ['View', {}, { timestamp: '2026-11-22T12:37:09Z' }], anonymous, anonymous)[0]?.at).toBe(
      1_795_351_029_000,
    );
  });
});

describe('what a call means', () => {
  const meaning = (vendor: string, method: string, args: readonly Json[]) => adapterOf(vendor)?.meaning(method, args);

  it('is the same words for both vendors', () => {
    for (const vendor of ['mixpanel', 'segment']) {
      expect(meaning(vendor, 'identify', ['U1'])).toEqual({ kind: 'identify', id: 'U1', traits: undefined });
      expect(meaning(vendor, 'identify', [])).toEqual({ kind: 'identify', id: undefined, traits: undefined });
      expect(meaning(vendor, 'reset', [])).toEqual({ kind: 'reset' });
      expect(meaning(vendor, 'alias', ['U1'])).toEqual({ kind: 'alias', alias: 'U1' });
      expect(meaning(vendor, 'track', ['View'])).toEqual({ kind: 'track', name: 'View' });
      expect(meaning(vendor, 'toString', [])).toEqual({ kind: 'other' });
    }
    expect(meaning('segment', 'identify', [{ plan: 'pro' }])).toEqual({ kind: 'identify', id: undefined, traits: { plan: 'pro' } });
    expect(meaning('mixpanel', 'opt_out_tracking', [])).toEqual({ kind: 'capturing', to: 'out' });
  });
});

describe('what Amplitude’s browser SDK sends for a call', () => {
  const named = (method: string, ...args: readonly Json[]) =>
    predict('amplitude', method, args, known, known).map(({ name, ids }) => [name, ids.anonymousId, ids.knownId]);

  it('what tracks, and what gives properties of a person or says of which group it is', () => {
    expect(named('track', 'View')).toEqual([['View', 'D1', 'U1']]);
    expect(named('logEvent', { event_type: 'View' })).toEqual([['View', 'D1', 'U1']]);
    expect(named('revenue', { _properties: {} })).toEqual([['revenue_amount', 'D1', 'U1']]);
    expect(named('identify', { _properties: {} })).toEqual([['$identify', 'D1', 'U1']]);
    expect(named('setGroup', 'company', 'c-1')).toEqual([['$identify', 'D1', 'U1']]);
    expect(named('setIdentity', { userId: 'U1', userProperties: { plan: 'pro' } })).toEqual([['$identify', 'D1', 'U1']]);
  });

  it('nothing for what only names somebody, is refused or throws', () => {
    for (const call of ['track', 'revenue', 'identify', 'setGroup']) expect(named(call)).toEqual([]);
    expect(named('identify', 'text')).toEqual([]);
    expect(named('setGroup', '', 'c-1')).toEqual([]);
    expect(named('setUserId', 'U1')).toEqual([]);
    expect(named('setIdentity', { userId: 'U1' })).toEqual([]);
  });

  it('options stand behind what the event is about, and name the user of that event alone', () => {
    const own = { user_id: 'U9' };
    expect(named('track', 'View', {}, own)).toEqual([['View', 'D1', 'U9']]);
    expect(named('track', { event_type: 'View', ...own })).toEqual([['View', 'D1', 'U9']]);
    expect(named('setGroup', 'company', 'c-1', own)).toEqual([['$identify', 'D1', 'U9']]);
    expect(named('revenue', { _properties: {} }, own)).toEqual([['revenue_amount', 'D1', 'U9']]);
    expect(named('identify', { _properties: {} }, own)).toEqual([['$identify', 'D1', 'U9']]);
  });
});
