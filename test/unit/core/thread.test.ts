import { describe, expect, test } from 'vitest';
import type { Ids } from '../../../src/core/observation.ts';
import { threadsOf } from '../../../src/core/thread.ts';
import { judgedOf, rulesOf, vendors } from '../../support/judging.ts';
import type { DocumentBuilder, RecordingBuilder } from '../../support/recording-builder.ts';

const beatsOf = (build: (r: RecordingBuilder) => void) => {
  const { analysis } = judgedOf(build);
  const [project] = analysis.projects;
  return project === undefined ? [] : threadsOf(analysis, project).flatMap((t) => t.beats.map((b) => ({ ...b, evidence: t.evidence })));
};
const told = (build: (r: RecordingBuilder) => void) =>
  beatsOf(build)
    .filter((b) => b.kind !== 'event')
    .map((b) => [b.kind, b.before.knownId, b.after.knownId]);

describe.each(vendors)('the thread of %s', (vendor) => {
  test('tells identify and reset with what was held before and after', () => {
    expect(told((r) => r.document('https://shop.test/')[vendor]().track('View').identify('anna').reset())).toEqual([
      ['identify', null, 'anna'],
      ['reset', 'anna', null],
    ]);
  });

  test('tells calls made on the stub where they were made, once', () => {
    expect(
      told((r) => r.document('https://shop.test/')[vendor]().stub().track('View').identify('anna').track('Sign Up').load().send()),
    ).toEqual([['identify', null, 'anna']]);
  });

  test('notices on the next page that the ids are gone', () => {
    const beats = told((r) => {
      r.document('https://shop.test/')[vendor]().identify('anna').track('View');
      r.document('https://shop.test/next')[vendor]().stored({ anonymousId: 'fresh', knownId: null }).track('View');
    });
    expect(beats).toEqual([
      ['identify', null, 'anna'],
      ['reset', 'anna', null],
    ]);
  });

  test('keeps devices apart', () => {
    const build = (r: RecordingBuilder) => {
      r.document('https://shop.test/', { device: 'one' })[vendor]().identify('anna').track('View');
      r.document('https://shop.test/', { device: 'two' })[vendor]().identify('ben').track('View');
    };
    expect(told(build)).toEqual([
      ['identify', null, 'anna'],
      ['identify', null, 'ben'],
    ]);
  });
});

describe('an SDK whose calls are not seen', () => {
  const stores = (d: DocumentBuilder, ids: Ids) =>
    d.fact({ kind: 'storage.changed', vendor: 'mixpanel', project: 'T', area: 'cookie', ids, unsent: null, capturing: 'in', cause: null });
  const a: Ids = { anonymousId: 'one', knownId: null };
  const sends = (d: DocumentBuilder, n: number, device: string, user?: string) =>
    d.fact({
      kind: 'wire.sent',
      request: `r${n}`,
      vendor: 'mixpanel',
      project: 'T',
      transport: 'xhr',
      url: 'https://api.test/track',
      payloads: [
        {
          event: 'View',
          properties: {
            token: 'T',
            $device_id: device,
            ...(user === undefined ? {} : { $user_id: user }),
            $insert_id: `i${n}`,
            time: 1_795_000_000 + n,
          },
        },
      ],
    });

  test('tells its story by storage', () => {
    const beats = beatsOf((r) => {
      const d = r.document('https://shop.test/');
      for (const ids of [a, { ...a, knownId: 'anna' }, { anonymousId: 'two', knownId: null }]) {
        stores(d, ids);
        r.wait(2_000);
      }
      sends(d, 1, 'two');
    }).filter((b) => b.kind !== 'event');
    expect(beats.map((b) => [b.kind, b.evidence])).toEqual([
      ['identify', 'storage'],
      ['reset', 'storage'],
    ]);
  });

  test('does not take a try of storage for a reset', () => {
    const build = (r: RecordingBuilder) => {
      const d = r.document('https://shop.test/');
      const anna = { ...a, knownId: 'anna' };
      for (const ids of [anna, { anonymousId: null, knownId: null }, anna]) stores(d, ids);
      sends(d, 1, 'one', 'anna');
    };
    expect(told(build)).toEqual([]);
  });

  test.each([
    ['the anonymous id first', { anonymousId: 'two', knownId: 'anna' }],
    ['the known id first', { anonymousId: 'one', knownId: null }],
  ])('takes two ids that are forgotten one after the other for one reset: %s', (_, half) => {
    const resets = (pause: number) =>
      beatsOf((r) => {
        const d = r.document('https://shop.test/');
        stores(d, { ...a, knownId: 'anna' });
        r.wait(2_000);
        stores(d, half);
        r.wait(pause);
        stores(d, { anonymousId: 'two', knownId: null });
        sends(d, 1, 'two');
      }).flatMap((b) => (b.kind === 'reset' ? [[b.before, b.after]] : []));
    expect(resets(1)).toEqual([
      [
        { anonymousId: 'one', knownId: 'anna' },
        { anonymousId: 'two', knownId: null },
      ],
    ]);
    expect(resets(2_000)).toEqual([
      half.knownId === null ? [{ ...a, knownId: 'anna' }, half] : [half, { anonymousId: 'two', knownId: null }],
    ]);
  });

  test('leaves out what an earlier page left and this one only sends', () => {
    const sent = (seconds: number) =>
      beatsOf((r) => {
        r.wait(seconds * 1_000);
        const d = r.document('https://shop.test/');
        stores(d, { anonymousId: 'two', knownId: null });
        sends(d, 1, 'one', 'anna');
        sends(d, 60, 'two');
      }).flatMap((b) => (b.kind === 'event' ? [b.event.event.ids.anonymousId] : []));
    expect(sent(0)).toEqual(['one', 'two']);
    expect(sent(30)).toEqual(['two']);
  });

  test('tells its story by requests alone: two people with two anonymous ids were reset between', () => {
    const beats = beatsOf((r) => {
      const d = r.document('https://shop.test/');
      sends(d, 1, 'one');
      sends(d, 2, 'one', 'anna');
      sends(d, 3, 'two', 'ben');
    }).filter((b) => b.kind !== 'event');
    expect(beats.map((b) => [b.kind, b.evidence, b.after.knownId])).toEqual([
      ['identify', 'wire', 'anna'],
      ['reset', 'wire', null],
      ['identify', 'wire', 'ben'],
    ]);
  });

  test('by requests alone a log-out is judged too', () => {
    const judged = judgedOf((r) => {
      const d = r.document('https://shop.test/');
      sends(d, 1, 'one', 'anna');
      r.wait(1_500);
      d.logout();
      d.close();
      sends(r.document('https://shop.test/bye'), 2, 'one', 'anna');
    });
    expect(rulesOf(judged)).toEqual(['logout-without-reset']);
    expect(judged.unchecked.map((u) => u.why)).not.toContain('No confirmed log-out was seen.');
  });

  test('switches users by storage as by calls', () => {
    const judged = judgedOf((r) => {
      const d = r.document('https://shop.test/');
      for (const [n, user] of ['anna', 'ben'].entries()) {
        stores(d, { ...a, knownId: user });
        sends(d, n, 'one', user);
        r.wait(2_000);
      }
    });
    expect(rulesOf(judged)).toEqual(['user-switched-without-reset']);
  });
});

