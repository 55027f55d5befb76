import { describe, expect, it } from 'vitest';
import { amplitude as amplitudeAdapter } from '../../../src/adapters/amplitude.ts';
import { posthog as posthogAdapter } from '../../../src/adapters/posthog.ts';
import { rudderstack as rudderstackAdapter } from '../../../src/adapters/rudderstack.ts';
import type { AnalyticsEvent } from '../../../src/core/event.ts';
import { sentenceFor } from '../../../src/core/explain.ts';
import { createFold, type FoldEvent } from '../../../src/core/fold.ts';
import type { LandedEvent } from '../../../src/core/landed.ts';
import type { MergeModel } from '../../../src/core/model.ts';
import type { Delivery } from '../../../src/core/observation.ts';
import { amplitude } from '../../../src/models/amplitude.ts';
import { mixpanelLegacy } from '../../../src/models/mixpanel-legacy.ts';
import { mixpanelOriginal } from '../../../src/models/mixpanel-original.ts';
import { mixpanelSimplified } from '../../../src/models/mixpanel-simplified.ts';
import { posthog } from '../../../src/models/posthog.ts';
import { rudderstack } from '../../../src/models/rudderstack.ts';
import { segmentUnify } from '../../../src/models/segment-unify.ts';
import { mixpanelEvent, segmentEvent } from '../models/build.ts';
import { mixpanelEventOf, uuidOf } from '../models/build-mixpanel.ts';

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

const event = (one: AnalyticsEvent | null): AnalyticsEvent => {
  if (one === null) throw new Error('this is no event');
  return one;
};

describe('the sentence in the words of other vendors', () => {
  it('Mixpanel Original speaks of distinct_id alone', () => {
    const D1 = uuidOf('D1');
    const events = [
      mixpanelEventOf({ n: 'View', x: D1 }),
      mixpanelEventOf({ n: '$identify', id: 'U1', anon: D1 }),
      mixpanelEventOf({ n: '$identify', id: 'U2', anon: D1 }),
      mixpanelEventOf({ n: '$identify', id: 'U1', anon: 'U1' }),
    ];
    expect(sentence(mixpanelOriginal, events, 0)).toBe(
      `Lands on U1, because event 1 ($identify) connected distinct_id ${D1} with distinct_id U1. At first it landed on ${D1}.`,
    );
    expect(sentence(mixpanelOriginal, events, 1)).toBe(
      `Lands on U1, because it carried distinct_id U1 itself. It also put distinct_id U1 and distinct_id ${D1} into one profile.`,
    );
    expect(sentence(mixpanelOriginal, events, 2)).toMatch(
      /^Lands on U2, because it carried distinct_id U2 itself\. distinct_id U2 and distinct_id \S+ were kept apart \(errAnonDistinctIdAssignedAlready\)\. An anonymous id/,
    );
    expect(sentence(mixpanelOriginal, events, 3)).toMatch(/The link it asked for was refused \(errSameIDs\)/);
  });

  it('Mixpanel legacy says that an alias stands for another id', () => {
    const events = [
      mixpanelEventOf({ n: '$create_alias', x: '12345', alias: 'sally@x' }),
      mixpanelEventOf({ n: 'Buy', x: 'sally@x' }),
      mixpanelEventOf({ n: 'View', x: '$device:D1' }),
      mixpanelEventOf({ n: '$create_alias', x: '$device:D1', alias: 'U1' }),
    ];
    expect(sentence(mixpanelLegacy, events, 1)).toBe('Lands on 12345. An event of an alias counts for the id that the alias was made for.');
    expect(sentence(mixpanelLegacy, events, 2)).toBe(
      'Lands on U1, because event 3 ($create_alias) connected distinct_id D1 with distinct_id U1. At first it landed on D1.',
    );
  });

  it('PostHog says why an event has no person, and which event gave it one', () => {
    const line = (name: string, id: string, properties: Readonly<Record<string, string | boolean>>) =>
      event(posthogAdapter.toEvent({ event: name, distinct_id: id, properties }, 'K'));
    const events = [line('view', 'X1', { $process_person_profile: false }), line('$identify', 'U1', { $anon_distinct_id: 'X1' })];
    expect(sentence(posthog, events.slice(0, 1), 0)).toBe(
      'Lands on nobody. An event with $process_person_profile false makes no person; it has one only if its distinct_id does.',
    );
    expect(sentence(posthog, events, 0)).toBe('Lands on U1, because event 1 ($identify) connected distinct_id X1 with distinct_id U1.');
  });

  it('Amplitude tells the last user of a device from the user that an event names', () => {
    const line = (device: string, user: string | null) =>
      event(amplitudeAdapter.toEvent({ event_type: 'a', device_id: device, user_id: user }, 'K'));
    const events = [line('R', null), line('R', 'Jane'), line('R', null)];
    expect(sentence(amplitude, events, 0)).toBe(
      'Lands on Jane, because event 1 (a) connected device_id R with Jane. At first it landed on R.',
    );
    expect(sentence(amplitude, events, 1)).toBe(
      'Lands on Jane, because it carried user_id Jane itself. It also put user_id Jane and device_id R into one profile.',
    );
    expect(sentence(amplitude, [line('S', 'Jane'), line('S', null)], 1)).toBe(
      'Lands on Jane. An event without a user id belongs to the last user of its device.',
    );
  });

  it('RudderStack names the fields of its messages', () => {
    const line = (anonymousId: string, userId: string) =>
      event(rudderstackAdapter.toEvent({ type: 'track', event: 'b', anonymousId, userId }, 'W'));
    const events = [line('A1', ''), line('A1', 'a=b'), line('A1', 'U2')];
    expect(sentence(rudderstack, events, 0)).toBe(
      'Lands on a=b, because event 1 (b) connected anonymousId A1 with a=b. At first it landed on A1.',
    );
    expect(sentence(rudderstack, events, 2)).toBe('Lands on a=b, because it connected userId U2 with a=b.');
  });
});
