import { describe, expect, it } from 'vitest';
import { adapterOf, adapters, decodeRequest } from '../../../src/adapters/index.ts';
import type { CallContext, RawRequest } from '../../../src/core/adapter.ts';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import type { Json } from '../../../src/core/json.ts';
import type { FactOf, Ids } from '../../../src/core/observation.ts';
import amplitudeRequests from '../../fixtures/wire/amplitude.json' with { type: 'json' };
import posthogRequests from '../../fixtures/wire/posthog.json' with { type: 'json' };
import rudderstackRequests from '../../fixtures/wire/rudderstack.json' with { type: 'json' };
import { decodedEvents } from '../../support/decoded-events.ts';

type Sent = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

const raw = ({ url, method, headers, body }: Sent): RawRequest => ({
  url,
  method,
  headers: Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))),
  body,
  encoding: 'text',
});

const eventsOf = (requests: readonly Sent[]): readonly AnalyticsEvent[] =>
  requests.flatMap((request) => {
    const decoded = decodeRequest(raw(request));
    return decoded === null ? [] : decodedEvents(decoded);
  });

/** Name, anonymous id and known id; generated ids become letters in order of appearance. */
const rows = (events: readonly AnalyticsEvent[]): readonly string[] => {
  const letters = new Map<string, string>();
  const short = (id: string | null): string => {
    if (id === null || !/^([0-9a-f]{8}-|t2QE)/.test(id)) return id ?? '-';
    if (!letters.has(id)) letters.set(id, `A${letters.size + 1}`);
    return letters.get(id) ?? id;
  };
  return events.map(({ name, ids }) => `${name} ${short(ids.anonymousId)} ${short(ids.knownId)}`);
};

