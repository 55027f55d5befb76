import { describe, expect, it } from 'vitest';
import { adapterOf } from '../../../src/adapters/index.ts';
import { usualProjects, vendorScripts } from '../../support/sdk-state.ts';
import { on, scriptedVendors } from '../../support/sdk-story.ts';

const optingOut = scriptedVendors.filter((vendor) => vendorScripts[vendor].methods.optOut !== null);
const names = { accepted: 'View accepted', sent: 'View sent', failed: 'View failed', unconfirmed: 'View unconfirmed' };

describe.each(scriptedVendors)('%s', (vendor) => {
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
