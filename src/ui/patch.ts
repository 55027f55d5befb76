import { type View, type ViewPatch, wholeMembers } from '../messages/view.ts';

const isWhole = (patch: ViewPatch): patch is ViewPatch & View =>
  patch.rowsFrom === 0 && wholeMembers.every((member) => patch[member] !== undefined);

const withoutPosition = ({ base: _base, rowsFrom: _from, ...members }: ViewPatch): Omit<ViewPatch, 'base' | 'rowsFrom'> => members;

/**
 * The view after `patch`. A patch that holds everything replaces whatever there was;
 * any other must continue the version it was made for, else the answer is null and a whole view must be asked for.
 */
export const applyPatch = (view: View | null, patch: ViewPatch): View | null => {
  if (isWhole(patch)) {
    const { base: _base, rowsFrom: _from, ...whole } = patch;
    return whole;
  }
  if (view === null || patch.base !== view.version || patch.rowsFrom > view.rows.length) return null;
  const untouched = patch.rowsFrom === view.rows.length && patch.rows.length === 0;
  const rows = untouched ? view.rows : view.rows.slice(0, patch.rowsFrom).concat(patch.rows);
  return { ...view, ...withoutPosition(patch), rows };
};
