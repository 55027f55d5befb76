import type { Analysis } from '../core/analysis.ts';
import { isTop, loadsOf } from '../core/loads.ts';
import { type Beat, namesSomebody } from '../core/thread.ts';

/** Whether nobody is known from here on. */
export const clears = (b: Beat): boolean => b.kind === 'reset' || (b.kind !== 'signal' && (b.after.knownId ?? '') === '');

/** Whether this tool was given up as well, in time: on the same page within the wait, or first of all on the next one. */
export const inTime = (reset: Beat, rest: readonly Beat[], wait: number): boolean => {
  const end = rest.findIndex((b) => clears(b) || namesSomebody(b));
  const next = rest[end];
  if (next === undefined || !clears(next)) return false;
  const before = rest.slice(0, end).filter((b) => b.kind === 'event' && b.event.included);
  return next.at - reset.at <= wait ? true : before.every((b) => b.document === reset.document && b.at - reset.at <= wait);
};

/** Events of the old user that come too late to be part of the log-out. */
export const lateEvents = (analysis: Analysis, reset: Beat, known: string, rest: readonly Beat[], wait: number): readonly Beat[] => {
  const end = rest.findIndex((b) => clears(b) || namesSomebody(b));
  const loads = loadsOf(analysis);
  return (end === -1 ? rest : rest.slice(0, end)).filter(
    (b) =>
      b.kind === 'event' &&
      b.event.included &&
      b.event.event.ids.knownId === known &&
      (b.at - reset.at > wait || (loads.get(b.document)?.openedAt ?? 0) > reset.at),
  );
};

/** The page stayed for the whole wait, or another one followed: on neither the tool was reset. */
export const hadItsChance = (analysis: Analysis, { at, document }: Beat, device: string, wait: number): boolean => {
  const loads = loadsOf(analysis);
  const closedAt = loads.get(document)?.closedAt ?? analysis.until;
  return closedAt >= at + wait || [...loads.values()].some((l) => l.device === device && isTop(l) && l.openedAt > at);
};
