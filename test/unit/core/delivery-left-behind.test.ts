import { describe, expect, it } from 'vitest';
import { adapterOf } from '../../../src/adapters/index.ts';
import type { DocumentBuilder } from '../../support/recording-builder.ts';
import type { SdkBuilder } from '../../support/sdk-builder.ts';
import { usualProjects, vendorScripts } from '../../support/sdk-state.ts';
import { on, scriptedVendors } from '../../support/sdk-story.ts';
import { story } from '../../support/story.ts';

const storing = scriptedVendors.filter((vendor) => vendorScripts[vendor].stores);
const beaconing = scriptedVendors.filter((vendor) => vendorScripts[vendor].leaving !== 'stored');

describe.each(storing)('%s keeps what is unsent in storage', (vendor) => {
  it('queued while it stands there, page or no page', () => {
    const { deliveries } = on(vendor, (sdk, page) => {
      sdk.track('View');
      page.close();
    });
    expect(deliveries).toEqual(['View queued']);
  });

  it('sent by the next page: one event, of the page that called', () => {
    const { events, deliveries, alone } = on(vendor, (sdk, page, r) => {
      sdk.track('View');
      page.close();
      r.wait(13_000);
      r.document('https://shop.test/b').sdk(vendor).send();
    });
    expect(deliveries).toEqual(['View accepted']);
    expect(events.map(({ document, call }) => [document, call])).toEqual([['doc-1', 'c1']]);
    expect(alone).toEqual([]);
  });

  it.each([false, true])('lost once a later page of the origin finds nothing there (gone as well: %s)', (gone) => {
    const { deliveries } = on(vendor, (sdk, page, r) => {
      sdk.track('View');
      page.close();
      const next = r.document('https://shop.test/b');
      next.fact({
        kind: 'storage.changed',
        vendor,
        project: usualProjects[vendor],
        area: 'localStorage',
        ids: { anonymousId: 'A1', knownId: null },
        unsent: 0,
        capturing: 'unknown',
        cause: null,
      });
      if (gone) next.close();
    });
    // RudderStack's next page takes over what it has not told of yet.
    expect(deliveries).toEqual([gone || vendor !== 'rudderstack' ? 'View lost' : 'View queued']);
  });

  it('not lost because another host of the site, with a storage of its own, has nothing', () => {
    const { deliveries } = on(vendor, (sdk, page, r) => {
      sdk.track('View');
      page.close();
      r.document('https://app.shop.test/').fact({
        kind: 'storage.changed',
        vendor,
        project: usualProjects[vendor],
        area: 'localStorage',
        ids: { anonymousId: 'A1', knownId: null },
        unsent: 0,
        capturing: 'unknown',
        cause: null,
      });
    });
    expect(deliveries).toEqual(['View queued']);
  });
});

describe.each(storing.filter((vendor) => adapterOf(vendor)?.habits?.keepsUnsent === 'always'))('%s sends in order', (vendor) => {
  it('suppressed what a hook of the site took out: the SDK sent what came later and has nothing left', () => {
    const dropped = (sdk: SdkBuilder, page: DocumentBuilder): void => {
      sdk.anonymous('A1');
      page.fact({
        kind: 'call.observed',
        call: 'dropped',
        vendor,
        project: usualProjects[vendor],
        instance: vendorScripts[vendor].instance ?? usualProjects[vendor],
        method: 'track',
        args: ['Dropped'],
        before: { anonymousId: 'A1', knownId: null },
        after: { anonymousId: 'A1', knownId: null },
        site: null,
        parent: null,
        queued: false,
        replayOf: null,
      });
    };
    expect(
      on(vendor, (sdk, page) => {
        dropped(sdk, page);
        sdk.track('View').send();
      }).deliveries.sort(),
    ).toEqual(['Dropped suppressed', 'View accepted']);
    expect(
      on(vendor, (sdk, page) => {
        sdk.track('View').send();
        dropped(sdk, page);
      }).deliveries.sort(),
    ).toEqual(['Dropped called', 'View accepted']);
  });
});

describe('posthog keeps nothing', () => {
  it('lost is what no beacon took along', () => {
    const { deliveries } = on('posthog', (sdk, page) => {
      sdk.track('View');
      page.close();
    });
    expect(deliveries).toEqual(['View lost']);
  });

  it('not while the page waits in the back/forward cache', () => {
    const { deliveries } = on('posthog', (sdk, page) => {
      sdk.track('View');
      page.close('bfcache');
    });
    expect(deliveries).toEqual(['View called']);
  });

  it('a beacon takes what was called on that instance and not sent, and nothing of another one', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      const first = page.posthog('phc');
      const second = page.posthog('phc-eu');
      first.track('Sent').send();
      second.track('Other').send();
      first.track('Waits');
      second.track('Other waits');
      // Both go to one host here, so that the address does not tell them apart; the project in the request does.
      page.fact({
        kind: 'wire.sent',
        request: 'b',
        vendor: 'posthog',
        project: 'phc',
        transport: 'beacon',
        url: 'https://us.i.posthog.com/e/',
        payloads: null,
      });
      page.close();
    });
    expect(deliveries.sort()).toEqual(['Other accepted', 'Other waits lost', 'Sent accepted', 'Waits unconfirmed']);
  });

  it('a beacon without a project is of the one whose payloads went to its host', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      const first = page.posthog('phc');
      first.track('Sent').send();
      page.posthog('phc-eu').track('Other');
      first.track('Waits');
      first.beacon();
      page.close();
    });
    expect(deliveries.sort()).toEqual(['Other lost', 'Sent accepted', 'Waits unconfirmed']);
  });
});

