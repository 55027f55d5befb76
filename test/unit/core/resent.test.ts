import { describe, expect, it } from 'vitest';
import type { Fact, Ids } from '../../../src/core/observation.ts';
import type { DocumentBuilder } from '../../support/recording-builder.ts';
import { call, change, found } from '../../support/sdk-facts.ts';
import { story } from '../../support/story.ts';

// analytics-next 1.84.3 fills an event's user in each time it sends it: `json.userId = json.userId || user.id()`.

const ids: Ids = { anonymousId: 'A1', knownId: null };
const sent = (request: string, userId: string | null): Fact => ({
  kind: 'wire.sent',
  request,
  vendor: 'segment',
  project: 'W',
  transport: 'fetch',
  url: 'https://in.test/v1/t',
  payloads: [{ type: 'track', event: 'Seen', messageId: 'm1', anonymousId: 'A1', userId, writeKey: 'W' }],
});
const settled = (request: string, outcome: 'accepted' | 'failed', status: number | null): Fact => ({
  kind: 'wire.settled',
  request,
  outcome,
  status,
});
const start = (page: DocumentBuilder): void => {
  page.fact(found('segment', 'W'));
  page.fact(change('segment', 'W', ids, null));
};

describe('an event that was sent again with the user who was named since', () => {
  it('is that of the user where the first request failed', () => {
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      start(page);
      page.fact(call('segment', 'W', 'c1', 'track', ['Seen'], ids, ids));
      page.fact(sent('r1', null));
      page.fact(settled('r1', 'failed', 500));
      r.wait(2_000);
      page.fact(sent('r2', 'U1'));
      page.fact(settled('r2', 'accepted', 200));
    });
    expect(events.map(({ event, delivery }) => [event.ids, delivery])).toEqual([[{ anonymousId: 'A1', knownId: 'U1' }, 'accepted']]);
    expect(events[0]?.landsOn).toContain('U1');
  });

  it('stays as it is until the second one was accepted', () => {
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      start(page);
      page.fact(sent('r1', null));
      page.fact(settled('r1', 'failed', 500));
      page.fact(sent('r2', 'U1'));
    });
    expect(events[0]?.event.ids).toEqual(ids);
  });

  it('is the first one where that was accepted, for the vendor takes no second', () => {
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      start(page);
      page.fact(sent('r1', null));
      page.fact(settled('r1', 'accepted', 200));
      page.fact(sent('r2', 'U1'));
      page.fact(settled('r2', 'accepted', 200));
    });
    expect(events[0]?.event.ids).toEqual(ids);
  });

  it('is the first one where its page broke that off as it went: most of these arrive', () => {
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      start(page);
      page.fact(sent('r1', null));
      page.fact(settled('r1', 'failed', null));
      page.close();
      const next = r.document('https://shop.test/b');
      start(next);
      next.fact(sent('r2', 'U1'));
      next.fact(settled('r2', 'accepted', 200));
    });
    expect(events.map(({ event }) => event.ids)).toEqual([ids]);
  });
});
