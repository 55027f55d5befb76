import { describe, expect, it } from 'vitest';
import { adapters } from '../../../src/adapters/index.ts';
import type { Json } from '../../../src/core/json.ts';

const idsOf = (vendor: string, payload: Json) => adapters.find((one) => one.vendor === vendor)?.toEvent(payload, 'P')?.ids;

describe('an event that carries an empty id', () => {
  it.each<readonly [string, Json]>([
    ['mixpanel', { event: 'A', properties: { $device_id: 'D1', $user_id: '' } }],
    ['segment', { type: 'track', event: 'A', anonymousId: 'D1', userId: '' }],
    ['amplitude', { event_type: 'A', device_id: 'D1', user_id: '' }],
  ])('carried it: %s', (vendor, payload) => {
    expect(idsOf(vendor, payload)).toEqual({ anonymousId: 'D1', knownId: '' });
  });

  it('carried it, although only one id can be there: posthog', () => {
    expect(idsOf('posthog', { event: 'A', distinct_id: '', properties: { $device_id: 'D1' } })).toEqual({ anonymousId: null, knownId: '' });
  });

  it('carried none where the SDK writes it for visitors it does not know: rudderstack', () => {
    expect(idsOf('rudderstack', { type: 'track', event: 'A', anonymousId: 'D1', userId: '' })).toEqual({
      anonymousId: 'D1',
      knownId: null,
    });
  });

  it.each<readonly [string, Json]>([
    ['mixpanel', { event: 'A', properties: {} }],
    ['segment', { type: 'track', event: 'A' }],
    ['posthog', { event: 'A', properties: {} }],
    ['amplitude', { event_type: 'A' }],
    ['rudderstack', { type: 'track', event: 'A' }],
  ])('is told from one that carries none: %s', (vendor, payload) => {
    expect(idsOf(vendor, payload)).toEqual({ anonymousId: null, knownId: null });
  });
});
