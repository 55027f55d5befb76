import { describe, expect, it } from 'vitest';
import type { Fact, Ids } from '../../../src/core/observation.ts';
import type { DocumentBuilder, RecordingBuilder } from '../../support/recording-builder.ts';
import { call, callOf, change, found, nobody } from '../../support/sdk-facts.ts';
import { story } from '../../support/story.ts';

// Small forms of walks of test/e2e/fuzz in which a page's SDK held other ids than its storage showed.

const first: Ids = { anonymousId: 'X1', knownId: null };
const known: Ids = { anonymousId: 'X1', knownId: 'U1' };

const start = (page: DocumentBuilder, vendor: string, ids: Ids): void => {
  page.fact(found(vendor, 'P'));
  page.fact(change(vendor, 'P', ids, null));
};
const twoTabs = (r: RecordingBuilder, vendor: string, ids: Ids): readonly [DocumentBuilder, DocumentBuilder] => {
  const [a, b] = [1, 2].map((tab) => r.document('https://shop.test/', { tab })) as [DocumentBuilder, DocumentBuilder];
  start(a, vendor, ids);
  start(b, vendor, ids);
  r.wait(2_000);
  return [a, b];
};
const byPage = (vendor: string, ids: Ids): Fact => ({ ...change(vendor, 'P', ids, null), site: 'https://shop.test/shop.js:1:1' }) as Fact;

// @rudderstack/analytics-js 3.34.1 keeps each id under a key of its own and writes those that a call changes.
describe('RudderStack', () => {
  const rudder = (id: string, method: string, args: readonly (string | boolean)[], before: Ids, after: Ids): Fact =>
    call('rudderstack', 'P', id, method, args, before, after);

  it('knows its user still after calls in a storage that the page emptied', () => {
    const { events, identities } = story((r) => {
      const page = r.document('https://shop.test/');
      start(page, 'rudderstack', known);
      page.fact(byPage('rudderstack', nobody));
      page.fact(rudder('c1', 'alias', ['U2'], nobody, nobody));
      page.fact({ ...change('rudderstack', 'P', nobody, 'c1'), unsent: 1 } as Fact);
      page.fact(rudder('c2', 'track', ['Seen'], nobody, nobody));
    });
    expect(events.map(({ event }) => event.ids)).toEqual([{ anonymousId: 'X1', knownId: 'U2' }, known]);
    expect(identities[0]).toMatchObject({ ids: known, stored: nobody });
  });

  it.each([
    ['reset()', [], nobody, first],
    ['reset(true)', [true], { anonymousId: 'X2', knownId: null }, { anonymousId: 'X2', knownId: null }],
  ] as const)('has no user any more after %s there', (_, args, after, held) => {
    const { identities } = story((r) => {
      const page = r.document('https://shop.test/');
      start(page, 'rudderstack', known);
      page.fact(byPage('rudderstack', nobody));
      page.fact(rudder('c1', 'reset', args, nobody, after));
      if (after !== nobody) page.fact(change('rudderstack', 'P', after, 'c1'));
    });
    expect(identities[0]?.ids).toEqual(held);
  });

  it('keeps its anonymous id where nothing but the user is stored, however often that one is named', () => {
    const named: Ids = { anonymousId: null, knownId: 'U2' };
    const { events } = story((r) => {
      const page = r.document('https://shop.test/');
      start(page, 'rudderstack', known);
      page.fact(byPage('rudderstack', nobody));
      page.fact(rudder('c1', 'identify', ['U2'], nobody, named));
      page.fact(change('rudderstack', 'P', named, 'c1'));
      page.fact(rudder('c2', 'identify', ['U2'], named, named));
      page.fact(rudder('c3', 'track', ['Seen'], named, named));
    });
    expect(events.map(({ event }) => event.ids)).toEqual(Array(3).fill({ anonymousId: 'X1', knownId: 'U2' }));
  });

  it('a user who is named keeps the anonymous id of the tab, where another tab was reset', () => {
    const next: Ids = { anonymousId: 'X2', knownId: null };
    const named: Ids = { anonymousId: 'X2', knownId: 'U2' };
    const { events, identities } = story((r) => {
      const [a, b] = twoTabs(r, 'rudderstack', first);
      a.fact(rudder('c1', 'reset', [true], first, next));
      a.fact(change('rudderstack', 'P', next, 'c1'));
      b.fact(change('rudderstack', 'P', next, null));
      r.wait(3_000);
      b.fact(rudder('c2', 'identify', ['U2'], next, named));
      b.fact(change('rudderstack', 'P', named, 'c2'));
    });
    expect(events.map(({ event }) => event.ids)).toEqual([{ anonymousId: 'X1', knownId: 'U2' }]);
    expect(identities.find(({ tab }) => tab === 2)).toMatchObject({ ids: { anonymousId: 'X1', knownId: 'U2' }, stored: named });
  });

  it('a tab that saw storage last before another one was reset sends its own ids, not those', () => {
    const { events } = story((r) => {
      const [a, b] = twoTabs(r, 'rudderstack', first);
      a.fact(rudder('c1', 'identify', ['U1'], first, known));
      b.fact(change('rudderstack', 'P', known, null));
      a.fact(change('rudderstack', 'P', known, 'c1'));
      r.wait(2_000);
      a.fact(rudder('c2', 'reset', [true], known, { anonymousId: 'X2', knownId: null }));
      a.fact(change('rudderstack', 'P', { anonymousId: 'X2', knownId: null }, 'c2'));
      b.fact(rudder('c3', 'track', ['Seen'], known, known));
    });
    expect(events.filter(({ event }) => event.name === 'Seen').map(({ event }) => event.ids)).toEqual([first]);
  });
});

