import { describe, expect, it } from 'vitest';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import { createFold } from '../../../src/core/fold.ts';
import type { Settings } from '../../../src/core/model.ts';
import { mixpanelSimplified } from '../../../src/models/mixpanel-simplified.ts';
import { listed, mixpanelEvent, segmentEvent } from './build.ts';

const folded = (events: readonly AnalyticsEvent[], settings: Settings = {}) => {
  const fold = createFold(mixpanelSimplified, settings);
  fold.update(listed(events), 0);
  return fold;
};

const withPayload = (event: AnalyticsEvent, properties: Readonly<Record<string, string | number>>): AnalyticsEvent => ({
  ...event,
  payload: { event: event.name, properties },
});

describe('Mixpanel Simplified', () => {
  it.each(['$identify', '$create_alias', '$merge'])('ignores %s', (n) => {
    const fold = folded([mixpanelEvent({ n, d: 'D1', u: 'U1' })]);
    expect(fold.folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'ignored-in-simplified' });
    expect(fold.profiles()).toEqual([]);
  });

  it('ignores payloads of other vendors', () => {
    expect(folded([segmentEvent({ user_id: 'U1' })]).folded(0)).toMatchObject({ slot: null, merge: 'ignored' });
  });

  it('gives an event without any id to nobody', () => {
    const fold = folded([mixpanelEvent({}), mixpanelEvent({ x: '' }), mixpanelEvent({ x: '$device:' })]);
    for (const index of [0, 1, 2]) expect(fold.folded(index)).toMatchObject({ slot: null, merge: 'ignored', reason: 'no-id' });
  });

  it('tells apart ids that differ in case', () => {
    expect(folded([mixpanelEvent({ u: 'Jane' }), mixpanelEvent({ u: 'jane' })]).profiles()).toHaveLength(2);
  });

  it('keeps the refused event on its own user, and names what was kept apart', () => {
    const fold = folded([mixpanelEvent({ d: 'D1', u: 'U1' }), mixpanelEvent({ d: 'D1', u: 'U2' })]);
    expect(fold.folded(1)).toMatchObject({ merge: 'refused', reason: 'errAnonDistinctIdAssignedAlready', link: ['U2', '$device:D1'] });
    expect(fold.landsOn(1)).toBe('U2');
    expect(fold.profiles()[0]?.mergedBy).toHaveLength(1);
  });

  it('takes 42 and "42" for one user unless told otherwise, and says that it assumes so', () => {
    const events = [withPayload(mixpanelEvent({ u: '42' }), { $user_id: 42 }), withPayload(mixpanelEvent({ u: '42' }), { $user_id: '42' })];
    expect(folded(events).profiles()).toHaveLength(1);
    expect(folded(events).folded(0).assumptions).toEqual(['number-ids']);
    expect(folded(events).folded(1).assumptions).toEqual([]);
    const apart = folded(events, { 'number-ids': 'distinct' });
    expect(apart.profiles().map(({ label }) => label)).toEqual(['42', '42']);
  });

  it('lets placeholder ids in unless told otherwise, and says that it assumes so', () => {
    const events = [mixpanelEvent({ d: 'D1', u: 'undefined' })];
    expect(folded(events).folded(0)).toMatchObject({ merge: 'merged', assumptions: ['placeholder-rejection'] });
    expect(folded(events, { 'placeholder-rejection': 'on' }).folded(0)).toMatchObject({
      slot: null,
      merge: 'ignored',
      reason: 'placeholder-id',
    });
  });

  it('counts an empty user id as absent unless told otherwise, and says that it assumes so', () => {
    const events = [mixpanelEvent({ d: 'D1', u: '' })];
    expect(folded(events).landsOn(0)).toBe('$device:D1');
    expect(folded(events).folded(0).assumptions).toEqual(['empty-ids']);
    expect(folded(events, { 'empty-ids': 'detached' }).folded(0)).toMatchObject({ slot: null, merge: 'ignored', reason: 'empty-id' });
  });

  describe('when the event ingested first was not the first to happen', () => {
    const events = [
      mixpanelEvent({ d: 'D1', at: 1 }),
      mixpanelEvent({ d: 'D1', u: 'U1', at: 9 }),
      mixpanelEvent({ d: 'D1', u: 'U2', at: 5 }),
    ];

    it('goes by ingestion, and says that it assumes so', () => {
      const fold = folded(events);
      expect(fold.landsOn(0)).toBe('U1');
      expect(fold.folded(2)).toMatchObject({ merge: 'refused', assumptions: ['first-writer'] });
      fold.update(listed([...events, mixpanelEvent({ d: 'D1', at: 10 })]), 3);
      expect(fold.folded(3).assumptions).toEqual(['first-writer']);
    });

    it('re-points the device when told to go by event time', () => {
      const fold = folded(events, { 'first-writer': 'event-time' });
      expect(fold.landsOn(0)).toBe('U2');
      expect(fold.folded(2).merge).toBe('merged');
      expect(fold.profiles().map(({ label, ids, mergedBy }) => [label, ids, mergedBy.map(({ event }) => event)])).toEqual([
        ['U2', ['U2', '$device:D1'], [2]],
        ['U1', ['U1'], []],
      ]);
    });
  });

  it('falls back to the default for a value no setting allows', () => {
    expect(folded([mixpanelEvent({ u: 'null' })], { 'placeholder-rejection': 'maybe' }).landsOn(0)).toBe('null');
  });
});
