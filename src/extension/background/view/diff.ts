import { type View, type ViewPatch, type ViewRow, wholeMembers } from '../../../messages/view.ts';

const sameRow = (a: ViewRow, b: ViewRow): boolean =>
  a.key === b.key &&
  a.delivery === b.delivery &&
  a.slot === b.slot &&
  a.landedOn === b.landedOn &&
  a.merge === b.merge &&
  a.reason === b.reason &&
  a.predicted === b.predicted &&
  a.queued === b.queued &&
  a.project === b.project &&
  a.title === b.title &&
  a.detail === b.detail &&
  a.ids?.anonymousId === b.ids?.anonymousId &&
  a.ids?.knownId === b.ids?.knownId &&
  a.event?.index === b.event?.index;

const firstDifference = (before: readonly ViewRow[], after: readonly ViewRow[]): number => {
  let index = 0;
  for (; index < before.length && index < after.length; index += 1) {
    const [a, b] = [before[index], after[index]];
    if (a === undefined || b === undefined || !sameRow(a, b)) break;
  }
  return index;
};

type Member = (typeof wholeMembers)[number];

/** The members of a view as text, kept beside what was sent so that the next comparison costs one serialisation. */
export type Sent = { readonly view: View; readonly texts: ReadonlyMap<Member, string> };

/** A patch with everything in it. */
export const wholePatch = (view: View): ViewPatch => ({ ...view, base: 0, rowsFrom: 0 });

/** A patch of many rows as several, each of which continues the one before. Only the first holds anything but rows. */
export const inPortions = (patch: ViewPatch, maxRows: number): readonly ViewPatch[] => {
  if (patch.rows.length <= maxRows) return [patch];
  const portions: ViewPatch[] = [{ ...patch, rows: patch.rows.slice(0, maxRows) }];
  for (let start = maxRows; start < patch.rows.length; start += maxRows) {
    const base = patch.version + portions.length - 1;
    portions.push({ base, version: base + 1, rowsFrom: patch.rowsFrom + start, rows: patch.rows.slice(start, start + maxRows) });
  }
  return portions;
};

const textsOf = (view: View): ReadonlyMap<Member, string> => new Map(wholeMembers.map((member) => [member, JSON.stringify(view[member])]));

/** The patch that leads from what was sent (null: nothing yet) to `view`; `patch` is null when nothing differs. */
export const diffView = (sent: Sent | null, view: View): { readonly patch: ViewPatch | null; readonly sent: Sent } => {
  const texts = textsOf(view);
  if (sent === null) return { patch: wholePatch(view), sent: { view, texts } };
  const rowsFrom = firstDifference(sent.view.rows, view.rows);
  const rows = view.rows.slice(rowsFrom);
  const changed = wholeMembers.filter((member) => texts.get(member) !== sent.texts.get(member));
  if (changed.length === 0 && rows.length === 0 && rowsFrom === sent.view.rows.length) return { patch: null, sent };
  const whole = Object.fromEntries(changed.map((member) => [member, view[member]]));
  return { patch: { base: sent.view.version, rowsFrom, version: view.version, rows, ...whole }, sent: { view, texts } };
};
