import { describe, expect, it } from 'vitest';
import type { Fact, FactOf, Ids } from '../../../src/core/observation.ts';
import type { DocumentBuilder, RecordingBuilder } from '../../support/recording-builder.ts';
import { call, callOf, change, found, nobody } from '../../support/sdk-facts.ts';
import { story } from '../../support/story.ts';

const held: Ids = { anonymousId: 'D1', knownId: 'U1' };
type Stored = FactOf<'storage.changed'>;

const started = (page: DocumentBuilder, vendor = 'mixpanel', ids: Ids = held): void => {
  page.fact(found(vendor, 'P'));
  page.fact({ ...change(vendor, 'P', ids, null), unsent: vendor === 'mixpanel' ? 0 : null });
};
const unsent = (count: number, more: Partial<Stored> = {}): Fact => ({ ...change('mixpanel', 'P', held, null), unsent: count, ...more });
const track = (id: string, name: string): Fact => call('mixpanel', 'P', id, 'track', [name], held, held);
const optOut = (args: readonly [] | readonly [{ readonly clear_persistence: boolean }] = []): Fact =>
  call('mixpanel', 'P', 'out', 'opt_out_tracking', args, held, args.length === 0 ? nobody : held);
const emptied: Fact = { ...change('mixpanel', 'P', nobody, 'out'), unsent: null, capturing: 'out' };

// mixpanel-browser 2.83.0: `opt_out_tracking` → `_gdpr_update_persistence` → `stop_batch_senders` → `batcher.clear()`.
describe('Mixpanel, when the visitor opts out', () => {
  it('throws away what waited in its storage', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page);
      page.fact(track('c1', 'Seen'));
      page.fact(unsent(1));
      page.fact(optOut());
      page.fact(emptied);
    });
    expect(deliveries).toEqual(['Seen suppressed']);
  });

  it('keeps it when it was asked to leave what is stored alone', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page);
      page.fact(track('c1', 'Seen'));
      page.fact(unsent(1));
      page.fact(optOut([{ clear_persistence: false }]));
    });
    expect(deliveries).toEqual(['Seen queued']);
  });

  it('does not take back what was on its way', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page);
      page.fact(track('c1', 'Seen'));
      page.fact(unsent(1));
      page.fact({
        kind: 'wire.sent',
        request: 'r1',
        vendor: 'mixpanel',
        project: 'P',
        transport: 'xhr',
        url: 'https://in.test/track',
        payloads: [{ event: 'Seen', properties: { token: 'P', $device_id: 'D1', $user_id: 'U1', $insert_id: 'i1', time: r.now() / 1000 } }],
      });
      page.fact(optOut());
      page.fact(emptied);
      page.fact({ kind: 'wire.settled', request: 'r1', status: 200, outcome: 'accepted' });
    });
    expect(deliveries).toEqual(['Seen accepted']);
  });

  it('writes what it was just about to store behind that, from where it is sent later', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page);
      page.fact(track('c1', 'Seen'));
      page.fact(optOut());
      page.fact(emptied);
      page.fact(unsent(1, { ids: nobody, capturing: 'out' }));
    });
    expect(deliveries).toEqual(['Seen queued']);
  });

  it('leaves to another tab what that one holds itself', () => {
    const { deliveries } = story((r) => {
      const [a, b] = [1, 2].map((tab) => r.document('https://shop.test/', { tab })) as [DocumentBuilder, DocumentBuilder];
      started(a);
      started(b);
      b.fact(track('c1', 'There'));
      b.fact(unsent(1));
      a.fact(track('c2', 'Here'));
      a.fact(unsent(2));
      a.fact(optOut());
      a.fact(emptied);
    });
    expect(deliveries).toEqual(['There queued', 'Here suppressed']);
  });

  it('goes on with its ids in memory, and sends them once the visitor opts in again', () => {
    const { identities, events } = story((r) => {
      const page = r.document('https://shop.test/');
      started(page);
      page.fact(optOut());
      page.fact(emptied);
      page.fact(call('mixpanel', 'P', 'c1', 'identify', ['U2'], nobody, nobody));
      r.wait(300);
      const next: Ids = { anonymousId: 'D1', knownId: 'U2' };
      page.fact(call('mixpanel', 'P', 'in', 'opt_in_tracking', [], nobody, next));
      page.fact({ ...change('mixpanel', 'P', nobody, 'in'), capturing: 'in' });
      page.fact(
        callOf({
          call: 'c2',
          vendor: 'mixpanel',
          project: 'P',
          instance: 'mixpanel',
          method: 'track',
          args: ['$opt_in'],
          before: nobody,
          after: nobody,
          parent: 'in',
        }),
      );
    });
    expect(identities[0]?.ids).toEqual({ anonymousId: 'D1', knownId: 'U2' });
    expect(events.filter(({ event }) => event.name === '$opt_in').map(({ event }) => event.ids)).toEqual([
      { anonymousId: 'D1', knownId: 'U2' },
    ]);
  });
});

describe('consent that the page took out of the storage', () => {
  const said = (vendor: string, capturing: Stored['capturing']): Fact => ({ ...change(vendor, 'P', held, null), capturing });
  const deliveriesOf = (vendor: string, act: (page: DocumentBuilder, r: RecordingBuilder) => void) =>
    story((r) => {
      const page = r.document('https://shop.test/');
      started(page, vendor);
      page.fact(said(vendor, 'out'));
      act(page, r);
      page.fact(call(vendor, 'P', 'c1', vendor === 'posthog' ? 'capture' : 'track', ['Seen'], held, held));
    }).deliveries;

  // PostHog: `ConsentManager._storedConsent`, Mixpanel: `hasOptedOut` read their key for each event.
  it.each(['posthog', 'mixpanel'])('is not there for %s either, which reads it each time', (vendor) => {
    expect(deliveriesOf(vendor, (page) => page.fact(said(vendor, 'unknown')))).toEqual(['Seen called']);
  });

  it('Amplitude goes on by what it read when it began', () => {
    expect(deliveriesOf('amplitude', (page) => page.fact(said('amplitude', 'unknown')))).toEqual(['Seen suppressed']);
  });

  it('says nothing where it is another host whose storage does not hold it', () => {
    const deliveries = deliveriesOf('posthog', (_, r) => {
      const other = r.document('https://app.shop.test/', { tab: 2 });
      started(other, 'posthog');
    });
    expect(deliveries).toEqual(['Seen suppressed']);
  });
});
