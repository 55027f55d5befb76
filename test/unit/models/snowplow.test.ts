import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../src/core/model.ts';
import { snowplow } from '../../../src/models/snowplow.ts';
import vectors from '../../fixtures/vectors/snowplow.json' with { type: 'json' };
import { describeLineVectors, eventsOf, foldLines, type LineVector } from '../../support/line-vectors.ts';
import { describeModelProperties } from '../../support/model-properties.ts';
import { segmentEvent } from './build.ts';

type Parts = {
  readonly d?: string | undefined;
  readonly u?: string | undefined;
  readonly i?: string | undefined;
  readonly r?: string | undefined;
};

const line = ({ d, u, i, r }: Parts) => JSON.parse(JSON.stringify({ e: 'se', duid: d, uid: u, apple_idfv: i, refr_domain_userid: r }));
const play = (lines: readonly Parts[], settings: Settings = {}) => foldLines(snowplow, lines.map(line), settings);
const labels = (lines: readonly Parts[], settings: Settings = {}) => {
  const fold = play(lines, settings);
  return lines.map((_, index) => fold.landsOn(index));
};

describeLineVectors(snowplow, vectors as readonly LineVector[]);

describe('Snowplow Identities', () => {
  const sharedPhone = [
    { u: 'alice', i: 'P' },
    { u: 'bob', i: 'P' },
  ] as const;

  it('keeps two users of one device apart, with the device in both', () => {
    const fold = play(sharedPhone);
    expect(fold.folded(1)).toMatchObject({
      merge: 'refused',
      reason: 'unique-identifier-conflict',
      link: ['bob', 'alice'],
      joined: ['bob', 'P'],
    });
    expect(fold.profiles().map(({ ids }) => ids)).toEqual([
      ['alice', 'P'],
      ['bob', 'P'],
    ]);
  });

  it('refuses a conflict once: afterwards each user finds the device', () => {
    const fold = play([...sharedPhone, ...sharedPhone]);
    expect([2, 3].map((index) => fold.folded(index).merge)).toEqual(['none', 'none']);
    expect([2, 3].map((index) => fold.landsOn(index))).toEqual(['alice', 'bob']);
  });

  it('gives what a shared device sends alone to nobody, for ever the same, until somebody logs in', () => {
    const fold = play([...sharedPhone, { i: 'P' }, { i: 'P' }, { u: 'carol', i: 'P' }, { i: 'P' }]);
    expect([2, 3, 5].map((index) => fold.profileIdOf(index))).toEqual(['p3', 'p3', 'p3']);
    expect(fold.landsOn(4)).toBe('carol');
    expect(fold.because(2)).toMatchObject({ kind: 'unlinked', id: 'P' });
  });

  it('resolves what stands beside a conflict unless told to leave it, and says that it assumes so', () => {
    const lines = [...sharedPhone, { d: 'C' }, { u: 'alice', i: 'P', d: 'C' }, { d: 'C' }, { i: 'P', d: 'C' }];
    expect(labels(lines)).toEqual(['alice', 'bob', 'alice', 'alice', 'alice', 'alice']);
    expect(labels(lines, { 'beside-conflict': 'left' })).toEqual(['alice', 'bob', 'C', 'alice', 'C', 'P']);
    for (const settings of [{}, { 'beside-conflict': 'left' }])
      expect(play(lines, settings).folded(3).assumptions).toEqual(['beside-conflict']);
  });

  it('lets identifiers of two users that name neither decide nothing', () => {
    const fold = play([
      { u: 'alice', d: 'C' },
      { u: 'bob', i: 'P' },
      { d: 'C', i: 'P' },
      { d: 'C', i: 'P' },
    ]);
    expect(fold.folded(2)).toMatchObject({ merge: 'refused', link: ['C', 'P'] });
    expect([2, 3].map((index) => fold.profileIdOf(index))).toEqual(['p3', 'p3']);
  });

  it('merges into one whatever was anonymous before, and names the event that did it', () => {
    const fold = play([{ d: 'C' }, { i: 'P' }, { u: 'alice', d: 'C' }, { u: 'alice', i: 'P' }]);
    expect(fold.profiles()).toMatchObject([{ label: 'alice', ids: ['C', 'P', 'alice'] }]);
    expect(fold.because(0)).toMatchObject({ kind: 'linked', id: 'C', to: 'alice', event: 2 });
    expect(fold.because(1)).toMatchObject({ kind: 'linked', id: 'P', to: 'alice', event: 3 });
    expect(fold.because(3)).toMatchObject({ kind: 'own-id', id: 'alice' });
  });

  it('merges users too where their ids are not unique', () => {
    expect(play(sharedPhone, { 'unique-identifiers': '' }).profiles()).toHaveLength(1);
  });

  it('looks at configured identifiers only', () => {
    expect(play([{ i: 'P' }], { identifiers: 'user_id,domain_userid' }).folded(0)).toMatchObject({ slot: null, reason: 'no-id' });
  });
});

describe('Snowplow stitching', () => {
  const dbt = { mode: 'dbt' };

  it('moves all of a device to its latest user, and leaves the former one what came from elsewhere', () => {
    const lines = [{ d: 'D1' }, { d: 'D1', u: 'U1' }, { d: 'D2', u: 'U1' }, { d: 'D1', u: 'U2' }];
    expect(labels(lines, dbt)).toEqual(['U2', 'U2', 'U1', 'U2']);
    const fold = play(lines, dbt);
    expect(fold.folded(3)).toMatchObject({ merge: 'merged', link: ['U2', 'D1'] });
    expect(fold.because(1)).toMatchObject({ kind: 'linked', id: 'D1', to: 'U2', event: 3 });
    expect(fold.profiles().map(({ ids }) => ids)).toEqual([
      ['U2', 'D1'],
      ['U1', 'D2'],
    ]);
  });

  it('counts an event without a device for its user id', () => {
    expect(labels([{ u: 'U1' }, { i: 'P' }], dbt)).toEqual(['U1', null]);
  });
});

it('leaves payloads of others alone', () => {
  for (const mode of ['identities', 'dbt'])
    expect(snowplow.start({ mode }).ingest(segmentEvent({ user_id: 'U1' }), 0).reason).toBe('foreign-payload');
});

const some = (values: readonly string[]) => fc.constantFrom(undefined, ...values);

describeModelProperties({
  model: snowplow,
  repeats: true,
  event: fc
    .record({ d: some(['d1', 'd2', 'd3', 'd4']), u: some(['U1', 'U2', 'U3']), i: some(['i1', 'i2', 'i3']), r: some(['d1', 'd5']) })
    .map((parts) => eventsOf('snowplow', [line(parts)])[0] ?? segmentEvent({})),
  settings: fc.constantFrom<Settings>(
    {},
    { mode: 'dbt' },
    { 'beside-conflict': 'left' },
    { 'unique-identifiers': 'user_id,apple_idfv' },
    { 'unique-identifiers': 'user_id,apple_idfv', 'beside-conflict': 'left' },
  ),
});
