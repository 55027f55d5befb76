import type { Acts } from './acts.ts';
import { type Context, on } from './context.ts';
import { controlOf, logoutMeaning, logoutPathOf } from './controls.ts';
import { actMaxAge, attemptMaxAge, clickMaxAge } from './limits.ts';
import type { Face, Look } from './look.ts';
import type { Asked, RequestWatcher } from './requests.ts';
import { countShown, isShown } from './shown.ts';
import { isLogoutName, isSessionPath, pathWithin } from './words.ts';

/** Headers by which frameworks and browsers mark what nobody asked for yet. */
const prefetch = /prefetch|purpose/;

/** Headers of requests for a page, which may only ask whether somebody really wants to. */
const forPage = /^(turbo-frame|x-turbo-|hx-|x-pjax|x-inertia|x-up-)/;

const dialogs = 'dialog[open],[role$=dialog]';

type Attempt = {
  readonly at: number;
  readonly source: 'click' | 'request';
  readonly meaning: string;
  readonly control: Element | null;
  readonly dialogs: number;
  /** What leads to the control's own address, unless the page prevents it. */
  going: Event | null;
  open: number;
  succeededAt: number;
};

/** Logout clicks and requests of this document; see `signals.ts`. */
export const watchLogout = ({ page, say, hint, clock }: Context, acts: Acts, look: Look) => {
  const { document } = page;
  let attempt: Attempt | null = null;
  let confirmedAt = 0;

  const begin = (source: Attempt['source'], meaning: string, control: Element | null = null, going: Event | null = null): void => {
    attempt = { at: clock(), source, meaning, control, dialogs: countShown(document, dialogs), going, open: 0, succeededAt: 0 };
    confirmedAt = 0;
    say('logout', false, source, meaning);
    look.during(attemptMaxAge);
  };
  const confirm = (source: Attempt['source'], detail: string): void => {
    attempt = null;
    if (clock() - confirmedAt < attemptMaxAge) return;
    confirmedAt = clock();
    say('logout', true, source, detail);
  };
  const pending = (): Attempt | null => (attempt !== null && clock() - attempt.at < attemptMaxAge ? attempt : null);

  const leadsAway = (control: Element): boolean => {
    const { protocol, pathname, search } = control as HTMLAnchorElement;
    return protocol?.startsWith('http') && pathname + search !== page.location.pathname + page.location.search;
  };
  on(page, 'click', (event) => {
    const control = controlOf(event);
    const meaning = control && logoutMeaning(control);
    if (meaning) begin('click', meaning, control, leadsAway(control) ? event : null);
  });
  on<SubmitEvent>(page, 'submit', (event) => {
    if (attempt !== null && event.submitter !== null && attempt.control?.contains(event.submitter)) attempt.going = event;
  });

  /** What a request that ends a session is called; null for any other. */
  const ending = ({ method, url, headers, operation }: Asked): string | null => {
    const path = pathWithin(url, document.baseURI);
    if (path === null || headers.some((name) => prefetch.test(name))) return null;
    if (operation !== null && isLogoutName(operation)) return operation;
    if (method === 'DELETE' && isSessionPath(path)) return path;
    // What nobody clicked for may be a look ahead.
    return logoutPathOf(url, document) !== null && (method !== 'GET' || clock() - acts.at < clickMaxAge) ? path : null;
  };
  const watcher: RequestWatcher = (asked) => {
    const meaning = ending(asked);
    if (meaning !== null && pending() === null && clock() - confirmedAt >= attemptMaxAge) begin('request', meaning);
    const own = pending();
    if (own === null || (meaning === null && (asked.method === 'GET' || clock() - acts.at > actMaxAge))) return null;
    own.open += 1;
    return (status) => {
      own.open -= 1;
      if (status === null || status >= 400 || own !== attempt) return;
      own.succeededAt = clock();
      const isSure =
        meaning !== null && asked.operation === null && !(asked.method === 'GET' && asked.headers.some((name) => forPage.test(name)));
      if (isSure) confirm('request', meaning);
    };
  };

  return {
    watcher,
    /** A session key vanished. */
    vanished: (): boolean => {
      const own = pending();
      if (own !== null) own.succeededAt = clock();
      return own !== null;
    },
    /** A menu closes over the question whether somebody really wants to; then nothing was asked for yet. */
    looked: ({ asks, offer }: Face): void => {
      const own = pending();
      if (own === null || own.open > 0 || own.succeededAt === 0 || offer === 'log-out') return;
      const isGone = own.control === null || !own.control.isConnected || !isShown(own.control);
      if (isGone && countShown(document, dialogs) <= own.dialogs)
        confirm(own.source, `${own.meaning}: ${asks ? 'the page asks who is there' : 'it is gone'}`);
    },
    leaving: (): void => {
      const own = pending();
      if (own === null) return;
      const isGoing = own.going !== null && !own.going.defaultPrevented;
      const isElsewhere = acts.at > own.at && acts.event?.defaultPrevented === false && acts.target?.closest('a[href]') != null && !isGoing;
      if (isElsewhere && own.succeededAt === 0) say('logout', false, 'refused', `${own.meaning}: went elsewhere`);
      else if (isGoing || own.succeededAt > 0) hint('logout', 'hint:left', own.meaning);
    },
  };
};
