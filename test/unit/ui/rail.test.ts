import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ViewRow } from '../../../src/messages/view.ts';
import { lanesWithin, maxColumns, railOf, startRail } from '../../../src/ui/rail.ts';
import { railInSight } from '../../../src/ui/rail-view.ts';
import { mixpanel, type SceneBuilder, sceneBuilder, segment } from '../../ui-frame/scene-builder.ts';

/** The last row again, as if another device had sent it. */
const onDevice = (story: SceneBuilder, device: string): void => {
  const last = story.rows.at(-1);
  if (last !== undefined) story.rows[story.rows.length - 1] = { ...last, device };
};

/** Rows of a few devices: events under a few ids, merges, resets, rows that say nothing. */
const anyRows = fc
  .array(fc.record({ device: fc.nat(24), id: fc.nat(3), what: fc.constantFrom('event', 'event', 'event', 'merge', 'reset', 'page') }), {
    maxLength: 120,
  })
  .map((steps) => {
    const story = sceneBuilder();
    for (const { device, id, what } of steps) {
      const anonymousId = `D${device}-${id}`;
      if (what === 'page') story.page('/');
      else if (what === 'reset') story.reset(mixpanel, anonymousId);
      else if (what === 'merge') story.identify({ anonymousId, knownId: `U${id}`, by: mixpanel });
      else story.send('track', 'a', { anonymousId, by: mixpanel });
      onDevice(story, `device-${device}`);
    }
    return [...story.rows];
  });

const lifeOf = ({ id, column, from, to, end }: ReturnType<typeof railOf>['lanes'][number]) => ({ id, column, from, to, end });

