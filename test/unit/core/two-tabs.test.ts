import { describe, expect, it } from 'vitest';
import type { Ids } from '../../../src/core/observation.ts';
import type { DocumentBuilder, RecordingBuilder } from '../../support/recording-builder.ts';
import { call, change, found, nobody } from '../../support/sdk-facts.ts';
import { type SdkCall, type SdkFixture, sdkFixture } from '../../support/sdk-fixture.ts';
import { story } from '../../support/story.ts';

/** What storage held after each row of a fixture with two tabs. */
const storedAfter = (fixture: SdkFixture): readonly Ids[] => {
  const held = new Map<string, string>();
  const idsOf = (): Ids => {
    if (fixture.sdk === 'segment') {
      const text = (key: string): string | null => JSON.parse(held.get(`localStorage:${key}`) ?? 'null');
      return { anonymousId: text('ajs_anonymous_id'), knownId: text('ajs_user_id') };
    }
    const cookie = [...held].find(([key]) => key.startsWith('cookie:mp_'))?.[1];
    const { $device_id = null, $user_id = null } = JSON.parse(decodeURIComponent(cookie ?? '%7B%7D'));
    return { anonymousId: $device_id, knownId: $user_id };
  };
  return fixture.calls.map(({ storage }: SdkCall) => {
    for (const key of storage?.removed ?? []) held.delete(key);
    for (const [key, value] of Object.entries(storage?.set ?? {})) held.set(key, value);
    return idsOf();
  });
};

/**
 * The calls of a fixture in two tabs and nothing of what was sent, up to row `end`. `notices`: each page tells at once what the
 * other one stored, as the hook does when the browser says so.
 */
const tabsOf = (name: string, end: number, notices: boolean) => (r: RecordingBuilder) => {
  const fixture = sdkFixture(name);
  const stored = storedAfter(fixture);
  const { sdk } = fixture;
  const pages: Record<string, DocumentBuilder> = {};
  const seen: Record<string, Ids> = {};
  const told = stored[0] ?? nobody;
  for (const [index, tab] of ['A', 'B'].entries()) {
    const page = r.document(`${fixture.page}/a`, { tab: index + 1 });
    page.fact(found(sdk, 'P'));
    page.fact(change(sdk, 'P', told, null));
    pages[tab] = page;
    seen[tab] = told;
  }
  fixture.calls.slice(1, end).forEach(({ tab = 'A', method = '', args = [] }, index) => {
    r.wait(300);
    const page = pages[tab] as DocumentBuilder;
    const now = stored[index + 1] ?? nobody;
    const before = notices ? (stored[index] ?? nobody) : (seen[tab] ?? nobody);
    // A page that noticed nothing sees at least what its own SDK writes.
    const wrote = JSON.stringify(now) !== JSON.stringify(stored[index]);
    const after = notices || wrote ? now : before;
    page.fact(call(sdk, 'P', `c${index + 1}`, method, args, before, after));
    if (JSON.stringify(after) !== JSON.stringify(before)) page.fact(change(sdk, 'P', after, `c${index + 1}`));
    seen[tab] = after;
    if (!notices || !wrote) return;
    const other = tab === 'A' ? 'B' : 'A';
    pages[other]?.fact(change(sdk, 'P', now, null));
    seen[other] = now;
  });
};

const sentBy = (name: string): readonly (readonly [string, Ids])[] =>
  sdkFixture(name).requests.flatMap(({ events }) =>
    events.map((event): readonly [string, Ids] => [
      String(event.name),
      { anonymousId: String(event.anonymousId ?? event.deviceId), knownId: (event.knownId ?? event.userId ?? null) as string | null },
    ]),
  );

const ofTab = (name: string, end: number, notices: boolean) => {
  const { identities } = story(tabsOf(name, end, notices));
  return (tab: number) => {
    const found = identities.find((one) => one.tab === tab);
    return { ids: found?.ids, stored: found?.stored };
  };
};

