import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ViewRow } from '../../../src/messages/view.ts';
import { headingBefore, isHeading, rowIndexOf, startTimelineItems, timelineItems } from '../../../src/ui/timeline-items.ts';
import { mixpanel, sceneBuilder } from '../../ui-frame/scene-builder.ts';

const story = sceneBuilder();
story.page('/a');
story.send('track', 'one', { anonymousId: 'D', by: mixpanel });
story.page('/b');
story.send('track', 'two', { anonymousId: 'D', by: mixpanel });
story.backTo(1);
story.send('track', 'three', { anonymousId: 'D', by: mixpanel });

describe('timeline items', () => {
  it('repeats a document as heading when the story returns to it', () => {
    expect(timelineItems(story.rows, () => true)).toEqual([0, 1, 2, 3, headingBefore(4), 4]);
  });

  it("gives kept rows a heading when their document's own row is filtered away", () => {
    expect(timelineItems(story.rows, (row) => row.kind !== 'document')).toEqual([
      headingBefore(1),
      1,
      headingBefore(3),
      3,
      headingBefore(4),
      4,
    ]);
  });

  it('has nothing to show when nothing is kept', () => {
    expect(timelineItems(story.rows, () => false)).toEqual([]);
  });

  it('tells headings from rows, the very first included', () => {
    expect(isHeading(headingBefore(0))).toBe(true);
    expect(isHeading(0)).toBe(false);
    expect(rowIndexOf(headingBefore(7))).toBe(7);
    expect(rowIndexOf(7)).toBe(7);
  });
});

describe('timeline items of a growing list', () => {
  it('are those of the whole list, also when rows near the end are replaced', () => {
    const step = fc.record({ back: fc.nat(4), document: fc.nat(3), kind: fc.constantFrom('call', 'document') });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const grow = startTimelineItems();
        const keep = (row: ViewRow): boolean => row.title !== 'hidden';
        let rows: readonly ViewRow[] = [];
        for (const { back, document, kind } of steps) {
          const base = story.rows[1] as ViewRow;
          const title = document === 2 ? 'hidden' : 'shown';
          const added = { ...base, kind: kind as ViewRow['kind'], document: `d${document}`, title, key: `k${rows.length}` };
          rows = [...rows.slice(0, Math.max(0, rows.length - back)), added, { ...added, key: 'more' }];
          expect(grow(rows, keep)).toEqual(timelineItems(rows, keep));
        }
      }),
    );
  });

  it('are made anew when something else decides', () => {
    const grow = startTimelineItems();
    grow(story.rows, () => true);
    expect(grow(story.rows, () => false)).toEqual([]);
  });
});
