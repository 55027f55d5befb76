import { describe, expect, it } from 'vitest';
import type { ViewPatch, ViewRow } from '../../../src/messages/view.ts';
import { applyPatch } from '../../../src/ui/patch.ts';
import { wholePatch } from '../../ui-frame/fake-source.ts';
import { emptyView, mixpanel, sceneBuilder } from '../../ui-frame/scene-builder.ts';

const rowsOf = (count: number): readonly ViewRow[] => {
  const story = sceneBuilder();
  story.page('/');
  while (story.rows.length < count) story.send('track', `Event ${story.rows.length}`, { anonymousId: 'D1', by: mixpanel });
  return story.rows;
};

const view = { ...emptyView, version: 4, rows: rowsOf(5) };
const patch = (change: Partial<ViewPatch>): ViewPatch => ({ base: 4, rowsFrom: 5, version: 5, rows: [], ...change });

describe('applyPatch', () => {
  it('takes a whole view over nothing', () => {
    expect(applyPatch(null, wholePatch(view))).toEqual(view);
  });

  it('takes a whole view whatever version it follows', () => {
    const whole = { ...wholePatch(emptyView), base: 99 };
    expect(applyPatch(view, whole)).toEqual(emptyView);
  });

  it('keeps neither base nor rowsFrom in the view', () => {
    expect(applyPatch(null, wholePatch(view))).not.toHaveProperty('base');
    expect(applyPatch(view, patch({}))).not.toHaveProperty('rowsFrom');
  });

  it('appends rows', () => {
    const more = rowsOf(7).slice(5);
    expect(applyPatch(view, patch({ rows: more }))?.rows).toEqual([...view.rows, ...more]);
  });

  it('replaces the tail when rows changed after they were shown', () => {
    const changed = view.rows.slice(3).map((row): ViewRow => ({ ...row, delivery: 'failed' }));
    const after = applyPatch(view, patch({ rowsFrom: 3, rows: changed }));
    expect(after?.rows.map((row) => row.delivery)).toEqual([null, 'accepted', 'accepted', 'failed', 'failed']);
    expect(after?.rows[2]).toBe(view.rows[2]);
  });

  it('shortens the rows when the tail is gone', () => {
    expect(applyPatch(view, patch({ rowsFrom: 2 }))?.rows).toEqual(view.rows.slice(0, 2));
  });

  it('keeps the very same rows when a patch has none, so that nothing is drawn anew', () => {
    expect(applyPatch(view, patch({ findings: [] }))?.rows).toBe(view.rows);
  });

  it('replaces a member as a whole and leaves the others', () => {
    const after = applyPatch(view, patch({ tab: 9 }));
    expect(after).toEqual({ ...view, version: 5, tab: 9 });
  });

  it.each([
    ['another version', { base: 3 }],
    ['rows that were never sent', { rowsFrom: 6 }],
  ])('refuses a patch made for %s', (_what, change) => {
    expect(applyPatch(view, patch(change))).toBeNull();
  });

  it('refuses a partial patch before any view', () => {
    expect(applyPatch(null, patch({ base: 0, rowsFrom: 0 }))).toBeNull();
  });
});
