import { describe, expect, it } from 'vitest';
import { adapterOf } from '../../../src/adapters/index.ts';
import type { DocumentBuilder, RecordingBuilder } from '../../support/recording-builder.ts';
import type { SdkBuilder } from '../../support/sdk-builder.ts';
import { usualProjects, vendorScripts } from '../../support/sdk-state.ts';
import { story } from '../../support/story.ts';

type Vendor = keyof typeof vendorScripts;

const all = Object.keys(vendorScripts) as readonly Vendor[];
const storing = all.filter((vendor) => vendorScripts[vendor].stores);
const optingOut = all.filter((vendor) => vendorScripts[vendor].methods.optOut !== null);
const beaconing = all.filter((vendor) => vendorScripts[vendor].leaving !== 'stored');

/** A recording of one SDK: what `act` does on the first page. */
const on = (vendor: Vendor, act: (sdk: SdkBuilder, page: DocumentBuilder, r: RecordingBuilder) => void) =>
  story((r) => {
    const page = r.document('https://shop.test/');
    act(page.sdk(vendor), page, r);
  });

const names = { accepted: 'View accepted', sent: 'View sent', failed: 'View failed', unconfirmed: 'View unconfirmed' };

describe.each(all)('%s', (vendor) => {
  const { stores, leaving } = vendorScripts[vendor];

  it('called, or queued where the SDK shows it in storage', () => {
    expect(on(vendor, (sdk) => sdk.track('View')).deliveries).toEqual([stores ? 'View queued' : 'View called']);
  });

  it('sent, accepted, failed and unconfirmed as the answer says', () => {
    const sending = (outcome: 'accepted' | 'failed' | 'unconfirmed' | null) =>
      on(vendor, (sdk) => sdk.track('View').send({ outcome })).deliveries;
    expect(sending(null)).toEqual([names.sent]);
    expect(sending('accepted')).toEqual([names.accepted]);
    expect(sending('failed')).toEqual([names.failed]);
    expect(sending('unconfirmed')).toEqual([names.unconfirmed]);
  });

  it('unconfirmed when the page goes before the answer', () => {
    const { deliveries } = on(vendor, (sdk, page) => {
      sdk.track('View').send({ outcome: null });
      page.close();
    });
    expect(deliveries).toEqual([names.unconfirmed]);
  });

  it('failed and sent again: the best of both', () => {
    const { deliveries, projects } = on(vendor, (sdk) => sdk.track('View').send({ outcome: 'failed' }).send());
    expect(deliveries).toEqual([names.accepted]);
    expect(projects[0]?.duplicates).toBe(1);
  });

  it('on the page that goes, what waits is taken along or left behind as this SDK does it', () => {
    const { deliveries, alone } = on(vendor, (sdk, page) => {
      sdk.track('View');
      page.leave();
    });
    expect(deliveries).toEqual([leaving === 'stored' ? 'View queued' : 'View unconfirmed']);
    expect(alone).toEqual([]);
  });

  it('a call that only the stub took is lost with its page', () => {
    const { deliveries } = on(vendor, (sdk, page) => {
      sdk.stub().track('Early');
      page.leave();
    });
    expect(deliveries).toEqual(['Early lost']);
  });

  it('a call of the stub that the SDK carried out is one call with one event', () => {
    const { deliveries, calls, alone, identities } = on(vendor, (sdk) => sdk.stub().track('Early').load().send());
    expect(deliveries).toEqual(['Early accepted']);
    expect(calls.map(({ method, wasQueued, carriedOut, project }) => [method, wasQueued, carriedOut, project])).toEqual([
      [vendorScripts[vendor].methods.track, true, true, usualProjects[vendor]],
    ]);
    expect(alone).toEqual([]);
    expect(identities.map(({ waiting }) => waiting)).toEqual([0]);
  });

  it('two events of one name go to their own calls', () => {
    const { events, alone } = on(vendor, (sdk, page, r) => {
      sdk.track('View', { n: 1 });
      r.wait(300);
      sdk.track('View', { n: 2 });
      sdk.send();
      page.close();
    });
    expect(events.map(({ call, delivery }) => [call, delivery])).toEqual([
      ['c1', 'accepted'],
      ['c2', 'accepted'],
    ]);
    expect(alone).toEqual([]);
  });

  it('says where its facts come from', () => {
    expect(adapterOf(vendor)?.habits).toMatchObject({ cite: expect.stringMatching(/^https:/), sdk: expect.stringMatching(/ \d/) });
  });
});

describe('an SDK that stores its queue only as the page goes', () => {
  const leaving = (stores: boolean, next: boolean) =>
    story((r) => {
      const page = r.document('https://shop.test/');
      page.sdk('segment').track('View');
      if (stores) page.leave();
      else page.close();
      if (next) r.document('https://shop.test/next').sdk('segment').anonymous('A1');
    }).deliveries;

  it('has what it stored in hand, and so has the page that takes it over', () => {
    expect([leaving(true, false), leaving(true, true)]).toEqual([['View queued'], ['View queued']]);
  });

  it('has lost what it did not store, whatever page comes next', () => {
    expect([leaving(false, false), leaving(false, true)]).toEqual([['View lost'], ['View lost']]);
  });
});

describe.each(optingOut)('%s, opted out', (vendor) => {
  it('suppresses what is called, and nothing else', () => {
    const { deliveries } = on(vendor, (sdk) => sdk.track('Before').send().optOut().track('Never').optIn().track('After').send());
    expect(deliveries.filter((each) => !each.startsWith('$'))).toEqual(['Before accepted', 'Never suppressed', 'After accepted']);
  });

  it('is believed less than what was sent', () => {
    const { deliveries } = on(vendor, (sdk, page) => {
      sdk.anonymous('A1').optOut();
      sdk.optIn();
      page.fact({
        kind: 'storage.changed',
        vendor,
        project: usualProjects[vendor],
        area: 'localStorage',
        ids: { anonymousId: 'A1', knownId: null },
        unsent: null,
        capturing: 'out',
        cause: null,
      });
      sdk.track('View').send();
    });
    expect(deliveries).toEqual(['View accepted']);
  });
});

describe.each(['mixpanel', 'posthog'] as const)('%s, taken for a robot', (vendor) => {
  it('suppresses everything', () => {
    expect(on(vendor, (sdk) => sdk.bot().track('View').identify('U1')).deliveries).toEqual(['View suppressed', '$identify suppressed']);
  });
});

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
