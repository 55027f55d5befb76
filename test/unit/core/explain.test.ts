import { describe, expect, it } from 'vitest';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import { sentenceFor } from '../../../src/core/explain.ts';
import { createFold, type FoldEvent } from '../../../src/core/fold.ts';
import type { LandedEvent } from '../../../src/core/landed.ts';
import type { MergeModel } from '../../../src/core/model.ts';
import type { Delivery } from '../../../src/core/observation.ts';
import { mixpanelSimplified } from '../../../src/models/mixpanel-simplified.ts';
import { segmentUnify } from '../../../src/models/segment-unify.ts';
import { mixpanelEvent, segmentEvent } from '../models/build.ts';

const place = { at: 0, document: 'd', seq: 0, part: 0 };

/** The sentence for event `index`, after all of `events`. */
const sentence = (model: MergeModel, events: readonly AnalyticsEvent[], index: number, delivery: Delivery = 'accepted'): string => {
  const left = delivery === 'failed' || delivery === 'lost' || delivery === 'suppressed';
  const items: readonly FoldEvent[] = events.map((event, n) => ({ key: `line:${n}`, event, included: n !== index || !left }));
  const fold = createFold(model, {});
  fold.update(items, 0);
  const event = events[index];
  if (event === undefined) throw new Error(`there is no event ${index}`);
  const landed: LandedEvent = {
    ...fold.folded(index),
    index,
    key: `line:${index}`,
    event,
    delivery,
    predicted: false,
    call: null,
    document: null,
    device: null,
    tab: null,
    called: place,
    sent: null,
    included: !left,
    profile: fold.profileIdOf(index),
    landsOn: fold.landsOn(index),
  };
  return sentenceFor(landed, fold.because(index), (n) => events[n]?.name ?? '');
};

const shop = [mixpanelEvent({ n: 'View', d: 'D1' }), mixpanelEvent({ n: 'Sign Up', d: 'D1', u: 'U1' })];

describe('the sentence that matters', () => {
  it('names the event that linked the device', () => {
    expect(sentence(mixpanelSimplified, shop, 0)).toBe(
      'Lands on U1, because event 1 (Sign Up) carried both $device_id D1 and $user_id U1. At first it landed on $device:D1.',
    );
  });

  it('says what an event carried itself, and what it merged', () => {
    expect(sentence(mixpanelSimplified, shop, 1)).toBe(
      'Lands on U1, because it carried $user_id U1 itself. It also put $user_id U1 and $device_id D1 into one profile.',
    );
  });

  it('says that nothing links a device yet', () => {
    expect(sentence(mixpanelSimplified, shop.slice(0, 1), 0)).toBe(
      'Lands on $device:D1, because nothing has linked $device_id D1 to a known user yet.',
    );
  });

  it('says what was refused, with the code and the rule', () => {
    expect(sentence(mixpanelSimplified, [...shop, mixpanelEvent({ n: 'Buy', d: 'D1', u: 'U2' })], 2)).toBe(
      'Lands on U2, because it carried $user_id U2 itself. $user_id U2 and $device_id D1 were kept apart (errAnonDistinctIdAssignedAlready). A device stays with the first user it was linked to; another $user_id then takes the event alone.',
    );
  });

  it('says why an event is ignored', () => {
    expect(sentence(mixpanelSimplified, [mixpanelEvent({ n: '$identify', d: 'D1', u: 'U1' })], 0)).toBe(
      'Lands on nobody. Simplified ID Merge ignores $identify, $create_alias and $merge; an ordinary event must carry both ids.',
    );
  });

  it.each([
    ['failed', 'Lands on nobody, because its request failed: the vendor never received it.'],
    ['lost', 'Lands on nobody, because the page ended before it was sent: the vendor never received it.'],
    ['suppressed', 'Lands on nobody, because the SDK refused to send it: the vendor never received it.'],
  ] as const)('says why a %s event counts for nobody', (delivery, text) => {
    expect(sentence(mixpanelSimplified, shop, 0, delivery)).toBe(text);
  });

  it('speaks of Segment identifiers by their types', () => {
    const events = [
      segmentEvent({ anonymous_id: 'A1' }),
      segmentEvent({ anonymous_id: 'A1', user_id: 'U1' }, { type: 'identify' }),
      segmentEvent({ anonymous_id: 'A1', user_id: 'U2' }),
    ];
    expect(sentence(segmentUnify, events, 0)).toBe(
      'Lands on user_id=U1, because event 1 (identify) connected anonymous_id A1 with user_id U1. At first it landed on anonymous_id=A1.',
    );
    expect(sentence(segmentUnify, events, 2)).toMatch(
      /^Lands on user_id=U2, .* user_id U2 and anonymous_id A1 were kept apart \(dropped:anonymous_id\)\. When a limit/,
    );
  });
});
