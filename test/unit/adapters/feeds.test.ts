import { describe, expect, it } from 'vitest';
import { feedEvents } from '../../../src/adapters/feeds.ts';
import { rudderstack } from '../../../src/adapters/rudderstack.ts';
import { segment } from '../../../src/adapters/segment.ts';
import type { Json } from '../../../src/core/json.ts';
import { modelById } from '../../../src/models/index.ts';

const fed = (vendor: 'segment' | 'rudderstack', model: string, payload: Json) => {
  const adapter = vendor === 'segment' ? segment : rudderstack;
  const event = adapter.toEvent(payload, 'W');
  const destination = modelById(model);
  if (event === null || destination === null) throw new Error('nothing to feed');
  return feedEvents(event, { model: destination, project: 'W → there' }).map(({ payload: sent }) => sent);
};

const track = { type: 'track', event: 'Buy', anonymousId: 'A1', userId: 'U1', messageId: 'm1' };
const identify = { ...track, type: 'identify' };
const alias = { type: 'alias', anonymousId: 'A1', userId: 'U2', previousId: 'U1', messageId: 'm1' };

describe('what a cloud-mode destination receives', () => {
  it('from Segment, Mixpanel gets both ids, and $identify for Original projects', () => {
    expect(fed('segment', 'mixpanel-simplified', track)).toEqual([
      { event: 'Buy', properties: { distinct_id: 'U1', $device_id: 'A1', $user_id: 'U1', $insert_id: 'm1', token: 'W → there' } },
    ]);
    expect(fed('segment', 'mixpanel-original', identify)).toEqual([
      { event: '$identify', properties: { $identified_id: 'U1', $anon_id: 'A1', $insert_id: 'm1', token: 'W → there' } },
    ]);
    expect(fed('segment', 'mixpanel-original', { ...identify, userId: null })).toEqual([]);
    expect(fed('segment', 'mixpanel-original', alias)).toEqual([]);
  });

  it('an anonymous event has no user', () => {
    expect(fed('segment', 'mixpanel-simplified', { ...track, userId: null })).toMatchObject([
      { properties: { distinct_id: 'A1', $device_id: 'A1' } },
    ]);
    expect(fed('rudderstack', 'mixpanel-simplified', { ...track, userId: '' })).toMatchObject([
      { properties: { distinct_id: '$device:A1', $device_id: 'A1' } },
    ]);
    expect(JSON.stringify(fed('rudderstack', 'amplitude', { ...track, userId: '' }))).not.toContain('user_id');
  });

  it('from RudderStack, Mixpanel gets what fits the merge of the project', () => {
    expect(fed('rudderstack', 'mixpanel-simplified', identify)).toEqual([]);
    expect(fed('rudderstack', 'mixpanel-original', identify)).toMatchObject([
      { event: '$merge', properties: { $distinct_ids: ['U1', 'A1'] } },
    ]);
    expect(fed('rudderstack', 'mixpanel-original', alias)).toMatchObject([
      { event: '$merge', properties: { $distinct_ids: ['U1', 'U2'] } },
    ]);
    expect(fed('rudderstack', 'mixpanel-original', track)).toEqual([
      { event: 'Buy', properties: { distinct_id: 'U1', $insert_id: 'm1', token: 'W → there' } },
    ]);
  });

  it('Amplitude gets user and device, from identify too, and nothing from alias', () => {
    expect(fed('segment', 'amplitude', track)).toEqual([{ event_type: 'Buy', user_id: 'U1', device_id: 'A1', api_key: 'W → there' }]);
    expect(fed('rudderstack', 'amplitude', track)).toEqual([
      { event_type: 'Buy', user_id: 'U1', device_id: 'A1', insert_id: 'm1', api_key: 'W → there' },
    ]);
    for (const source of ['segment', 'rudderstack'] as const) {
      expect(fed(source, 'amplitude', identify)).toMatchObject([{ event_type: '$identify', user_id: 'U1', device_id: 'A1' }]);
      expect(fed(source, 'amplitude', alias)).toEqual([]);
    }
  });

  it('Amplitude gets the device that a message names from Segment, and group calls from RudderStack', () => {
    const named = { ...track, context: { device: { id: 'phone' } } };
    expect(fed('segment', 'amplitude', named)).toMatchObject([{ device_id: 'phone' }]);
    expect(fed('rudderstack', 'amplitude', named)).toMatchObject([{ device_id: 'A1' }]);
    const group = { ...track, type: 'group' };
    expect(fed('segment', 'amplitude', group)).toEqual([]);
    expect(fed('rudderstack', 'amplitude', group)).toMatchObject([{ event_type: '$identify', user_id: 'U1', device_id: 'A1' }]);
  });

  it('names views as the destinations do by default', () => {
    const page = { ...track, type: 'page', name: 'Home' };
    expect(fed('segment', 'mixpanel-simplified', page)).toMatchObject([{ event: 'Viewed Home' }]);
    expect(fed('rudderstack', 'mixpanel-simplified', page)).toMatchObject([{ event: 'Loaded a Page' }]);
    expect(fed('rudderstack', 'amplitude', page)).toMatchObject([{ event_type: 'Viewed Home Page' }]);
  });
});
