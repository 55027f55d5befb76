import { answerMaxWait, face, hintMaxAge, isAnswer, isAttempt, isHint } from './auth-hints.ts';
import type { AuthSignal, Observation, ObservationBase, ObservationOf } from './observation.ts';

type Signalled = ObservationOf<'auth.signalled'>;
type Attempt = { readonly signal: AuthSignal; readonly source: string; readonly at: number; readonly detail: string; left: boolean };
type Page = { readonly document: string; origin: string | null; attempt: Attempt | null };
/** What a tab and frame shows, and what it showed before; null once that was answered. */
type View = { readonly page: Page; before: Page | null };
/** What is known of the visitor of a site: whether its pages showed somebody logged in, and what may change that. */
type Site = { status: 'in' | 'out' | null; hint: Signalled | null; told: Signalled | null };

export const originOf = (url: string): string | null => /^[\w-]+:\/\/[^/?#]*/.exec(url)?.[0] ?? null;

/** The tab and frame that an observation was made in. */
export const viewPlace = ({ device, tab, frame }: ObservationBase): string => `${device} ${tab} ${frame ?? 0}`;

/**
 * Joins what a page asked for with what it, or the next page of the same tab, frame and site, shows. A document that
 * leaves does not see what comes of it, and none knows what those before it showed; so each says only what it sees:
 * attempts, hints and what it shows (`auth-hints.ts`, `signals/signals.ts`). Where they fit together, what is shown becomes
 * a confirmation, which `auth-attempts.ts` joins with the attempt; in every other case it means nothing and is left out
 * (null). All other observations pass unchanged. To be asked in log order.
 */
export const createAuthOutcomes = (): ((observation: Observation) => Observation | null) => {
  const views = new Map<string, View>();
  const sites = new Map<string, Site>();

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
  const siteOf = ({ device }: ObservationBase, { page }: View): Site => {
    const key = `${device} ${page.origin}`;
    const known = sites.get(key) ?? { status: null, hint: null, told: null };
    sites.set(key, known);
    return known;
  };

  /** Why what is shown confirms the attempt of this page (`own`) or of the one before; null if it does not. */
  const confirms = ({ signal, source, left }: Attempt, own: boolean, shown: Signalled): string | null => {
    const shows = face(shown);
    const isNeither = shows === 'neither' && !own && shown.source === 'no-password-form';
    const page = own ? 'the page' : 'the next page';
    // A request alone may be anything: a visitor without a name has a session, too.
    if (signal === 'login')
      return shows === 'in' ? `${page} offers to log out` : isNeither && source !== 'request' ? `${page} asks for no password` : null;
    return shows === 'out' ? `${page} offers to log in` : isNeither && left ? `${page} offers nothing to log out of` : null;
  };
  const answerTo = (view: View, shown: Signalled): Observation | null => {
    const { page, before } = view;
    const isSameSite = !before?.origin || !page.origin || before.origin === page.origin;
    const attempt = page.attempt ?? (isSameSite ? (before?.attempt ?? null) : null);
    if (attempt === null || shown.at - attempt.at > answerMaxWait[attempt.signal]) return null;
    const why = confirms(attempt, page.attempt !== null, shown);
    const { signal, source, detail } = attempt;
    return why === null ? null : { ...shown, signal, confirmed: true, source, detail: `${detail}: ${why}` };
  };

  /** What a page shows, held against what pages of its site showed before. */
  const changeOf = ({ hint, status }: Site, shown: Signalled): Observation | null => {
    if (hint === null || shown.at - hint.at > hintMaxAge[hint.signal]) return null;
    const { signal, source, detail } = hint;
    const shows = face(shown);
    const isChange = signal === 'login' ? shows === 'in' && status !== 'in' : shows === 'out' && status === 'in';
    return isChange ? { ...shown, signal, confirmed: true, source: source.slice(source.indexOf(':') + 1), detail } : null;
  };

  /** A session cookie that no script sees was set or removed: the outcome of an attempt. A new page may set one for anybody. */
  const cookieOf = ({ page, before }: View, hint: Signalled): Signalled | null => {
    const attempt = page.attempt ?? (hint.signal === 'logout' ? (before?.attempt ?? null) : null);
    if (attempt?.signal !== hint.signal || hint.at - attempt.at > answerMaxWait.logout) return null;
    const what = hint.signal === 'login' ? 'set' : 'removed';
    return { ...hint, confirmed: true, source: attempt.source, detail: `${attempt.detail}: a session cookie was ${what}` };
  };

  const settle = (view: View, site: Site, signal: AuthSignal): void => {
    site.status = signal === 'login' ? 'in' : 'out';
    site.hint = null;
    site.told = null;
    view.page.attempt = null;
    view.before = null;
  };

  return (observation) => {
    if (observation.kind === 'document.opened') viewOf(observation).page.origin = originOf(observation.url);
    if (observation.kind !== 'auth.signalled') return observation;
    const view = viewOf(observation);
    const site = siteOf(observation, view);
    if (isHint(observation)) {
      if (observation.source === 'hint:cookie') {
        const told = cookieOf(view, observation);
        if (told !== null) {
          settle(view, site, told.signal);
          site.told = told;
        }
        return told;
      }
      if (observation.source === 'hint:left') {
        if (view.page.attempt !== null) view.page.attempt.left = true;
      } else site.hint = observation;
      return null;
    }
    if (isAnswer(observation)) {
      const told = answerTo(view, observation) ?? changeOf(site, observation);
      const shows = face(observation);
      if (told?.kind === 'auth.signalled') {
        settle(view, site, told.signal);
        site.told = told;
      } else if (shows !== 'neither') site.status = shows;
      // A page that is still drawn may show more than its name.
      if (shows !== 'neither' || observation.source === 'no-answer') view.before = null;
      return told;
    }
    const { signal, source, at, detail, confirmed } = observation;
    // The document may see for itself what was made of its word before.
    if (confirmed && source !== 'button' && site.told?.signal === signal && at - site.told.at < answerMaxWait.logout) return null;
    if (confirmed) settle(view, site, signal);
    else if (isAttempt(observation)) {
      view.page.attempt = { signal, source, at, detail, left: false };
      site.told = null;
    }
    // "No outcome seen here" leaves the attempt to the page that follows.
    else if (source === 'refused') view.page.attempt = null;
    return observation;
  };
};