describe('the identity rail', () => {
  it('starts a lane with the first event of an anonymous id and ends it at the reset', () => {
    const story = sceneBuilder();
    story.page('/');
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    story.send('track', 'b', { anonymousId: 'D1', by: mixpanel });
    story.reset(mixpanel, 'D2');
    story.send('track', 'c', { anonymousId: 'D2', by: mixpanel });
    const { lanes, laneOf, columns } = railOf(story.rows);
    expect(lanes.map(lifeOf)).toEqual([
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

  it('says from which row on a lane belongs to somebody', () => {
    const story = sceneBuilder();
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    story.identify({ anonymousId: 'D1', knownId: 'U1', by: mixpanel });
    story.identify({ anonymousId: 'D1', knownId: 'U1', by: mixpanel });
    expect(railOf(story.rows).lanes[0]?.joined).toBe(1);
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

  it('gives sixty ids that live at once a column each while they are at work: who rests longest makes room', () => {
    const story = sceneBuilder();
    for (let round = 0; round < 2; round++) {
      for (let device = 0; device < 60; device++) {
        story.send('track', 'a', { anonymousId: `D${device}`, by: mixpanel });
        onDevice(story, `device-${device}`);
      }
    }
    const { lanes, columns, laneOf } = railOf(story.rows);
    expect(columns).toBe(maxColumns);
    expect(lanes).toHaveLength(120);
    expect(lanes[0]).toMatchObject({ id: 'D0', end: 'parked', returned: false });
    expect(lanes[60]).toMatchObject({ id: 'D0', returned: true });
    expect([...laneOf].every((lane) => lane >= 0)).toBe(true);
  });

  it('never has two lanes in one place', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const { lanes, columns } = railOf(rows);
        expect(columns).toBeLessThanOrEqual(maxColumns);
        for (let row = 0; row < rows.length; row++) {
          const here = lanes.filter(({ from, to }) => from <= row && to >= row).map(({ column }) => column);
          expect(new Set(here).size).toBe(here.length);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is the same grown row by row, also when rows near the end are replaced, as made at once', () => {
    fc.assert(
      fc.property(anyRows, fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), (rows, seeds) => {
        const grow = startRail();
        let length = 0;
        for (const seed of seeds) {
          const kept = Math.max(0, length - (seed % 7));
          length = Math.min(rows.length, kept + (seed % 23));
          // Rows that a patch brings are new objects, the others stay who they are.
          for (let at = kept; at < length; at++) rows[at] = { ...(rows[at] as ViewRow), delivery: seed % 2 === 0 ? 'sent' : 'accepted' };
          const portion = rows.slice(0, length);
          const { lanes, laneOf, columns } = grow(portion);
          expect({ lanes, laneOf: [...laneOf], columns }).toEqual({ ...railOf(portion), laneOf: [...railOf(portion).laneOf] });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('goes on from a checkpoint where a long list changes near its end', () => {
    const story = sceneBuilder();
    for (let row = 0; row < 5000; row++) {
      story.send('track', 'a', { anonymousId: `D${row % 40}`, by: mixpanel });
      onDevice(story, `device-${row % 40}`);
    }
    const grow = startRail();
    grow(story.rows);
    const changed = story.rows.map((row, at) => (at < 4990 ? row : { ...row, device: 'device-1' }));
    const { lanes, laneOf } = grow(changed);
    expect({ lanes, laneOf: [...laneOf] }).toEqual({ lanes: railOf(changed).lanes, laneOf: [...railOf(changed).laneOf] });
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

describe('the rail in sight', () => {
  const told = () => {
    const story = sceneBuilder();
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    story.identify({ anonymousId: 'D1', knownId: 'U1', by: mixpanel });
    story.send('track', 'b', { anonymousId: 'D2', by: mixpanel });
    onDevice(story, 'phone');
    story.identify({ anonymousId: 'D2', knownId: 'U1', by: mixpanel });
    onDevice(story, 'phone');
    story.sendAs('track', 'c', { anonymousId: 'D1', knownId: 'U2', by: mixpanel }, { merge: 'refused', reason: 'taken' });
    story.send('track', 'd', { anonymousId: 'D1', by: mixpanel });
    return { story, sight: railInSight(railOf(story.rows), story.rows, [story.project(mixpanel)], 0, 5) };
  };

  it('names whose a lane is where it begins and where it is merged', () => {
    const { sight } = told();
    expect([0, 1, 2, 3, 4, 5].map((row) => sight.label(row))).toEqual(['U1', 'U1', 'U1', 'U1', null, null]);
  });

  it('joins two lanes at the event that made them one person', () => {
    const { sight } = told();
    expect(sight.partner(3)?.id).toBe('D1');
    expect(sight.partner(1)).toBeNull();
    expect(sight.partner(2)).toBeNull();
  });

  it('says in words what it draws', () => {
    const { sight } = told();
    expect(sight.title(1)).toBe('anonymous id D1 → U1 · merged by this event');
    expect(sight.title(4)).toBe('anonymous id D1 → U1 · a link was refused: taken');
    expect(sight.title(2)).toContain('beside: anonymous id D1 → U1');
  });

  it('gives a lane to who holds its id, though all behind a refused link lands on somebody else', () => {
    const story = sceneBuilder();
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    story.identify({ anonymousId: 'D1', knownId: 'U1', by: mixpanel });
    story.sendAs('track', 'b', { anonymousId: 'D1', knownId: 'U2', by: mixpanel }, { merge: 'refused', reason: 'taken' });
    const projects = [story.project(mixpanel)];
    expect(projects[0]?.profiles.map(({ label }) => label)).toContain('U2');
    const sight = railInSight(railOf(story.rows), story.rows, projects, 0, 2);
    expect(sight.label(0)).toBe('U1');
    expect(sight.title(2)).toBe('anonymous id D1 → U1 · a link was refused: taken');
  });

  it('says how a lane ends', () => {
    const story = sceneBuilder();
    story.send('track', 'a', { anonymousId: 'D1', by: mixpanel });
    story.reset(mixpanel, 'D2');
    const sight = railInSight(railOf(story.rows), story.rows, [story.project(mixpanel)], 0, 1);
    expect(sight.title(1)).toContain('ends with this reset');
  });
});
