import { describe, expect, it } from 'vitest';
import { lanesWithin, maxColumns, railOf } from '../../../src/ui/rail.ts';
import { mixpanel, sceneBuilder, segment } from '../../ui-frame/scene-builder.ts';

describe('the identity rail', () => {
  it('starts a lane with the first event of an anonymous id and ends it at the reset', () => {
    const story = sceneBuilder();
    story.page('/');
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    story.send('track', 'b', { anonymousId: 'D1', by: mixpanel });
    story.reset(mixpanel, 'D2');
    story.send('track', 'c', { anonymousId: 'D2', by: mixpanel });
    const { lanes, laneOf, columns } = railOf(story.rows);
    expect(lanes).toEqual([
      { id: 'D1', column: 0, from: 1, to: 3, end: 'reset' },
      { id: 'D2', column: 0, from: 4, to: 4, end: 'open' },
    ]);
    expect([...laneOf]).toEqual([-1, 0, 0, 0, 1]);
    expect(columns).toBe(1);
  });

  it('gives vendors lanes side by side', () => {
    const story = sceneBuilder();
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    story.send('page', '/', { anonymousId: 'A1', by: segment });
    story.send('track', 'b', { anonymousId: 'D1', by: mixpanel });
    expect(railOf(story.rows).lanes.map((lane) => lane.column)).toEqual([0, 1]);
  });

  it('marks an id that gave way without a reset', () => {
    const story = sceneBuilder();
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    story.send('track', 'b', { anonymousId: 'D2', by: mixpanel });
    expect(railOf(story.rows).lanes.map((lane) => lane.end)).toEqual(['replaced', 'open']);
  });

  it('stays as narrow as what lives at once, whatever the number of visitors', () => {
    const story = sceneBuilder();
    for (let visitor = 0; visitor < 60; visitor++) {
      story.send('track', 'a', { anonymousId: `D${visitor}`, by: mixpanel });
      story.reset(mixpanel, 'next');
    }
    const rail = railOf(story.rows);
    expect(rail.lanes).toHaveLength(60);
    expect(rail.columns).toBe(1);
  });

  it('folds lanes beyond the last column', () => {
    const story = sceneBuilder();
    for (let device = 0; device < maxColumns + 4; device++) {
      const row = story.send('track', 'a', { anonymousId: `D${device}`, by: mixpanel });
      story.rows[story.rows.length - 1] = { ...row, device: `device-${device}` };
    }
    expect(railOf(story.rows).columns).toBe(maxColumns);
  });

  it('finds the lanes that pass a window of rows', () => {
    const story = sceneBuilder();
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    story.reset(mixpanel, 'D2');
    story.send('track', 'b', { anonymousId: 'D2', by: mixpanel });
    const rail = railOf(story.rows);
    expect(lanesWithin(rail, 2, 5).map((lane) => lane.id)).toEqual(['D2']);
    expect(lanesWithin(rail, 1, 1).map((lane) => lane.id)).toEqual(['D1']);
  });
});
