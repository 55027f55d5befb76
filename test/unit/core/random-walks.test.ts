import { describe, expect, it } from 'vitest';
import type { Json } from '../../../src/core/json.ts';
import type { Fact, Ids } from '../../../src/core/observation.ts';
import type { DocumentBuilder } from '../../support/recording-builder.ts';
import { call, change, found, nobody } from '../../support/sdk-facts.ts';
import { story } from '../../support/story.ts';

// What walks of real SDKs at random (test/e2e/fuzz) once showed to be told wrongly, made as small as they go.

const first: Ids = { anonymousId: 'X1', knownId: null };

const started = (page: DocumentBuilder, vendor: string, ids: Ids): void => {
  page.fact(found(vendor, 'P'));
  page.fact(change(vendor, 'P', ids, null));
};

/** As the page's own code writes, outside of any call. */
const byPage = (vendor: string, ids: Ids): Fact => ({ ...change(vendor, 'P', ids, null), site: 'https://shop.test/shop.js:1:1' }) as Fact;

const sent = (request: string, vendor: string, payloads: readonly Json[] | null): Fact => ({
  kind: 'wire.sent',
  request,
  vendor,
  project: 'P',
  transport: 'fetch',
  url: 'https://in.test/i/v0/e/',
  payloads,
});

const settled = (request: string, outcome: 'accepted' | 'failed' | 'unconfirmed', status: number | null): Fact => ({
  kind: 'wire.settled',
  request,
  outcome,
  status,
});

describe.each(['rudderstack', 'posthog', 'amplitude'])('a page empties what %s has stored', (vendor) => {
  const known: Ids = { anonymousId: 'X1', knownId: 'U1' };

  it('the SDK still goes by its own ids, however many steps that takes', () => {
    const { identities } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page, vendor, known);
      page.fact(byPage(vendor, { anonymousId: null, knownId: 'U1' }));
      page.fact(byPage(vendor, nobody));
    });
    expect(identities[0]).toMatchObject({ ids: known, stored: nobody });
  });

  it('a user who is named then is named beside the anonymous id there was', () => {
    const next: Ids = { anonymousId: null, knownId: 'U2' };
    const { identities } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page, vendor, known);
      page.fact(byPage(vendor, nobody));
      page.fact(call(vendor, 'P', 'c1', vendor === 'amplitude' ? 'setUserId' : 'identify', ['U2'], nobody, next));
      page.fact(change(vendor, 'P', next, 'c1'));
    });
    expect(identities[0]?.ids).toEqual({ anonymousId: 'X1', knownId: 'U2' });
  });
});

it('Segment: a tab beside which another one was reset and began anew has no user either', () => {
  const next: Ids = { anonymousId: 'X2', knownId: null };
  const { identities } = story((r) => {
    const [a, b] = [1, 2].map((tab) => {
      const page = r.document('https://shop.test/', { tab });
      started(page, 'segment', { anonymousId: 'X1', knownId: 'U1' });
      return page;
    }) as [DocumentBuilder, DocumentBuilder];
    r.wait(300);
    a.fact(call('segment', 'P', 'c1', 'reset', [], { anonymousId: 'X1', knownId: 'U1' }, nobody));
    a.fact(change('segment', 'P', nobody, 'c1'));
    a.fact(call('segment', 'P', 'c2', 'track', ['Seen'], nobody, next));
    a.fact(change('segment', 'P', next, 'c2'));
    b.fact(change('segment', 'P', next, null));
  });
  expect(identities.map(({ ids }) => ids)).toEqual([next, next]);
});

describe('PostHog', () => {
  const capture = (id: string, name: string) => call('posthog', 'P', id, 'capture', [name], first, first);

  it('what is captured after reset() took the opt-out away is not told as suppressed', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page, 'posthog', first);
      page.fact(call('posthog', 'P', 'c1', 'opt_out_capturing', [], first, first));
      page.fact({ ...change('posthog', 'P', first, 'c1'), capturing: 'out' });
      page.fact(capture('c2', 'Silent'));
      page.fact(call('posthog', 'P', 'c3', 'reset', [], first, first));
      page.fact(change('posthog', 'P', first, 'c3'));
      page.fact(capture('c4', 'Heard'));
    });
    expect(deliveries).toEqual(['Silent suppressed', 'Heard called']);
  });

  it('a request that broke off as its page was left is said again by the beacon, so that nobody knows it failed', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page, 'posthog', first);
      page.fact(capture('c1', 'Seen'));
      page.fact(
        sent('r-1', 'posthog', [{ event: 'Seen', uuid: 'e-1', api_key: 'P', properties: { distinct_id: 'X1', $device_id: 'X1' } }]),
      );
      page.fact(settled('r-1', 'failed', null));
      r.wait(900);
      page.fact(sent('r-2', 'posthog', null));
      page.fact(settled('r-2', 'unconfirmed', null));
      page.close();
    });
    expect(deliveries).toEqual(['Seen unconfirmed']);
  });

  it('a user whose id is the device’s own is expected as a user', () => {
    const own: Ids = { anonymousId: 'X1', knownId: 'X1' };
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page, 'posthog', own);
      page.fact(call('posthog', 'P', 'c1', 'capture', ['Seen'], own, own));
    });
    expect(events[0]?.event.ids).toEqual({ anonymousId: null, knownId: 'X1' });
  });
});

it('of two events of one name at once each payload is that of the call with its ids', () => {
  const known = (knownId: string): Ids => ({ anonymousId: 'X1', knownId });
  const payload = (userId: string, at: number): Json => ({
    type: 'identify',
    anonymousId: 'X1',
    userId,
    messageId: `m-${userId}`,
    writeKey: 'P',
    timestamp: new Date(at).toISOString(),
  });
  const { events } = story((r) => {
    const page = r.document('https://shop.test/');
    started(page, 'segment', first);
    const at = r.now();
    page.fact(call('segment', 'P', 'c1', 'identify', ['U1'], first, known('U1')));
    page.fact(call('segment', 'P', 'c2', 'identify', ['U2'], known('U1'), known('U2')));
    // The SDK was slow: the first one bears the time at which the second one was called.
    page.fact(sent('r-1', 'segment', [payload('U1', at + 20)]));
    page.fact(sent('r-2', 'segment', [payload('U2', at + 30)]));
  });
  expect(events.map(({ call, event }) => [call, event.ids.knownId])).toEqual([
    ['c1', 'U1'],
    ['c2', 'U2'],
  ]);
});
