import { describe, expect, it } from 'vitest';
import type { PastView } from '../../../src/messages/copy.ts';
import { pastMembers } from '../../../src/messages/copy.ts';
import type { View } from '../../../src/messages/view.ts';
import { reduce } from '../../../src/ui/reduce.ts';
import { initialState, type UiState } from '../../../src/ui/state.ts';
import { scenes } from '../../ui-frame/scenes.ts';

const view = scenes.broken?.().view;
if (view == null) throw new Error('no scene');

const whole = (next: View) => ({ kind: 'view.patched', patch: { base: 0, rowsFrom: 0, ...next } }) as const;
const pastAt = (index: number): PastView => {
  const past = Object.fromEntries(pastMembers.map((member) => [member, view[member]])) as unknown as PastView;
  return { ...past, rows: view.rows.slice(0, index + 1), findings: [] };
};
const keyAt = (index: number): string => view.rows[index]?.key ?? '';

const start: UiState = reduce(initialState, whole(view));
const away = reduce(start, { kind: 'travel.arrived', row: keyAt(5), past: pastAt(5) });

describe('looking back', () => {
  it('shows what had happened by then, in the panel of now', () => {
    expect(away.view?.rows).toHaveLength(6);
    expect(away.view?.findings).toEqual([]);
    expect(away.view).toMatchObject({ version: view.version, status: view.status, options: view.options });
    expect(away.selected).toBe(keyAt(5));
  });

  it('goes on recording behind it, and comes back to now', () => {
    const grown = reduce(away, {
      kind: 'view.patched',
      patch: {
        base: view.version,
        version: view.version + 1,
        rowsFrom: view.rows.length,
        rows: [{ ...(view.rows[0] as View['rows'][number]), key: 'later' }],
        status: { ...view.status, observations: 999 },
      },
    });
    expect(grown.view?.rows).toHaveLength(6);
    expect(grown.view?.status.observations).toBe(999);
    expect(grown.stale).toBe(false);
    const back = reduce(grown, { kind: 'travel.ended' });
    expect(back.view?.rows.at(-1)?.key).toBe('later');
    expect(back.travel).toBeNull();
  });

  it('goes from one past to another without losing now', () => {
    const further = reduce(away, { kind: 'travel.arrived', row: keyAt(2), past: pastAt(2) });
    expect(further.view?.rows).toHaveLength(3);
    expect(reduce(further, { kind: 'travel.ended' }).view).toEqual(view);
  });

  it('ends by itself when another recording is shown', () => {
    const other = reduce(away, whole({ ...view, rows: [], version: 9 }));
    expect(other.travel).toBeNull();
    expect(other.view?.rows).toEqual([]);
  });

  it('asks for everything anew when a patch does not fit, and stays', () => {
    const stale = reduce(away, { kind: 'view.patched', patch: { base: 77, version: 78, rowsFrom: 0, rows: [] } });
    expect(stale.stale).toBe(true);
    expect(stale.view?.rows).toHaveLength(6);
  });

  it('has no end where it has not begun', () => {
    expect(reduce(start, { kind: 'travel.ended' })).toBe(start);
    expect(reduce(initialState, { kind: 'travel.arrived', row: 'x', past: pastAt(1) })).toBe(initialState);
  });
});