describe('segment stores when the page goes', () => {
  it('queued from then on, and while the next page has it in hand', () => {
    const next = (go: boolean) =>
      on('segment', (sdk, page, r) => {
        sdk.track('View');
        page.leave();
        const after = r.document('https://shop.test/b');
        after.sdk('segment').anonymous('A1');
        if (go) after.close();
      }).deliveries;
    expect(next(false)).toEqual(['View queued']);
    expect(next(true)).toEqual(['View lost']);
  });

  it('lost what it did not store, whatever page comes next', () => {
    const without = (next: boolean) =>
      on('segment', (sdk, page, r) => {
        sdk.track('View');
        page.close();
        if (next) r.document('https://shop.test/b').sdk('segment').anonymous('A1');
      }).deliveries;
    expect([without(false), without(true)]).toEqual([['View lost'], ['View lost']]);
  });

  it('first what it sent in vain, so that the count alone does not keep what it lost', () => {
    const leaving = (unsent: number) =>
      on('segment', (sdk, page, r) => {
        const holds = (count: number, on = page) =>
          on.fact({
            kind: 'storage.changed',
            vendor: 'segment',
            project: usualProjects.segment,
            area: 'localStorage',
            ids: { anonymousId: 'A1', knownId: null },
            unsent: count,
            capturing: 'unknown',
            cause: null,
          });
        sdk.anonymous('A1').track('One').track('Two').send({ outcome: 'failed' });
        r.wait(1_000);
        sdk.track('Three');
        holds(unsent);
        page.close();
        const next = r.document('https://shop.test/b');
        holds(unsent, next);
        holds(0, next);
      }).deliveries;
    expect(leaving(2)).toEqual(['One failed', 'Two failed', 'Three lost']);
    expect(leaving(3)).toEqual(['One failed', 'Two failed', 'Three queued']);
  });

  it('sent by the next page with the same id: one event of the page that called', () => {
    const { events, alone } = on('segment', (sdk, page, r) => {
      sdk.track('View');
      page.leave();
      r.wait(600);
      r.document('https://shop.test/b').sdk('segment').anonymous('A1').send();
    });
    expect(events.map(({ document, call, delivery }) => [document, call, delivery])).toEqual([['doc-1', 'c1', 'accepted']]);
    expect(alone).toEqual([]);
  });
});

describe('mixpanel sends twice', () => {
  it('a beacon, and ten seconds later from the next page: one event, accepted, where the beacon stood', () => {
    const { events, projects } = on('mixpanel', (sdk, page, r) => {
      sdk.track('View');
      page.leave();
      r.wait(10_000);
      const next = r.document('https://shop.test/b').mixpanel();
      next.track('Next').send();
    });
    expect(events.map(({ event, delivery, sent }) => [event.name, delivery, sent?.document])).toEqual([
      ['View', 'accepted', 'doc-1'],
      ['Next', 'accepted', 'doc-2'],
    ]);
    expect(projects[0]?.duplicates).toBe(1);
  });
});

describe('amplitude', () => {
  it('the ids of the payload win over those of the moment of the call', () => {
    const { events, alone } = on('amplitude', (sdk, page, r) => {
      sdk.track('View').identify('U1');
      page.fact({
        kind: 'wire.sent',
        request: 'own',
        vendor: 'amplitude',
        project: 'AMP',
        transport: 'fetch',
        url: 'https://api2.amplitude.com/2/httpapi',
        payloads: [{ event_type: 'View', insert_id: 'i', time: r.now() - 60, device_id: 'V1', user_id: 'U1' }],
      });
    });
    expect(events.map(({ event, call, delivery }) => [event.name, event.ids, call, delivery])).toEqual([
      ['View', { anonymousId: 'V1', knownId: 'U1' }, 'c1', 'sent'],
    ]);
    expect(alone).toEqual([]);
  });
});

describe.each(beaconing)('%s', (vendor) => {
  it('a restored page goes on after its beacon', () => {
    const { deliveries, alone } = on(vendor, (sdk, page, r) => {
      sdk.track('View').beacon();
      page.close('bfcache');
      r.wait(4000);
      page.restore();
      sdk.track('View').send();
    });
    expect(deliveries.map((each) => each.split(' ')[1]).sort()).toEqual(
      vendorScripts[vendor].leaving === 'twice' ? ['accepted', 'accepted'] : ['accepted', 'unconfirmed'],
    );
    expect(alone).toEqual([]);
  });
});
