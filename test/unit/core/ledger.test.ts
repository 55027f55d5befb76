import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import type { FactOf } from '../../../src/core/observation.ts';
import { type AnalysisOptions, defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';
import { type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';

const story = (build: (recording: RecordingBuilder) => void, options: Partial<AnalysisOptions> = {}) => {
  const analysis = analyse([recordingOf(build)], { adapters, models }, { ...defaultOptions, ...options });
  const events = analysis.projects.flatMap((project) => project.events);
  return {
    ...analysis,
    events,
    deliveries: events.map(({ event, delivery }) => `${event.name} ${delivery}`),
    calls: analysis.moments.flatMap((moment) => (moment.kind === 'call' ? [moment] : [])),
    alone: analysis.moments.flatMap((moment) => (moment.kind === 'event' ? [moment] : [])),
  };
};

const call = (more: Partial<FactOf<'call.observed'>>): FactOf<'call.observed'> => ({
  kind: 'call.observed',
  call: 'x1',
  vendor: 'mixpanel',
  project: 'T',
  instance: 'mixpanel',
  method: 'track',
  args: ['View'],
  before: { anonymousId: 'D1', knownId: null },
  after: { anonymousId: 'D1', knownId: null },
  site: null,
  parent: null,
  queued: false,
  replayOf: null,
  ...more,
});

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

  it('queued still when the page goes and storage keeps it; lost when nothing keeps it', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel();
      page.segment();
      page.track('View');
      page.close();
    });
    expect(deliveries.sort()).toEqual(['View lost', 'View queued']);
  });

  it('not lost while the page waits in the back/forward cache', () => {
    const { deliveries } = story((r) => {
      const page = r.document('https://shop.test/');
      page.segment().track('View');
      page.close('bfcache');
    });
    expect(deliveries).toEqual(['View called']);
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

describe('views', () => {
  const failing = (r: RecordingBuilder): void => {
    const sdk = r.document('https://shop.test/').mixpanel().track('View');
    sdk.identify('U1').track('Sign Up').send({ outcome: 'failed' });
  };

  it('as delivered leaves out what failed, as called does not', () => {
    expect(story(failing).events.map(({ included, landsOn }) => [included, landsOn])).toEqual([
      [false, null],
      [false, null],
      [false, null],
    ]);
    expect(story(failing, { as: 'called' }).events.map(({ landsOn }) => landsOn)).toEqual(['U1', null, 'U1']);
  });

  it('model order is the order of sending, call order on demand, client time on demand', () => {
    const build = (r: RecordingBuilder): void => {
      const page = r.document('https://shop.test/');
      const late = page.mixpanel('T').track('First');
      const other = r.document('https://shop.test/b', { tab: 2, device: 'phone' });
      other.mixpanel('T').track('Second').send();
      late.send();
    };
    const names = (options: Partial<AnalysisOptions>) => story(build, options).events.map(({ event }) => event.name);
    expect(names({})).toEqual(['Second', 'First']);
    expect(names({ as: 'called' })).toEqual(['First', 'Second']);
    expect(names({ order: 'client-time' })).toEqual(['First', 'Second']);
  });

  it('a model can be chosen for a project, for a vendor, or not at all', () => {
    const chosen = (given: AnalysisOptions['models']) =>
      story(failing, { models: given }).projects.map(({ model, modelConfirmed }) => [model, modelConfirmed]);
    expect(chosen({})).toEqual([['mixpanel-simplified', false]]);
    expect(chosen({ T: 'mixpanel-simplified' })).toEqual([['mixpanel-simplified', true]]);
    expect(chosen({ mixpanel: 'none' })).toEqual([[null, true]]);
    expect(chosen({ T: 'segment-unify' })).toEqual([['mixpanel-simplified', false]]);
  });
});

describe('identity now', () => {
  it('tells ids, since when, the last reset, what waits, and traits', () => {
    const { identities } = story((r) => {
      const page = r.document('https://shop.test/');
      page.segment('W').anonymous('A1').identify('U1', { plan: 'pro' }).reset('A2').track('View');
      page.mixpanel('T').anonymous('D1').identify('U1').track('View');
    });
    expect(identities).toMatchObject([
      {
        vendor: 'segment',
        project: 'W',
        ids: { anonymousId: 'A2', knownId: null },
        traits: null,
        waiting: 2,
        hooked: true,
        version: '1.84.3',
      },
      {
        vendor: 'mixpanel',
        project: 'T',
        ids: { anonymousId: 'D1', knownId: 'U1' },
        lastReset: null,
        unsent: 2,
        waiting: 2,
        capturing: 'in',
      },
    ]);
    expect(identities[0]?.lastReset).not.toBeNull();
  });

  it('keeps one entry a tab while pages follow each other there', () => {
    const { identities } = story((r) => {
      r.document('https://shop.test/').mixpanel().identify('U1');
      r.document('https://shop.test/b').mixpanel().track('View');
      r.document('https://shop.test/c', { tab: 2 }).mixpanel().track('View');
    });
    expect(identities.map(({ tab, document, ids }) => [tab, document, ids.knownId])).toEqual([
      [1, 'doc-2', 'U1'],
      [2, 'doc-3', 'U1'],
    ]);
  });

  it('knows from payloads alone what they said last', () => {
    const { identities } = story((r) => {
      const page = r.document('https://shop.test/');
      const payload = { event: 'View', properties: { token: 'T', $device_id: 'D1', $user_id: 'U1' } };
      page.fact({
        kind: 'wire.sent',
        request: 'r1',
        vendor: 'mixpanel',
        project: null,
        transport: 'xhr',
        url: 'https://x.test/',
        payloads: [payload],
      });
    });
    expect(identities).toMatchObject([{ vendor: 'mixpanel', project: 'T', ids: { anonymousId: 'D1', knownId: 'U1' }, hooked: false }]);
  });
});

describe('storage', () => {
  const changed = (ids: { anonymousId: string | null; knownId: string | null }) =>
    ({
      kind: 'storage.changed',
      vendor: 'mixpanel',
      project: 'T',
      area: 'cookie',
      ids,
      unsent: null,
      capturing: 'unknown',
      cause: null,
    }) as const;
  const empty = { anonymousId: null, knownId: null };
  const first = { anonymousId: 'D1', knownId: null };

  it('that an SDK empties and fills again while it starts has not changed', () => {
    const { moments, identities } = story((r) => {
      r.document('https://shop.test/').mixpanel('T').anonymous('D1');
      r.wait(5000);
      const page = r.document('https://shop.test/b');
      page.mixpanel('T').page();
      for (const ids of [empty, first, empty, first]) page.fact(changed(ids));
    });
    const told = moments.filter((moment) => moment.kind === 'storage');
    expect(told.map(({ document }) => document)).toEqual(['doc-1']);
    expect(identities[0]?.since).toBe(told[0]?.at);
  });

  it('that a reset or a visitor empties has changed', () => {
    const { moments } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T').anonymous('D1');
      page.fact(changed(empty));
      r.wait(5000);
      page.fact(changed(first));
      page.fact(changed({ anonymousId: 'D2', knownId: null }));
    });
    expect(moments.flatMap((moment) => (moment.kind === 'storage' ? [moment.ids.anonymousId] : []))).toEqual(['D1', null, 'D1', 'D2']);
  });
});

describe('unknown history', () => {
  it('marks what rests on an anonymous id that was stored before recording', () => {
    const { identities, events, projects } = story((r) => {
      const page = r.document('https://shop.test/');
      page.mixpanel('T').stored({ anonymousId: 'OLD', knownId: null });
      page.track('View');
      page.reset('D2');
      page.track('After');
      page.send();
    });
    expect(identities[0]?.storedBefore).toEqual({ anonymousId: 'OLD', knownId: null });
    expect(events.map(({ event, assumptions }) => [event.name, assumptions])).toEqual([
      ['View', ['unknown-history']],
      ['After', []],
    ]);
    expect(projects[0]?.assumptions).toEqual([{ name: 'unknown-history', value: 'never-linked', touched: 1 }]);
  });

  it('does not mark an id that the recording saw come into being', () => {
    const { identities, projects } = story((r) => {
      r.document('https://shop.test/').mixpanel('T').track('View').send();
      r.document('https://shop.test/b').mixpanel('T').track('View').send();
    });
    expect(identities[0]?.storedBefore).toEqual({ anonymousId: null, knownId: null });
    expect(projects[0]?.assumptions).toEqual([]);
  });
});
