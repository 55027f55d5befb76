import { describe, expect, it } from 'vitest';
import { story } from '../../support/story.ts';

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
