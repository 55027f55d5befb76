import type { AuthSignal, Observation, ObservationBase, ObservationOf } from './observation.ts';

/** How long a page may take to answer, in milliseconds. A login form's answer may take its time. */
export const answerMaxWait = { login: 60_000, logout: 15_000, expiry: 0 } as const satisfies Record<AuthSignal, number>;

/** What a page says of itself once it shows something; see `signals/signals.ts`. */
const answers = ['no-password-form', 'password-form-again', 'no-answer'];

type Attempt = { readonly signal: 'login' | 'logout'; readonly at: number; readonly detail: string };
type Page = { readonly document: string; origin: string | null; attempt: Attempt | null };
/** What a tab and frame shows, and what it showed before; null once that was answered. */
type View = { readonly page: Page; before: Page | null };

export const originOf = (url: string): string | null => /^[\w-]+:\/\/[^/?#]*/.exec(url)?.[0] ?? null;
/** The tab and frame that an observation was made in. */
export const viewPlace = ({ device, tab, frame }: ObservationBase): string => `${device} ${tab} ${frame ?? 0}`;

const isLoggedIn = ({ source }: ObservationOf<'auth.signalled'>): boolean => source === 'no-password-form';
const isLoggedOut = ({ source, detail }: ObservationOf<'auth.signalled'>): boolean =>
  detail === 'log-in' || (source === 'password-form-again' && detail !== 'log-out');

/** An attempt to log in or out, whose outcome is not known yet; null for any other signal. */
export const attemptOf = ({ signal, source, confirmed, at, detail }: ObservationOf<'auth.signalled'>): Attempt | null =>
  !confirmed && ((signal === 'login' && source === 'password-form') || (signal === 'logout' && source === 'click'))
    ? { signal, at, detail }
    : null;

/**
 * Joins an attempt to log in or out with the page that answered it. A document that leaves does not see what comes of
 * it; the next one of the same tab, frame and site that shows something says what (`signals/signals.ts`). Where both fit
 * together its word becomes a confirmation (which `auth-attempts.ts` joins with the attempt); in every other case it
 * means nothing and is left out (null). All other observations pass unchanged. To be asked in the order of arrival.
 */
export const createAuthOutcomes = (): ((observation: Observation) => Observation | null) => {
  const views = new Map<string, View>();

  const viewOf = (base: ObservationBase): View => {
    const place = viewPlace(base);
    const known = views.get(place);
    if (known?.page.document === base.document) return known;
    // A page that left before it showed anything has answered nothing.
    const before = known?.page.attempt === null && known.before !== null ? known.before : (known?.page ?? null);
    const view = { page: { document: base.document, origin: null, attempt: null }, before };
    views.set(place, view);
    return view;
  };

  const judge = (view: View, answer: ObservationOf<'auth.signalled'>): Observation | null => {
    const { page, before } = view;
    view.before = null;
    const attempt = before?.attempt ?? null;
    if (attempt === null || answer.at - attempt.at > answerMaxWait[attempt.signal]) return null;
    if (before?.origin && page.origin && before.origin !== page.origin) return null;
    if (attempt.signal === 'login')
      return isLoggedIn(answer)
        ? { ...answer, confirmed: true, source: 'password-form', detail: `${attempt.detail}: the next page asks for no password` }
        : null;
    return isLoggedOut(answer)
      ? { ...answer, signal: 'logout', confirmed: true, source: 'click', detail: `${attempt.detail}: the next page offers to log in` }
      : null;
  };

  return (observation) => {
    if (observation.kind === 'document.opened') viewOf(observation).page.origin = originOf(observation.url);
    if (observation.kind !== 'auth.signalled') return observation;
    const view = viewOf(observation);
    if (answers.includes(observation.source)) return judge(view, observation);
    const attempt = attemptOf(observation);
    // "No outcome seen here" leaves the attempt to the page that follows.
    if (attempt !== null || observation.confirmed || observation.source === 'refused') view.page.attempt = attempt;
    return observation;
  };
};