it('Amplitude: a tab keeps its user while another one starts, which writes in parts', () => {
  const { identities } = story((r) => {
    const page = r.document('https://shop.test/', { tab: 1 });
    start(page, 'amplitude', known);
    page.fact(call('amplitude', 'P', 'c1', 'track', ['Seen'], known, known));
    r.wait(2_000);
    const other = r.document('https://shop.test/', { tab: 2 });
    start(other, 'amplitude', known);
    page.fact(change('amplitude', 'P', first, null));
    other.fact(byPage('amplitude', first));
    other.fact(byPage('amplitude', known));
    page.fact(change('amplitude', 'P', known, null));
    other.fact(call('amplitude', 'P', 'c2', 'reset', [], known, { anonymousId: 'X2', knownId: null }));
    other.fact(change('amplitude', 'P', { anonymousId: 'X2', knownId: null }, 'c2'));
    page.fact(change('amplitude', 'P', { anonymousId: 'X2', knownId: null }, null));
  });
  expect(identities.map(({ tab, ids }) => [tab, ids])).toEqual([
    [1, known],
    [2, { anonymousId: 'X2', knownId: null }],
  ]);
});

it('PostHog, watched from its start, is believed at once: its last event bears what another tab stored', () => {
  const other: Ids = { anonymousId: 'X2', knownId: 'U2' };
  const { events } = story((r) => {
    const [a, b] = [1, 2].map((tab) => r.document('https://shop.test/', { tab })) as [DocumentBuilder, DocumentBuilder];
    for (const page of [a, b]) {
      start(page, 'posthog', first);
      page.fact(
        callOf({
          call: `i-${page.id}`,
          vendor: 'posthog',
          project: 'P',
          instance: 'posthog',
          method: 'init',
          args: [],
          before: first,
          after: first,
        }),
      );
    }
    b.fact(change('posthog', 'P', other, null));
    r.wait(2_000);
    b.fact(call('posthog', 'P', 'c1', 'capture', ['Seen'], first, first));
    b.fact(call('posthog', 'P', 'c2', 'capture', ['$pageleave'], other, other));
  });
  expect(events.map(({ event }) => event.ids)).toEqual([first, { anonymousId: null, knownId: 'U2' }]);
});
