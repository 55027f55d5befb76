import { describe, expect, it } from 'vitest';
import { headingBefore, isHeading, rowIndexOf, timelineItems } from '../../../src/ui/timeline-items.ts';
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
