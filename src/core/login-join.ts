import type { ObservationBase, ObservationOf } from './observation.ts';

/** An attempt is answered by the next page within this time, or not at all. */
const answerMs = 60_000;

type View = { document: string; attemptAt: number | null; before: { readonly attemptAt: number | null } | null };

/**
 * Joins the two halves of a login by a form that the browser posts itself: the attempt in one document, and the next
 * document of the same tab and frame, which was reached from there and shows no password field. Only together do they
 * say that somebody is logged in; see the hook's `auth/signals.ts`, where both are reported.
 */
export const createLoginJoin = () => {
  const views = new Map<string, View>();

  /** What the tab and frame show, and what they showed before. */
  const viewOf = (base: ObservationBase): View => {
    const key = base.tab === undefined ? `${base.device}\n` : `${base.device}\n${base.tab}\n${base.frame ?? 0}`;
    let view = views.get(key);
    if (view === undefined || view.document !== base.document) {
      view = { document: base.document, attemptAt: null, before: view === undefined ? null : { attemptAt: view.attemptAt } };
      views.set(key, view);
    }
    return view;
  };

  return {
    opened: (base: ObservationBase): void => {
      viewOf(base);
    },
    /** The signal as it is to be told; null when it is half of a login whose other half is missing. */
    signal: (fact: ObservationOf<'auth.signalled'>): ObservationOf<'auth.signalled'> | null => {
      if (fact.signal !== 'login') return fact;
      const view = viewOf(fact);
      if (fact.source !== 'no-password-form') {
        view.attemptAt = fact.confirmed ? null : fact.at;
        return fact;
      }
      const attemptAt = view.before?.attemptAt ?? null;
      view.before = null;
      if (attemptAt === null || fact.at - attemptAt > answerMs) return null;
      return { ...fact, confirmed: true, source: 'password-form' };
    },
  };
};
