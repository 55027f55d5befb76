import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import { analyse } from '../../../src/core/analyse.ts';
import type { Ids } from '../../../src/core/observation.ts';
import { defaultOptions } from '../../../src/core/options.ts';
import { models } from '../../../src/models/index.ts';
import { type DocumentBuilder, type RecordingBuilder, recordingOf } from '../../support/recording-builder.ts';
import { change, found, nobody } from '../../support/sdk-facts.ts';
import { story } from '../../support/story.ts';

describe('hosts and sites', () => {
  const first: Ids = { anonymousId: 'D1', knownId: null };
  const known: Ids = { anonymousId: 'D1', knownId: 'U1' };
  const second: Ids = { anonymousId: 'D2', knownId: null };

  const page = (r: RecordingBuilder, url: string, tab: number, ...ids: readonly Ids[]): DocumentBuilder => {
    const opened = r.document(url, { tab });
    opened.fact(found('mixpanel', 'T'));
    for (const each of ids) opened.fact(change('mixpanel', 'T', each, null));
    return opened;
  };

  it('two hosts of a site that share a cookie are one storage: nothing changes twice, nothing was there before', () => {
    const { moments, identities } = story((r) => {
      page(r, 'https://www.shop.test/', 1, nobody, first);
      page(r, 'https://app.shop.test/', 2, first).fact(change('mixpanel', 'T', known, 'c'));
    });
    expect(moments.flatMap((moment) => (moment.kind === 'storage' ? [[moment.document, moment.ids.knownId]] : []))).toEqual([
      ['doc-1', null],
      ['doc-2', 'U1'],
    ]);
    expect(identities.map(({ tab, ids, storedBefore }) => [tab, ids, storedBefore])).toEqual([
      [1, known, nobody],
      [2, known, nobody],
    ]);
  });

  it('what another host changed and changed back counts from then on, from memory as from a file', () => {
    const recording = recordingOf((r) => {
      page(r, 'https://www.shop.test/', 1, nobody, first);
      const app = page(r, 'https://app.shop.test/', 2, first);
      app.fact(change('mixpanel', 'T', second, null));
      r.wait(1_000);
      app.fact(change('mixpanel', 'T', first, null));
      r.document('https://www.shop.test/next', { tab: 1 }).fact(found('mixpanel', 'T'));
    });
    const back = recording.observations.findLast(({ kind }) => kind === 'storage.changed')?.at;
    for (const one of [recording, JSON.parse(JSON.stringify(recording)) as typeof recording]) {
      const { identities } = analyse([one], { adapters, models }, defaultOptions);
      expect(identities.map(({ tab, stored, since }) => [tab, stored, since])).toEqual([
        [1, first, back],
        [2, first, back],
      ]);
    }
  });

  it('two hosts that share no cookie keep ids of their own', () => {
    const { identities } = story((r) => {
      page(r, 'https://www.shop.test/', 1, nobody, first, known);
      page(r, 'https://app.shop.test/', 2, nobody, second);
    });
    expect(identities.map(({ tab, ids }) => [tab, ids])).toEqual([
      [1, known],
      [2, second],
    ]);
  });

  it('two sites with one project are two storages, and what each held before is marked', () => {
    const { identities, events } = story((r) => {
      page(r, 'https://shop.test/', 1, first).track('A');
      const blog = page(r, 'https://blog.test/', 2, second);
      blog.mixpanel('T').stored(second).track('B').send();
    });
    expect(
      identities.filter(({ instance }) => instance === 'mixpanel').map(({ tab, ids, storedBefore }) => [tab, ids, storedBefore]),
    ).toEqual([
      [1, first, first],
      [2, second, second],
    ]);
    expect(events.map(({ event, assumptions }) => [event.name, assumptions])).toEqual([['B', ['unknown-history']]]);
  });

  it('a frame of another site has a storage of its own, also from what that site holds elsewhere', () => {
    const { identities } = story((r) => {
      page(r, 'https://widget.test/', 1, first);
      r.document('https://shop.test/', { tab: 2 });
      const frame = r.document('https://widget.test/embed', { tab: 2, frame: 7 });
      frame.fact(found('mixpanel', 'T'));
      for (const each of [nobody, second]) frame.fact(change('mixpanel', 'T', each, null));
    });
    expect(identities.map(({ tab, ids, storedBefore }) => [tab, ids, storedBefore])).toEqual([
      [1, first, first],
      [2, second, nobody],
    ]);
  });

  it('a frame without an address of its own shares with its page', () => {
    const build = (r: RecordingBuilder): void => {
      page(r, 'https://shop.test/', 1, nobody, first);
      const frame = r.document('about:srcdoc', { tab: 1, frame: 3 });
      frame.fact(found('mixpanel', 'T'));
      frame.fact(change('mixpanel', 'T', first, null));
    };
    expect(recordingOf(build).observations).toHaveLength(7);
    const { identities, moments } = story(build);
    expect(identities.map(({ ids, storedBefore }) => [ids, storedBefore])).toEqual([
      [first, nobody],
      [first, nobody],
    ]);
    expect(moments.filter(({ kind }) => kind === 'storage')).toHaveLength(1);
  });

  it("a frame without an address that another site's frame made shares with that one, not with the page", () => {
    const { identities } = story((r) => {
      page(r, 'https://shop.test/', 1, nobody, first);
      for (const [url, frame, referrer] of [
        ['https://chat.test/widget', 3, 'https://shop.test/'],
        ['about:blank', 4, 'https://chat.test/widget'],
      ] as const) {
        const inner = r.document(url, { tab: 1, frame, referrer });
        inner.fact(found('mixpanel', 'T'));
        inner.fact(change('mixpanel', 'T', second, null));
      }
    });
    expect(identities.map(({ ids, storedBefore }) => [ids, storedBefore])).toEqual([
      [first, nobody],
      [second, second],
      [second, second],
    ]);
  });
});
