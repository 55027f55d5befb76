import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import { judgedOf } from '../../support/judging.ts';
import type { DocumentBuilder, RecordingBuilder } from '../../support/recording-builder.ts';

type Payload = (who: { readonly anonymousId: string; readonly knownId: string | null; readonly n: number; readonly at: number }) => Json;

/** An event as each vendor's own SDK sends it. `keeps`: the device keeps its number at a log-out. */
const vendors: Readonly<Record<string, { readonly keeps: boolean; readonly payload: Payload; readonly request?: Payload }>> = {
  ga4: {
    keeps: true,
    payload: ({ anonymousId, knownId, n }) => ({ en: 'view', cid: anonymousId, ...(knownId === null ? {} : { uid: knownId }), _s: n }),
  },
  snowplow: {
    keeps: true,
    payload: ({ anonymousId, knownId, n, at }) => ({
      e: 'se',
      duid: anonymousId,
      ...(knownId === null ? {} : { uid: knownId }),
      eid: `e${n}`,
      dtm: String(at),
    }),
  },
  jitsu: {
    keeps: false,
    payload: ({ anonymousId, knownId, n, at }) => ({
      type: 'track',
      event: 'View',
      anonymousId,
      ...(knownId === null ? {} : { userId: knownId }),
      messageId: `m${n}`,
      timestamp: new Date(at).toISOString(),
    }),
  },
  mparticle: {
    keeps: true,
    payload: ({ anonymousId, knownId, n, at }) => ({
      event_type: 'custom_event',
      data: { event_name: 'View', timestamp_unixtime_ms: at, source_message_id: `m${n}` },
      mpid: knownId === null ? 'visitor' : `profile-of-${knownId}`,
      mp_deviceid: anonymousId,
      user_identities: knownId === null ? {} : { customer_id: knownId },
    }),
    request: ({ anonymousId, knownId, n, at }) => ({
      request: knownId === null ? 'logout' : 'login',
      request_id: `q${n}`,
      request_timestamp_ms: at,
      known_identities: { device_application_stamp: anonymousId, ...(knownId === null ? {} : { customerid: knownId }) },
    }),
  },
  kissmetrics: {
    keeps: false,
    payload: ({ anonymousId, knownId, at }) => ({
      event: 'View',
      ...(knownId === null ? { anonymous_id: anonymousId } : { identity: knownId }),
      timestamp: at / 1000,
    }),
  },
};

/** Two people, one after the other, with a log-in and a log-out each, as requests and log-ins tell it. */
const story =
  (vendor: string) =>
  (r: RecordingBuilder): void => {
    const { keeps, payload, request } = vendors[vendor] ?? { keeps: false, payload: () => null };
    let n = 0;
    let made = 1;
    let anonymousId = 'A1';
    let knownId: string | null = null;
    let next = '';
    const page = (path: string, signal?: 'login' | 'logout') => {
      const d = r.document(`https://shop.test${path}`);
      n += 1;
      const payloads = [payload({ anonymousId, knownId, n, at: r.now() })];
      d.fact({ kind: 'wire.sent', request: `r${n}`, vendor, project: 'X', transport: 'fetch', url: 'https://in.test/', payloads });
      d.fact({ kind: 'wire.settled', request: `r${n}`, status: 200, outcome: 'accepted' });
      if (signal === 'login') d.login();
      if (signal === 'logout') d.logout();
      if (signal === undefined || request === undefined) return leave(d);
      // Asked where somebody logs in or out; the answer says which profile the events that follow are of.
      const asked = request({ anonymousId, knownId: signal === 'login' ? next : null, n, at: r.now() });
      d.fact({
        kind: 'wire.sent',
        request: `q${n}`,
        vendor,
        project: 'X',
        transport: 'fetch',
        url: 'https://identity.test/',
        payloads: [asked],
      });
      d.fact({ kind: 'wire.settled', request: `q${n}`, status: 200, outcome: 'accepted' });
      leave(d);
    };
    const leave = (d: DocumentBuilder): void => {
      r.wait(6_000);
      d.close();
      r.wait(500);
    };
    for (const id of ['anna-1', 'ben-22']) {
      next = id;
      page('/');
      page('/login', 'login');
      knownId = id;
      // Its library gives the visitor the new name by itself.
      if (vendor === 'kissmetrics') r.inject(vendor, 'X', { alias: [anonymousId, id], timestamp: r.now() / 1000 });
      page('/welcome');
      page('/account');
      page('/bye', 'logout');
      knownId = null;
      made += 1;
      if (!keeps) anonymousId = `A${made}`;
      page('/');
    }
  };

describe.each(Object.keys(vendors))('%s', (vendor) => {
  test('fails no flow that is done right', () => {
    const { flows } = judgedOf(story(vendor));
    expect(flows.length).toBeGreaterThan(2);
    expect(flows.flatMap((f) => f.steps.filter((s) => s.verdict === 'fail').map((s) => `${f.flow} ${f.run} ${s.step}: ${s.why}`))).toEqual(
      [],
    );
  });
});
