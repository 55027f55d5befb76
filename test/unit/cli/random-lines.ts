import fc from 'fast-check';

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined, freq: 2 });
const one = (letter: string, count: number): fc.Arbitrary<string> => fc.integer({ min: 1, max: count }).map((n) => `${letter}${n}`);
const key = fc.constantFrom('K1', 'K2', undefined);
const anonymous = maybe(one('A', 9));
const known = maybe(fc.oneof({ weight: 9, arbitrary: one('U', 5) }, { weight: 1, arbitrary: fc.constantFrom('anonymous', '', 'null') }));
const insertId = maybe(fc.oneof(one('i', 60), fc.constantFrom('ü\ud83d\ude00', '\ud800', '')));
const seconds = maybe(fc.integer({ min: 1, max: 50 }));
const name = fc.constantFrom('View', 'Sign "Up"', 'naïve');
const url = maybe(fc.constantFrom('https://shop.example/', 'https://shop.example/?utm_source=ad'));
const iso = seconds.map((at) => (at === undefined ? undefined : new Date(at * 1000).toISOString()));

const shapes: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  mixpanel: fc
    .record({
      event: fc.constantFrom('View', 'Sign "Up"', '$identify', '$create_alias', '$merge'),
      token: key,
      $device_id: anonymous,
      $user_id: known,
      distinct_id: maybe(fc.oneof(one('A', 9), one('U', 5), one('$device:A', 9))),
      $identified_id: maybe(one('U', 5)),
      $anon_id: anonymous,
      alias: maybe(one('U', 5)),
      $distinct_ids: maybe(fc.array(fc.oneof(one('A', 9), one('U', 5)), { maxLength: 3 })),
      $insert_id: insertId,
      time: seconds,
      $current_url: url,
    })
    .map(({ event, ...properties }) => ({ event, properties })),
  segment: fc.record({
    type: fc.constantFrom('track', 'identify', 'page', 'alias'),
    event: name,
    writeKey: key,
    anonymousId: anonymous,
    userId: known,
    previousId: anonymous,
    messageId: insertId,
    timestamp: iso,
    traits: maybe(fc.record({ email: maybe(one('e', 4)) })),
  }),
  rudderstack: fc.record({
    type: fc.constantFrom('track', 'identify', 'page', 'alias'),
    event: name,
    writeKey: key,
    anonymousId: anonymous,
    userId: known,
    previousId: anonymous,
    messageId: insertId,
    originalTimestamp: iso,
    channel: fc.constant('web'),
    context: fc.constant({ library: { name: 'RudderLabs JavaScript SDK' } }),
  }),
  posthog: fc
    .record({
      event: fc.constantFrom('View', '$identify', '$create_alias', '$merge_dangerously'),
      api_key: key,
      distinct_id: fc.oneof(one('A', 9), one('U', 5)),
      uuid: insertId,
      timestamp: iso,
      $anon_distinct_id: anonymous,
      alias: maybe(one('A', 9)),
      $process_person_profile: maybe(fc.boolean()),
      $lib: fc.constant('web'),
    })
    .map(({ event, api_key, distinct_id, uuid, timestamp, ...properties }) => ({
      event,
      api_key,
      distinct_id,
      uuid,
      timestamp,
      properties,
    })),
  amplitude: fc.record({
    event_type: name,
    api_key: key,
    device_id: anonymous,
    user_id: known,
    insert_id: insertId,
    time: maybe(fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_050 })),
  }),
  mparticle: fc.oneof(
    fc.record({
      request: fc.constantFrom('identify', 'login', 'logout', 'modify'),
      known_identities: fc.record({ device_application_stamp: anonymous, customerid: known, email: maybe(one('e', 4)) }),
      mpid: maybe(one('m', 4)),
    }),
    fc.record({ event_type: name, mpid: maybe(one('m', 4)) }),
  ),
  snowplow: fc.record({ e: fc.constantFrom('se', 'pv'), duid: anonymous, uid: known, eid: insertId, aid: key, tv: fc.constant('js-3.0') }),
  ga4: fc.record({ en: name, cid: anonymous, uid: known, tid: key }),
  kissmetrics: fc.oneof(
    fc.record({ event: name, identity: known, anonymous_id: anonymous }),
    fc.tuple(one('A', 9), one('U', 5)).map((alias) => ({ alias })),
  ),
};

/** A line of a vendor, with few enough ids that they meet. Vendors without a shape of their own here have Kissmetrics' one. */
export const randomLine = (vendor: string): fc.Arbitrary<string> =>
  (shapes[vendor] ?? shapes.kissmetrics ?? fc.constant({})).map((payload) => JSON.stringify(payload));