describe('an SDK that stores a moment after the call', () => {
  const device = 'device-1';
  const session = (pause: number, between: boolean) => (r: RecordingBuilder) => {
    const d = r.document('https://shop.test/');
    const ids = (knownId: string | null): Ids => ({ anonymousId: device, knownId });
    const sdk = { vendor: 'mparticle', project: 'MP', instance: 'mparticle' };
    const called = { ...sdk, site: null, parent: null, queued: false, replayOf: null };
    const call = (n: number, method: string, args: readonly string[], held: string | null) =>
      d.fact({
        kind: 'call.observed',
        call: `c${n}`,
        method,
        args: args.map((id) => ({ userIdentities: { customerid: id } })),
        before: ids(held),
        after: ids(held),
        ...called,
      });
    const stored = (known: string | null) =>
      d.fact({
        kind: 'storage.changed',
        vendor: 'mparticle',
        project: 'MP',
        area: 'localStorage',
        ids: ids(known),
        unsent: null,
        capturing: 'in',
        cause: null,
      });
    d.fact({ kind: 'sdk.found', ...sdk, version: null, how: 'global', hooked: true, why: null, capturing: 'in' });
    call(1, 'Identity.login', ['anna'], null);
    r.wait(100);
    stored('anna');
    r.wait(1_000);
    d.logout();
    call(2, 'Identity.logout', [], 'anna');
    if (between) call(3, 'logEvent', [], 'anna');
    r.wait(pause);
    stored(null);
    r.wait(6_000);
    call(4, 'Identity.login', ['ben'], null);
    r.wait(100);
    stored('ben');
  };
  const identities = [
    ['identify', null, 'anna'],
    ['signal', 'anna', 'anna'],
    ['reset', 'anna', null],
    ['identify', null, 'ben'],
  ];

  test('has forgotten or named somebody with the call', () => {
    expect(told(session(100, false))).toEqual(identities);
    expect(rulesOf(judgedOf(session(100, false)))).toEqual([]);
  });

  test('keeps back the calls that follow as well while it starts: they show the ids of before', () => {
    expect(told(session(100, true)).filter(([kind]) => kind === 'reset')).toEqual([['reset', 'anna', null]]);
  });

  test('waits no longer than servers take', () => {
    expect(told(session(30_000, false)).filter(([kind]) => kind === 'reset')).toEqual([
      ['reset', 'anna', 'anna'],
      ['reset', 'anna', null],
    ]);
  });
});
