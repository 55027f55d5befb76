import { describe, expect, it } from 'vitest';
import type { View } from '../../../src/messages/view.ts';
import { reduce } from '../../../src/ui/reduce.ts';
import { initialState, type UiAction, type UiState } from '../../../src/ui/state.ts';
import { wholePatch } from '../../ui-frame/fake-source.ts';
import { emptyView } from '../../ui-frame/scene-builder.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const correct = scenes.correct?.().view as View;
const stateAfter = (...actions: readonly UiAction[]): UiState => actions.reduce(reduce, initialState);
const shown: UiAction = { kind: 'view.patched', patch: wholePatch(correct) };

describe('reduce', () => {
  it('shows a whole view', () => {
    expect(stateAfter(shown).view).toEqual(correct);
  });

  it('turns stale on a patch that does not follow, keeping what was shown', () => {
    const state = stateAfter(shown, { kind: 'view.patched', patch: { base: 77, rowsFrom: 0, version: 78, rows: [] } });
    expect(state.stale).toBe(true);
    expect(state.view).toEqual(correct);
  });

  it('is fresh again with the next whole view', () => {
    const state = stateAfter(shown, { kind: 'view.patched', patch: { base: 77, rowsFrom: 0, version: 78, rows: [] } }, shown);
    expect(state.stale).toBe(false);
  });

  it('forgets selection, detail and colours when the recording was cleared', () => {
    const state = stateAfter(
      shown,
      { kind: 'row.selected', key: 'k4', open: true },
      { kind: 'view.patched', patch: wholePatch({ ...emptyView, version: 9 }) },
    );
    expect(state).toMatchObject({ selected: null, detailOpen: false, detail: null });
    expect(state.hues.size).toBe(0);
  });

  it('keeps a selection across patches', () => {
    const state = stateAfter(shown, { kind: 'row.selected', key: 'k4', open: true }, shown);
    expect(state).toMatchObject({ selected: 'k4', detailOpen: true });
  });

  it('opens the detail only when asked, and lets it follow the selection once open', () => {
    expect(stateAfter(shown, { kind: 'row.selected', key: 'k4', open: false }).detailOpen).toBe(false);
    const followed = stateAfter({ kind: 'row.selected', key: 'k4', open: true }, { kind: 'row.selected', key: 'k5', open: false });
    expect(followed).toMatchObject({ selected: 'k5', detailOpen: true });
  });

  it('takes the answer to its last question only', () => {
    const asked = stateAfter({ kind: 'row.asked', key: 'k4', request: 1 }, { kind: 'row.asked', key: 'k5', request: 2 });
    const late = reduce(asked, { kind: 'row.told', request: 1, detail: null });
    expect(late.detail?.state).toBe('asked');
    expect(reduce(asked, { kind: 'row.told', request: 2, detail: null }).detail?.state).toBe('gone');
  });

  it('keeps showing what it knows of a row while it asks again', () => {
    const detail = { key: 'k4', args: [], site: null, before: null, after: null, events: [] };
    const state = stateAfter(
      { kind: 'row.asked', key: 'k4', request: 1 },
      { kind: 'row.told', request: 1, detail },
      { kind: 'row.asked', key: 'k4', request: 2 },
    );
    expect(state.detail).toMatchObject({ state: 'told', told: detail, request: 2 });
  });

  it('holds a refusal until it is dismissed', () => {
    const refused = stateAfter({ kind: 'command.refused', command: 'recording.import', why: 'no recording' });
    expect(refused.refused).toEqual({ command: 'recording.import', why: 'no recording' });
    expect(reduce(refused, { kind: 'refusal.dismissed' }).refused).toBeNull();
  });

  it('never changes the state it was given', () => {
    const before = Object.freeze(stateAfter(shown));
    reduce(before, { kind: 'filter.changed', filter: 'x' });
    expect(before.filter).toBe('');
  });
});