describe('two tabs of a real SDK', () => {
  it.each(['mixpanel/two-tabs', 'segment/two-tabs'])('%s: each event is expected with the ids that it was sent with', (name) => {
    const { events } = story(tabsOf(name, 6, true));
    const expected = sentBy(name);
    const told = events.map(({ event }) => [event.name, event.ids]);
    expect(told).toEqual(expected.map(([event, ids]) => [event, ids]));
  });

  it.each([true, false])('Mixpanel: the other tab follows, with no call of its own (noticed: %s)', (notices) => {
    const [anonymous, known, next] = [1, 2, 4].map((row) => storedAfter(sdkFixture('mixpanel/two-tabs'))[row]);
    expect(ofTab('mixpanel/two-tabs', 2, notices)(2)).toEqual({ ids: anonymous, stored: anonymous });
    expect(ofTab('mixpanel/two-tabs', 3, notices)(2)).toEqual({ ids: known, stored: known });
    expect(ofTab('mixpanel/two-tabs', 5, notices)(2)).toEqual({ ids: next, stored: next });
  });

  it('Segment: after a reset in one tab the other still has the user, and writes it back', () => {
    const held = { anonymousId: '45e98c1e-fd49-40bb-85a1-97678253914f', knownId: 'user-1' };
    const ids = ofTab('segment/two-tabs', 5, true);
    expect(ids(1)).toEqual({ ids: nobody, stored: nobody });
    expect(ids(2)).toEqual({ ids: held, stored: nobody });
    const back = ofTab('segment/two-tabs', 6, true);
    expect(back(2)).toEqual({ ids: held, stored: held });
    expect(back(1)).toEqual({ ids: held, stored: held });
  });
});

it('Segment: a tab that is reset as well, when storage is empty already, has nothing left', () => {
  const known: Ids = { anonymousId: 'X1', knownId: 'U1' };
  const { identities } = story((r) => {
    const [a, b] = [1, 2].map((tab) => {
      const page = r.document('https://shop.test/', { tab });
      page.fact(found('segment', 'P'));
      page.fact(change('segment', 'P', known, null));
      return page;
    }) as [DocumentBuilder, DocumentBuilder];
    r.wait(300);
    a.fact(call('segment', 'P', 'c1', 'reset', [], known, nobody));
    a.fact(change('segment', 'P', nobody, 'c1'));
    b.fact(change('segment', 'P', nobody, null));
    r.wait(300);
    b.fact(call('segment', 'P', 'c2', 'reset', [], nobody, nobody));
  });
  expect(identities.map(({ tab, ids }) => [tab, ids])).toEqual([
    [1, nobody],
    [2, nobody],
  ]);
});

