import { describe, expect, it } from 'vitest';
import { call, story } from '../../support/story.ts';

describe('calls and events', () => {
  it('a call made inside another is told once, with its event', () => {
    const { calls, events } = story((r) =>
      r.document('https://shop.test/').mixpanel().track('View').identify('U1').track('Sign Up').send(),
    );
    expect(calls.map(({ method, events: refs }) => [method, refs.map(({ index }) => events[index]?.event.name)])).toEqual([
      ['track', ['View']],
      ['identify', ['$identify']],
      ['track', ['Sign Up']],
    ]);
  });

  it.each(['inner first', 'outer first'])('whichever of the two is told first: %s', (order) => {
    const { calls, deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      const outer = call({ call: 'outer', method: 'identify', args: ['U1'], after: { anonymousId: 'D1', knownId: 'U1' } });
      const inner = call({ call: 'inner', args: ['$identify'], parent: 'outer' });
      for (const fact of order === 'inner first' ? [inner, outer] : [outer, inner]) page.fact(fact);
    });
    expect(calls.map(({ call: id }) => id)).toEqual(['outer']);
    expect(deliveries).toEqual(['$identify called']);
  });

  it("another SDK's call inside a call stays a call of its own", () => {
    const { calls } = story((r) => {
      const page = r.document('https://shop.test/');
      page.fact(call({ call: 'inner', parent: 'outer' }));
      page.fact(call({ call: 'outer', vendor: 'segment', project: 'W', instance: 'W' }));
    });
    expect(calls.map(({ vendor, parent }) => [vendor, parent])).toEqual([
      ['mixpanel', 'outer'],
      ['segment', null],
    ]);
  });

  it('identify of the same id sends nothing with Mixpanel and something with Segment', () => {
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel();
      page.segment();
      page.identify('U1');
      page.identify('U1');
      page.send();
    });
    expect(events.map(({ event }) => `${event.vendor} ${event.name}`)).toEqual([
      'mixpanel $identify',
      'segment identify',
      'segment identify',
    ]);
  });

  it('a stub call and its replay are one call, told where the page made it, with what the replay left', () => {
    const { calls, events, deliveries } = story((r) => {
      const sdk = r.document('https://shop.test/').mixpanel('T').stub();
      sdk.track('Early').identify('U1').load().send();
    });
    expect(
      calls.map(({ method, call: id, project, wasQueued, carriedOut, after }) => [
        method,
        id,
        project,
        wasQueued,
        carriedOut,
        after?.knownId,
      ]),
    ).toEqual([
      ['track', 'c1', 'T', true, true, 'U1'],
      ['identify', 'c2', 'T', true, true, 'U1'],
    ]);
    expect(deliveries).toEqual(['$identify accepted', 'Early accepted']);
    expect(events.map(({ key }) => key)).toEqual(['call:c2:0', 'call:c1:0']);
  });

  it('a stub call that nobody carried out is lost with its page', () => {
    const { calls, deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      page.segment('W').stub().track('Early');
      page.close();
    });
    expect(calls[0]).toMatchObject({ wasQueued: true, carriedOut: false, project: 'host:shop.test' });
    expect(deliveries).toEqual(['Early lost']);
  });

  it('an event that the next page sends from storage keeps its call', () => {
    const { events, alone } = story((r) => {
      const first = r.document('https://shop.test/');
      first.mixpanel().track('Click').beacon();
      first.close();
      r.wait(10_000);
      r.document('https://shop.test/b').mixpanel().send();
    });
    expect(events.map(({ call: id, delivery, document }) => [id, delivery, document])).toEqual([['c1', 'accepted', 'doc-1']]);
    expect(alone).toEqual([]);
  });

  it('an event without a call has a moment of its own', () => {
    const { alone, events } = story((r) => r.document('https://shop.test/').mixpanel().automatic('Auto').send());
    expect(events.map(({ call: id }) => id)).toEqual([null]);
    expect(alone).toHaveLength(1);
  });

  it('a payload that left inside its call is joined to it afterwards', () => {
    const { events, alone } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T').anonymous('D1');
      const payload = { event: 'View', properties: { token: 'T', $device_id: 'D1', $insert_id: 'i1', time: r.now() / 1000 } };
      page.fact({
        kind: 'wire.sent',
        request: 'r1',
        vendor: 'mixpanel',
        project: 'T',
        transport: 'xhr',
        url: 'https://x.test/',
        payloads: [payload],
      });
      page.fact(call({}));
    });
    expect(events.map(({ call: id, predicted, delivery }) => [id, predicted, delivery])).toEqual([['x1', false, 'sent']]);
    expect(alone).toEqual([]);
  });

  it('events that a server sent are accepted, in their order, without page or device', () => {
    const { events, deliveries } = story((r) => {
      r.inject('mixpanel', 'T', { event: 'Paid', properties: { token: 'T', $user_id: 'U1', $insert_id: 'i1' } });
      r.inject('mixpanel', 'T', { event: 'Paid', properties: { token: 'T', $user_id: 'U1', $insert_id: 'i1' } });
      r.inject('mixpanel', 'T', { $set: {}, $token: 'T', $distinct_id: 'U1' });
    });
    expect(deliveries).toEqual(['Paid accepted']);
    expect(events[0]).toMatchObject({ document: null, device: null, call: null, key: 'line:lines:0' });
  });
});