describe('requests of real SDKs that are not compressed', () => {
  it('PostHog: an anonymous visitor, a user, another user without $identify, and what reset leaves', () => {
    const events = eventsOf(posthogRequests);
    expect(rows(events)).toEqual([
      '$pageview A1 -',
      'Before Login A1 -',
      '$identify A1 user-1',
      'After Login - user-1',
      '$set - user-1',
      'As user-2 - user-2',
      'After Reset A2 -',
      '$identify A2 user-3',
      'After Reset true A3 -',
      '$pageleave A3 -',
    ]);
    expect(new Set(events.map(({ vendor, project }) => `${vendor} ${project}`))).toEqual(new Set(['posthog phc_lab1']));
    expect(events[0]).toMatchObject({ at: 1795351594540, touch: { url: 'https://shop.lab-site.test/a' } });
    expect(events[0]?.touch).not.toHaveProperty('referrer');
    expect(events.map(({ claims }) => claims.shape === 'posthog' && claims.processPersonProfile)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('Amplitude: today’s JSON and the form of its first SDKs', () => {
    const events = eventsOf(amplitudeRequests);
    expect(rows(events)).toEqual([
      'Before Login A1 -',
      '$identify A1 user-1',
      'After Login A1 user-1',
      'As user-2 A1 user-2',
      'After Reset A2 -',
      'Custom device my-device -',
      '$identify my-device -',
      'With opts opt-dev opt-user',
      'Before Login A3 -',
      '$identify A3 user-1',
    ]);
    expect(events.map(({ project }) => project).slice(7, 9)).toEqual(['AMPKEY1', 'AMPOLD']);
    expect(events.every(({ id, at }) => id !== null && at !== null)).toBe(true);
  });

  it('RudderStack: reset keeps the anonymous id, alias carries both, a beacon names its key in the address', () => {
    const events = eventsOf(rudderstackRequests);
    expect(rows(events)).toEqual([
      'page A1 -',
      'Before Login A1 -',
      'identify A1 user-1',
      'After Login A1 user-1',
      'identify A1 user-1',
      'identify A1 user-2',
      'As user-2 A1 user-2',
      'alias A1 user-3',
      'alias A1 user-4',
      'group A1 user-2',
      'After Reset A1 -',
      'After Reset true A2 -',
      'Custom anon opt-anon -',
      'b1 A3 -',
      'identify A3 user-1',
    ]);
    expect(new Set(events.map(({ vendor, project }) => `${vendor} ${project}`))).toEqual(new Set(['rudderstack RSKEY1']));
    expect(events[7]?.claims).toMatchObject({ previousId: 'user-2' });
    expect(events[0]).toMatchObject({ touch: { url: 'https://shop.lab-site.test/a' } });
  });

  it('the length of ids that a request of Amplitude asks for goes with each of its events', () => {
    const body = JSON.stringify({
      api_key: 'K',
      events: [{ event_type: 'a', user_id: 'u', insert_id: 'i' }],
      options: { min_id_length: 1 },
    });
    const [event] = eventsOf([{ url: 'https://proxy.test/collect', method: 'POST', headers: {}, body }]);
    expect(event).toMatchObject({ vendor: 'amplitude', project: 'K', claims: { minIdLength: 1 } });
  });

  it.each([
    ['flags', { token: 'phc', distinct_id: 'X1' }],
    ['groups of Amplitude', { api_key: 'K', events: [{ event_type: '$groupidentify', device_id: 'd', insert_id: 'i' }] }],
    ['recordings', { api_key: 'phc', batch: [{ event: '$snapshot', uuid: 'u', properties: {} }] }],
    ['somebody else’s batch', { batch: [{ event: 'a', uuid: 'u' }] }],
    ['somebody else’s events', { events: [{ event_type: 'click' }] }],
  ])('%s are no events', (_, json) => {
    expect(decodeRequest(raw({ url: 'https://shop.test/x', method: 'POST', headers: {}, body: JSON.stringify(json) }))).toBeNull();
  });
});

/** The vendors that take a payload for theirs, in the order they are asked. */
const takers = (payload: Json): readonly string[] =>
  adapters.filter(({ recognise }) => recognise(payload) !== null).map(({ vendor }) => vendor);

describe('one line alone', () => {
  const library = (name: string) => ({ context: { library: { name } } });
  it.each<readonly [string, Json, readonly string[]]>([
    ['Mixpanel', { event: 'a', properties: { token: 'T', distinct_id: 'U1' } }, ['mixpanel']],
    [
      'PostHog by its key',
      { event: '$identify', distinct_id: 'U1', uuid: 'u', api_key: 'K', properties: { $anon_distinct_id: 'X1' } },
      ['posthog'],
    ],
    ['PostHog by its library', { event: 'a', properties: { distinct_id: 'U1', token: 'T', $lib: 'web' } }, ['posthog']],
    ['PostHog by person profiles', { event: 'a', properties: { distinct_id: 'U1', $process_person_profile: false } }, ['posthog']],
    ['Amplitude', { event_type: 'a', device_id: 'A', user_id: 'John' }, ['amplitude']],
    ['Segment by its library', { type: 'track', anonymousId: 'A1', ...library('analytics.js') }, ['segment']],
    ['RudderStack by its library', { type: 'track', anonymousId: 'A1', ...library('RudderLabs JavaScript SDK') }, ['rudderstack']],
    ['a message of either, Segment first', { type: 'track', anonymousId: 'A1' }, ['segment', 'rudderstack']],
  ])('%s', (_, payload, vendors) => {
    expect(takers(payload).filter((vendor) => ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'].includes(vendor))).toEqual(
      vendors,
    );
  });

  it('an event of mParticle is none of Amplitude', () => {
    expect(takers({ event_type: 'a', mpid: '1' })).not.toContain('amplitude');
  });
});

const context: CallContext = { vendor: 'v', project: 'P', at: 5, url: 'https://shop.test/a', referrer: null };
const anonymous: Ids = { anonymousId: 'X1', knownId: null };
const known: Ids = { anonymousId: 'X1', knownId: 'U1' };

const predicted = (vendor: string, method: string, args: readonly Json[], before: Ids, after: Ids = before) => {
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
  return (adapterOf(vendor)?.predict(call, context) ?? []).map(({ name, ids, claims, payload, at, project }) => {
    expect({ payload, at, project }).toEqual({ payload: null, at: 5, project: 'P' });
    const further =
      claims.shape === 'posthog'
        ? claims.processPersonProfile
        : claims.shape === 'segment' && claims.type === 'alias'
          ? claims.previousId
          : null;
    return [name, ids.anonymousId, ids.knownId, ...(further === null ? [] : [further])];
  });
};

describe('what a call makes the SDK send', () => {
  it.each<readonly [string, readonly Json[], Ids, readonly (readonly unknown[])[]]>([
    ['capture', ['e'], anonymous, [['e', 'X1', null, false]]],
    ['capture', ['e'], known, [['e', null, 'U1', true]]],
    ['identify', ['U1'], anonymous, [['$identify', 'X1', 'U1', true]]],
    ['identify', ['U1'], known, []],
    ['identify', ['U2'], known, []],
    ['identify', ['U2', { a: 1 }], known, [['$set', null, 'U2', true]]],
    ['identify', [0], anonymous, [['$identify', 'X1', '0', true]]],
    ['identify', ['null'], anonymous, []],
    ['identify', [' '], anonymous, []],
    ['alias', ['U2'], known, [['$create_alias', null, 'U1', true]]],
    ['reset', [], known, []],
    ['register', [{ a: 1 }], known, []],
  ])('PostHog %s(%j)', (method, args, before, expected) => {
    const after = method === 'identify' && expected.length > 0 ? { anonymousId: 'X1', knownId: String(args[0]) } : before;
    expect(predicted('posthog', method, args, before, after)).toEqual(expected);
  });

  it.each<readonly [string, readonly Json[], Ids, readonly (readonly unknown[])[]]>([
    ['track', ['e'], known, [['e', 'X1', 'U1']]],
    ['track', ['e', {}, { user_id: 'U9' }], anonymous, [['e', 'X1', 'U9']]],
    ['track', [{ event_type: 'e', device_id: 'D9' }], anonymous, [['e', 'D9', null]]],
    ['identify', [{}], known, [['$identify', 'X1', 'U1']]],
    ['setUserId', ['U1'], anonymous, []],
    ['reset', [], known, []],
  ])('Amplitude %s(%j)', (method, args, before, expected) => {
    expect(predicted('amplitude', method, args, before)).toEqual(expected);
  });

  it.each<readonly [string, readonly Json[], Ids, readonly (readonly unknown[])[]]>([
    ['track', ['e'], anonymous, [['e', 'X1', null]]],
    ['track', ['e', {}, { anonymousId: 'own' }], known, [['e', 'own', 'U1']]],
    ['identify', ['U2'], known, [['identify', 'X1', 'U2']]],
    ['identify', [null], known, [['identify', 'X1', 'U1']]],
    ['identify', [''], known, [['identify', 'X1', null]]],
    ['identify', [42], anonymous, [['identify', 'X1', '42']]],
    ['identify', [{ email: 'x' }], anonymous, [['identify', 'X1', null]]],
    ['alias', ['U1'], anonymous, [['alias', 'X1', 'U1', 'X1']]],
    ['alias', ['U2'], known, [['alias', 'X1', 'U2', 'U1']]],
    ['reset', [true], known, []],
  ])('RudderStack %s(%j)', (method, args, before, expected) => {
    expect(predicted('rudderstack', method, args, before)).toEqual(expected);
  });
});

describe('what a call means', () => {
  it.each([
    ['posthog', 'identify', ['U1', { a: 1 }], { kind: 'identify', id: 'U1', traits: { a: 1 } }],
    ['posthog', 'opt_out_capturing', [], { kind: 'capturing', to: 'out' }],
    ['amplitude', 'setUserId', ['U1'], { kind: 'identify', id: 'U1', traits: undefined }],
    ['amplitude', 'setUserId', [null], { kind: 'other' }],
    ['amplitude', 'identify', [{}], { kind: 'other' }],
    ['amplitude', 'init', ['K', 'U1'], { kind: 'identify', id: 'U1', traits: undefined }],
    ['amplitude', 'setOptOut', [true], { kind: 'capturing', to: 'out' }],
    ['amplitude', 'logEvent', ['e'], { kind: 'track', name: 'e' }],
    ['rudderstack', 'identify', [{ email: 'x' }], { kind: 'identify', id: undefined, traits: { email: 'x' } }],
    ['rudderstack', 'alias', ['U2'], { kind: 'alias', alias: 'U2' }],
    ['rudderstack', 'reset', [true], { kind: 'reset' }],
  ] as const)('%s %s(%j)', (vendor, method, args, meaning) => {
    expect(adapterOf(vendor)?.meaning(method, args)).toEqual(meaning);
  });
});
