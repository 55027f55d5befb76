import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Settings } from '../../../src/core/model.ts';
import { ga4 } from '../../../src/models/ga4.ts';
import vectors from '../../fixtures/vectors/ga4.json' with { type: 'json' };
import { describeLineVectors, eventsOf, foldLines, type LineVector } from '../../support/line-vectors.ts';
import { describeModelProperties } from '../../support/model-properties.ts';
import { segmentEvent } from './build.ts';

const line = (cid?: string, uid?: string) => JSON.parse(JSON.stringify({ en: 'e', cid, uid }));

describeLineVectors(ga4, vectors as readonly LineVector[]);

describe('Google Analytics 4', () => {
  const shared = [line('c1'), line('c1', 'U1'), line('c1', 'U2'), line('c1')];
  const lands = (settings: Settings) => {
    const fold = foldLines(ga4, shared, settings);
    return shared.map((_, index) => fold.landsOn(index));
  };

  it('gives what a shared device sent without a user id to the user of its choice, and says that it assumes so', () => {
    expect(lands({})).toEqual(['U1', 'U1', 'U2', 'U1']);
    expect(lands({ 'anonymous-events': 'last-user' })).toEqual(['U2', 'U1', 'U2', 'U2']);
    expect(lands({ 'anonymous-events': 'device' })).toEqual(['c1', 'U1', 'U2', 'c1']);
    for (const choice of ['first-user', 'last-user', 'device']) {
      const fold = foldLines(ga4, shared, { 'anonymous-events': choice });
      expect(shared.map((_, index) => fold.folded(index).assumptions)).toEqual(Array(4).fill(['anonymous-events']));
    }
  });

  it('refuses nothing', () => {
    expect(foldLines(ga4, shared).folded(2)).toMatchObject({ merge: 'none', reason: null });
  });

  it('counts devices only when told so', () => {
    const fold = foldLines(ga4, [line('c1', 'U1'), line(undefined, 'U1')], { 'reporting-identity': 'device-based' });
    expect(fold.profiles()).toMatchObject([{ label: 'c1', known: false, ids: ['c1'] }]);
    expect(fold.folded(1)).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-device-id' });
  });

  it('takes an empty user id for one unless told otherwise', () => {
    const fold = foldLines(ga4, [line('c1', '')]);
    expect(fold.folded(0).assumptions).toContain('empty-user-id');
    const absent = foldLines(ga4, [line('c1', ''), line(undefined, '')], { 'empty-user-id': 'absent' });
    expect(absent.landsOn(0)).toBe('c1');
    expect(absent.folded(1)).toMatchObject({ slot: null, reason: 'no-id', assumptions: ['empty-user-id'] });
  });

  it('drops user ids of 256 characters and more unless told otherwise', () => {
    const long = 'x'.repeat(256);
    expect(foldLines(ga4, [line('c1', long)]).landsOn(0)).toBe('c1');
    expect(foldLines(ga4, [line(undefined, long)]).folded(0)).toMatchObject({
      slot: null,
      reason: 'id-too-long',
      assumptions: ['long-ids'],
    });
    expect(foldLines(ga4, [line('c1', long)], { 'long-ids': 'kept' }).landsOn(0)).toBe(long);
  });

  it('names the event that gave a device its user', () => {
    expect(foldLines(ga4, shared).because(3)).toMatchObject({ kind: 'linked', id: 'c1', to: 'U1', event: 1 });
    expect(foldLines(ga4, [line('c1')]).because(0)).toMatchObject({ kind: 'unlinked', id: 'c1' });
  });

  it('leaves payloads of others alone', () => {
    expect(ga4.start({}).ingest(segmentEvent({ user_id: 'U1' }), 0).reason).toBe('foreign-payload');
  });
});

describeModelProperties({
  model: ga4,
  event: fc
    .tuple(fc.constantFrom('', 'c1', 'c2', 'c3', 'c4'), fc.constantFrom(undefined, '', 'U1', 'U2', 'U3', 'null'))
    .map(([cid, uid]) => eventsOf('ga4', [line(cid, uid)])[0] ?? segmentEvent({})),
  settings: fc.constantFrom<Settings>(
    {},
    { 'anonymous-events': 'last-user', 'empty-user-id': 'absent' },
    { 'anonymous-events': 'device' },
    { 'reporting-identity': 'device-based' },
  ),
});
