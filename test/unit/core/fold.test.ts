import { describe, expect, it } from 'vitest';
import { createFold } from '../../../src/core/fold.ts';
import { mixpanelSimplified } from '../../../src/models/mixpanel-simplified.ts';
import { listed, mixpanelEvent } from '../models/build.ts';

const fold = (events: Parameters<typeof listed>[0], model: typeof mixpanelSimplified | null = mixpanelSimplified) => {
  const result = createFold(model, {});
  result.update(listed(events), 0);
  return result;
};

describe('fold', () => {
  it('says where an event landed first and where it lands now', () => {
    const result = fold([mixpanelEvent({ d: 'D1' }), mixpanelEvent({ d: 'D1', u: 'U1' })]);
    expect(result.folded(0).landedOn).toBe('$device:D1');
    expect(result.landsOn(0)).toBe('U1');
    expect(result.because(0)).toMatchObject({ kind: 'linked', id: '$device:D1', to: 'U1', event: 1 });
  });

  it('leaves excluded events out of the model and of every profile', () => {
    const result = createFold(mixpanelSimplified, {});
    const [first, second] = listed([mixpanelEvent({ d: 'D1' }), mixpanelEvent({ d: 'D1', u: 'U1' })]);
    if (first === undefined || second === undefined) throw new Error('two events were built');
    result.update([first, { ...second, included: false }], 0);
    expect(result.folded(1)).toMatchObject({ slot: null, merge: 'none', landedOn: null });
    expect(result.because(1).kind).toBe('none');
    expect(result.profiles().map(({ label, events }) => [label, events])).toEqual([['$device:D1', 1]]);
    result.update([first, second], 1);
    expect(result.profiles().map(({ label, events }) => [label, events])).toEqual([['U1', 2]]);
  });

  it('numbers profiles by their first event and dates them by client time', () => {
    const late = { ...mixpanelEvent({ d: 'D1', at: 50 }), touch: { url: 'https://shop.example/late' } };
    const early = {
      ...mixpanelEvent({ d: 'D1', u: 'U1', at: 10 }),
      touch: { url: 'https://shop.example/early', utm: { utm_source: 'ad' } },
    };
    const result = fold([late, mixpanelEvent({ u: 'U2', at: 5 }), early]);
    expect(result.profiles()).toMatchObject([
      { id: 'p1', label: 'U1', events: 2, firstTouch: { event: 2, url: 'https://shop.example/early', utm: { utm_source: 'ad' } } },
      { id: 'p2', label: 'U2', events: 1, firstTouch: { event: 1 } },
    ]);
  });

  it('takes the first in model order when client times are equal or absent', () => {
    expect(fold([mixpanelEvent({ u: 'U1', at: 7 }), mixpanelEvent({ u: 'U1', at: 7 })]).profiles()[0]?.firstTouch?.event).toBe(0);
    expect(fold([mixpanelEvent({ u: 'U1' }), mixpanelEvent({ u: 'U1' })]).profiles()[0]?.firstTouch?.event).toBe(0);
    expect(fold([mixpanelEvent({ u: 'U1' }), mixpanelEvent({ u: 'U1', at: 7 })]).profiles()[0]?.firstTouch?.event).toBe(1);
  });

  it('lists the events that merged a profile, with the rule', () => {
    const [profile] = fold([
      mixpanelEvent({ d: 'D1', u: 'U1' }),
      mixpanelEvent({ d: 'D2', u: 'U1' }),
      mixpanelEvent({ d: 'D1', u: 'U1' }),
    ]).profiles();
    expect(profile?.mergedBy.map(({ event, ids }) => [event, ids])).toEqual([
      [0, ['U1', '$device:D1']],
      [1, ['U1', '$device:D2']],
    ]);
    expect(profile?.mergedBy[0]?.cite).toMatch(/^https:/);
  });

  it('shrinks with its list', () => {
    const events = listed(Array.from({ length: 300 }, (_, n) => mixpanelEvent({ d: `D${n % 5}`, at: n })));
    const result = createFold(mixpanelSimplified, {});
    result.update(events, 0);
    result.update(events.slice(0, 3), 3);
    expect(result.profiles().map(({ events: count }) => count)).toEqual([1, 1, 1]);
  });

  it('counts an event for the id it carries where the vendor has no server model', () => {
    const result = fold([mixpanelEvent({ d: 'X' }), mixpanelEvent({ d: 'X', u: 'X' }), mixpanelEvent({})], null);
    expect(result.profiles().map(({ label, known, events }) => [label, known, events])).toEqual([
      ['X', false, 1],
      ['X', true, 1],
    ]);
    expect(result.profileIdOf(2)).toBeNull();
    expect(result.because(0).kind).toBe('unlinked');
    expect(result.because(1).kind).toBe('own-id');
  });
});
