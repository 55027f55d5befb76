import { describe, expect, it } from 'vitest';
import type { DocumentOptions } from '../../support/recording-builder.ts';
import { story } from '../../support/story.ts';

describe('delivery', () => {
  it('called: nothing but the call was seen', () => {
    const { deliveries, events } = story((r) => r.document('https://shop.test/').segment().track('View'));
    expect(deliveries).toEqual(['View called']);
    expect(events[0]).toMatchObject({
      predicted: true,
      call: 'c1',
      sent: null,
      included: true,
      event: { ids: { anonymousId: 'A1', knownId: null } },
    });
  });

  it('queued: the SDK holds it in its storage', () => {
    expect(story((r) => r.document('https://shop.test/').mixpanel().track('View')).deliveries).toEqual(['View queued']);
  });

  it('when the page goes: queued still if storage keeps it, lost if it does not, called if nobody saw what the SDK keeps', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel();
      page.segment();
      page.track('View');
      page.fact({
        kind: 'call.observed',
        call: 'c-unseen',
        vendor: 'rudderstack',
        project: 'W9',
        instance: 'default',
        method: 'track',
        args: ['Unseen'],
        before: null,
        after: null,
        site: null,
        parent: null,
        queued: false,
        replayOf: null,
      });
      page.close();
    });
    expect(deliveries.sort()).toEqual(['Unseen called', 'View lost', 'View queued']);
  });

  it('lost with the page when only the stub ever took the call', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      page.segment();
      page.fact({
        kind: 'call.observed',
        call: 'c-stub',
        vendor: 'segment',
        project: null,
        instance: 'default',
        method: 'track',
        args: ['Early'],
        before: null,
        after: null,
        site: null,
        parent: null,
        queued: true,
        replayOf: null,
      });
      page.close();
    });
    expect(deliveries).toEqual(['Early lost']);
  });

  it('called, not queued, while only the stub has the call and the SDK of another tab stores its own', () => {
    const { deliveries } = story((r) => {
      r.document('https://shop.test/slow').fact({
        kind: 'call.observed',
        call: 'c-stub',
        vendor: 'mixpanel',
        project: 'T',
        instance: 'mixpanel',
        method: 'track',
        args: ['Early'],
        before: null,
        after: null,
        site: null,
        parent: null,
        queued: true,
        replayOf: null,
      });
      r.document('https://shop.test/').mixpanel().track('View');
    });
    expect(deliveries.sort()).toEqual(['Early called', 'View queued']);
  });

  it('lost once a later page finds nothing left in storage', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel().track('View');
      page.close();
      const ids = { anonymousId: 'D1', knownId: null };
      r.document('https://shop.test/next').fact({
        kind: 'storage.changed',
        vendor: 'mixpanel',
        project: 'T',
        area: 'localStorage',
        ids,
        unsent: 0,
        capturing: 'unknown',
        cause: null,
      });
    });
    expect(deliveries).toEqual(['View lost']);
  });

  it('failed: the event stands where it was sent, although it never arrived', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      const sdk = page.mixpanel().track('First');
      page.fact({
        kind: 'wire.sent',
        request: 'own',
        vendor: 'mixpanel',
        project: 'T',
        transport: 'fetch',
        url: 'https://api.test/track',
        payloads: [{ event: 'Second', properties: { token: 'T', $device_id: 'D1' } }],
      });
      sdk.send({ outcome: 'failed' });
    });
    expect(deliveries).toEqual(['Second sent', 'First failed']);
  });

  it('not lost while the page waits in the back/forward cache', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      page.segment().track('View');
      page.close('bfcache');
    });
    expect(deliveries).toEqual(['View called']);
  });

  it('unconfirmed while the page waits in the back/forward cache, and what the answer says once it is back', () => {
    const sending = (back: boolean, outcome: 'accepted' | 'failed' | null) =>
      story((r) => {
        const page = r.document('https://shop.test/');
        page.mixpanel().track('View').send({ outcome: null });
        page.close('bfcache');
        r.document('https://shop.test/next').close();
        if (back) page.restore();
        if (outcome) page.fact({ kind: 'wire.settled', request: 'r1', status: outcome === 'accepted' ? 200 : null, outcome });
      }).deliveries;
    expect(sending(false, null)).toEqual(['View unconfirmed']);
    expect(sending(true, null)).toEqual(['View sent']);
    expect(sending(true, 'accepted')).toEqual(['View accepted']);
    expect(sending(true, 'failed')).toEqual(['View failed']);
    expect(sending(false, 'accepted')).toEqual(['View accepted']);
  });

  it('unconfirmed when the page left unheard and another stands in its tab, unless it says something after all', () => {
    const leaving = (next: DocumentOptions, speaks = false) =>
      story((r) => {
        const page = r.document('https://shop.test/');
        page.mixpanel().track('View').send({ outcome: null });
        r.document('https://shop.test/next', next);
        if (speaks) page.mark('still here');
      }).deliveries;
    expect(leaving({})).toEqual(['View unconfirmed']);
    expect(leaving({}, true)).toEqual(['View sent']);
    expect(leaving({ tab: 2 })).toEqual(['View sent']);
    expect(leaving({ device: 'phone' })).toEqual(['View sent']);
    expect(leaving({ frame: 1 })).toEqual(['View sent']);
    expect(leaving({ lifecycle: 'prerender' })).toEqual(['View sent']);
  });

  it('a frame hears no answers once its page left unheard', () => {
    const { deliveries } = story((r) => {
      r.document('https://shop.test/');
      r.document('https://shop.test/inner', { frame: 3 }).mixpanel().track('View').send({ outcome: null });
      r.document('https://shop.test/next');
    });
    expect(deliveries).toEqual(['View unconfirmed']);
  });

  it('sent, then what the answer says; unconfirmed when the page goes before an answer', () => {
    const sending = (outcome: 'accepted' | 'failed' | 'unconfirmed' | null, close = false) =>
      story((r) => {
        const page = r.document('https://shop.test/');
        page.mixpanel().track('View').send({ outcome });
        if (close) page.close();
      }).deliveries;
    expect(sending(null)).toEqual(['View sent']);
    expect(sending(null, true)).toEqual(['View unconfirmed']);
    expect(sending('accepted')).toEqual(['View accepted']);
    expect(sending('failed')).toEqual(['View failed']);
    expect(sending('unconfirmed')).toEqual(['View unconfirmed']);
  });

  it('unconfirmed when the page broke the request off as it went, failed when it had failed before', () => {
    const broken = (ms: number) =>
      story((r) => {
        const page = r.document('https://shop.test/');
        page.segment().track('View').send({ outcome: null });
        page.fact({ kind: 'wire.settled', request: 'r1', status: null, outcome: 'failed' });
        r.wait(ms);
        page.close();
      }).deliveries;
    expect(broken(0)).toEqual(['View unconfirmed']);
    expect(broken(200)).toEqual(['View unconfirmed']);
    expect(broken(500)).toEqual(['View failed']);
  });

  it('suppressed: opted out, or taken for a robot', () => {
    expect(
      story((r) => r.document('https://shop.test/').mixpanel().optOut().track('View').optIn().track('Back').send()).deliveries,
    ).toEqual(['View suppressed', 'Back accepted']);
    expect(story((r) => r.document('https://shop.test/').mixpanel().bot().track('View')).deliveries).toEqual(['View suppressed']);
  });

  it('the best of several sendings counts, and the place of the first that did not fail', () => {
    const { events, deliveries, projects } = story((r) => {
      const sdk = r.document('https://shop.test/').mixpanel();
      sdk.track('First').send({ outcome: 'failed' });
      sdk.track('Second');
      sdk.send();
    });
    expect(deliveries).toEqual(['First accepted', 'Second accepted']);
    expect(projects[0]?.duplicates).toBe(1);
    expect(events[0]?.sent?.seq).toBeLessThan(events[1]?.sent?.seq ?? 0);
  });

  it('a beacon that could not be read carries what was waiting', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T').track('View');
      const request = { request: 'b1', vendor: 'mixpanel', project: 'host:api-js.mixpanel.com', transport: 'beacon' as const };
      page.fact({ kind: 'wire.sent', ...request, url: 'https://api-js.mixpanel.com/track/', payloads: null });
      page.close();
    });
    expect(deliveries).toEqual(['View unconfirmed']);
  });
});