describe.each(['posthog', 'rudderstack', 'amplitude'] as const)('two tabs of %s', (vendor) => {
  const first: Ids = { anonymousId: 'X1', knownId: null };
  const known: Ids = { anonymousId: 'X1', knownId: 'U1' };
  const track = vendor === 'posthog' ? 'capture' : 'track';
  const identify = vendor === 'amplitude' ? 'setUserId' : 'identify';

  const start = (r: RecordingBuilder): readonly [DocumentBuilder, DocumentBuilder] => {
    const [a, b] = [1, 2].map((tab) => {
      const page = r.document('https://shop.test/', { tab });
      page.fact(found(vendor, 'P'));
      page.fact(change(vendor, 'P', first, null));
      return page;
    }) as [DocumentBuilder, DocumentBuilder];
    r.wait(300);
    a.fact(call(vendor, 'P', 'c1', identify, ['U1'], first, known));
    a.fact(change(vendor, 'P', known, 'c1'));
    b.fact(change(vendor, 'P', known, null));
    return [a, b];
  };

  it('the other tab keeps its ids, and what storage holds stands beside them', () => {
    const { identities } = story((r) => void start(r));
    expect(identities.map(({ tab, ids, stored }) => [tab, ids, stored])).toEqual([
      [1, known, known],
      [2, first, known],
    ]);
  });

  it('also where nothing was told since its SDK showed itself', () => {
    const { identities } = story((r) => {
      const [a, b] = [1, 2].map((tab) => {
        const page = r.document('https://shop.test/', { tab });
        page.fact(change(vendor, 'P', first, null));
        page.fact(found(vendor, 'P'));
        return page;
      }) as [DocumentBuilder, DocumentBuilder];
      a.fact(call(vendor, 'P', 'c0', track, ['Seen'], first, first));
      r.wait(1_000);
      b.fact(change(vendor, 'P', known, null));
      a.fact(call(vendor, 'P', 'c1', identify, ['U1'], first, known));
      a.fact(change(vendor, 'P', known, 'c1'));
    });
    expect(identities.map(({ tab, ids }) => [tab, ids])).toEqual([
      [1, known],
      [2, first],
    ]);
  });

  it.each([
    ['U1', known],
    ['U2', first],
  ])('the other tab goes along when it is told of the user that storage holds, not of %s', (id, ids) => {
    const { identities } = story((r) => {
      const [, b] = start(r);
      r.wait(300);
      b.fact(call(vendor, 'P', 'c2', identify, [id], known, known));
      r.wait(300);
      b.fact(call(vendor, 'P', 'c3', track, ['View'], known, known));
    });
    expect(identities.map(({ tab, ids: held }) => [tab, held])).toEqual([
      [1, known],
      [2, id === 'U1' ? known : ids],
    ]);
  });

  it('also when it notices before the other one tells, and in parts', () => {
    const { identities } = story((r) => {
      const [a, b] = [1, 2].map((tab) => {
        const page = r.document('https://shop.test/', { tab });
        page.fact(found(vendor, 'P'));
        page.fact(change(vendor, 'P', first, null));
        return page;
      }) as [DocumentBuilder, DocumentBuilder];
      r.wait(3000);
      a.fact(call(vendor, 'P', 'c1', identify, ['U1'], first, known));
      b.fact(change(vendor, 'P', { anonymousId: null, knownId: 'U1' }, null));
      b.fact(change(vendor, 'P', known, null));
      a.fact(change(vendor, 'P', known, 'c1'));
    });
    expect(identities.map(({ tab, ids, stored }) => [tab, ids, stored])).toEqual([
      [1, known, known],
      [2, first, known],
    ]);
  });

  it('an identify whose consequence was told before it was still made by nobody known', () => {
    const { calls } = story((r) => {
      const page = r.document('https://shop.test/');
      page.fact(found(vendor, 'P'));
      page.fact(change(vendor, 'P', first, null));
      r.wait(3000);
      page.fact(change(vendor, 'P', known, null));
      page.fact(call(vendor, 'P', 'c1', identify, ['U1'], first, known));
    });
    expect(calls[0]).toMatchObject({ before: first, after: known });
  });

  it('what it stores later is its own: its code wrote it, or it was called last', () => {
    const later: Ids = { anonymousId: 'X9', knownId: null };
    const written = story((r) => {
      const [, b] = start(r);
      r.wait(3000);
      b.fact({ ...change(vendor, 'P', later, null), site: 'at https://shop.test/app.js:1:1' });
    });
    const called = story((r) => {
      const [, b] = start(r);
      r.wait(3000);
      b.fact(call(vendor, 'P', 'c2', track, ['B'], first, first));
      b.fact(change(vendor, 'P', later, null));
    });
    expect([written.identities[1]?.ids, called.identities[1]?.ids]).toEqual([later, later]);
  });

  it('what another tab writes back without knowing of the change is not its own, however late it is noticed', () => {
    const { identities } = story((r) => {
      const [a, b] = start(r);
      r.wait(3000);
      b.fact(call(vendor, 'P', 'c2', track, ['B'], known, known));
      // The other tab tells nothing: to its knowledge nothing has changed.
      r.wait(3000);
      a.fact(change(vendor, 'P', first, null));
    });
    expect(identities.map(({ tab, ids, stored }) => [tab, ids, stored])).toEqual([
      [1, known, first],
      [2, first, first],
    ]);
  });

  it('what it calls is expected with its own ids, although storage holds others', () => {
    const { events, calls } = story((r) => {
      const [, b] = start(r);
      b.fact(call(vendor, 'P', 'c2', track, ['B'], known, known));
    });
    expect(events.find(({ event }) => event.name === 'B')?.event.ids.knownId).toBeNull();
    expect(calls.find((one) => one.call === 'c2')).toMatchObject({ before: first, after: first });
  });

  it('the ids that the SDK itself shows are believed', () => {
    const { events } = story((r) => {
      const [, b] = start(r);
      b.fact(call(vendor, 'P', 'c2', track, ['B'], { anonymousId: 'X1', knownId: 'U0' }, { anonymousId: 'X1', knownId: 'U0' }));
    });
    expect(events.find(({ event }) => event.name === 'B')?.event.ids.knownId).toBe('U0');
  });

  it('what it writes back is what everybody finds in storage from then on', () => {
    const { identities } = story((r) => {
      const [a, b] = start(r);
      b.fact(call(vendor, 'P', 'c2', track, ['B'], known, first));
      b.fact(change(vendor, 'P', first, 'c2'));
      a.fact(change(vendor, 'P', first, null));
    });
    expect(identities.map(({ tab, ids, stored }) => [tab, ids, stored])).toEqual([
      [1, known, first],
      [2, first, first],
    ]);
  });

  it('its next page starts with what is stored', () => {
    const { identities } = story((r) => {
      const [, b] = start(r);
      b.close();
      const next = r.document('https://shop.test/b', { tab: 2 });
      next.fact(found(vendor, 'P'));
      next.fact(change(vendor, 'P', known, null));
    });
    expect(identities.map(({ tab, ids }) => [tab, ids])).toEqual([
      [1, known],
      [2, known],
    ]);
  });
});
