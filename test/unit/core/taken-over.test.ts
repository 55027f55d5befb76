import { describe, expect, it } from 'vitest';
import type { SdkBuilder } from '../../support/sdk-builder.ts';
import { story } from '../../support/story.ts';

const vendors = ['rudderstack', 'amplitude'] as const;

describe.each(vendors)('calls on the stub that %s takes over unwatched', (vendor) => {
  const early = (after: (sdk: SdkBuilder) => void) =>
    story((r) => {
      const sdk = r.document('https://shop.test/').sdk(vendor).stub().anonymous('A1');
      sdk.track('Early');
      sdk.identify('U1');
      sdk.track('Later');
      after(sdk);
    });
  const named = ({ events }: ReturnType<typeof early>) =>
    events
      .filter(({ event }) => event.name === 'Early' || event.name === 'Later')
      .map(({ event, delivery }) => [event.name, event.ids.knownId, delivery]);

  it('are called, and land on nobody, before it is there', () => {
    expect(named(early(() => {}))).toEqual([
      ['Early', null, 'called'],
      ['Later', null, 'called'],
    ]);
  });

  it('are queued, with the ids that follow from what it has stored and from one another, until a request shows them', () => {
    const told = early((sdk) => void sdk.load());
    expect(named(told)).toEqual([
      ['Early', null, 'queued'],
      ['Later', 'U1', 'queued'],
    ]);
    expect(told.events.map(({ event }) => event.ids.anonymousId)).not.toContain(null);
    expect(told.events.filter(({ landsOn }) => landsOn === null)).toEqual([]);
  });

  it('are what the requests say, once there are any', () => {
    const told = early((sdk) => void sdk.load().send());
    expect(named(told)).toEqual([
      ['Early', null, 'accepted'],
      ['Later', 'U1', 'accepted'],
    ]);
    expect(told.alone).toEqual([]);
  });
});
