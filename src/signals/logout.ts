import { type Context, on } from './context.ts';
import { controlSelector, logoutMeaning, logoutPathOf } from './controls.ts';
import { attemptMaxAge, logoutMaxAge } from './limits.ts';
import type { RequestWatcher } from './requests.ts';
import { countShown } from './shown.ts';

/** Headers by which frameworks and browsers mark what nobody asked for yet. */
const prefetch = /prefetch|purpose/;

const dialogs = 'dialog[open],[role$=dialog]';

/** Logout clicks, requests and routes of this document; see `signals.ts`. */
export const watchLogout = ({ page, say, clock }: Context) => {
  const { document } = page;
  const never = 0;
  let clickedAt = never;
  let confirmedAt = never;
  let clicked: Element | null = null;
  let meant = '';
  let dialogsBefore = 0;
  /** What leads to the control's own address, unless the page prevents it. */
  let going: Event | null = null;

  const confirm = (source: string, detail: string): void => {
    observer.disconnect();
    clickedAt = never;
    if (clock() - confirmedAt < attemptMaxAge) return;
    confirmedAt = clock();
    say('logout', true, source, detail);
  };
  const isPending = (): boolean => clock() - clickedAt < logoutMaxAge;
  const check = (): void => {
    if (!isPending() || clicked?.isConnected) return;
    // A menu closes over the question whether somebody really wants to.
    if (countShown(document, dialogs) > dialogsBefore) clickedAt = never;
    else confirm('click', `${meant}: it is gone`);
  };
  const observer = new page.MutationObserver(check);

  const leadsAway = (control: Element): boolean => {
    const { protocol, pathname, search } = control as HTMLAnchorElement;
    return protocol?.startsWith('http') && pathname + search !== page.location.pathname + page.location.search;
  };
  const onClick = (event: Event): void => {
    const { target } = event;
    const control = target instanceof page.Element ? target.closest(controlSelector) : null;
    const found = control && logoutMeaning(control);
    if (!found) return;
    clicked = control;
    meant = found;
    clickedAt = clock();
    confirmedAt = never;
    dialogsBefore = countShown(document, dialogs);
    going = leadsAway(control) ? event : null;
    say('logout', false, 'click', meant);
    observer.observe(document, { childList: true, subtree: true });
  };
  on(page, 'click', onClick);
  on<SubmitEvent>(page, 'submit', (event) => {
    if (event.submitter === clicked) going = event;
  });

  const watcher: RequestWatcher = ({ url, headers }) => {
    const path = logoutPathOf(url, document);
    if (path === null || headers.some((name) => prefetch.test(name))) return null;
    return (status) => {
      if (status !== null && status < 400) confirm('request', path);
    };
  };
  const routed = (): void => {
    check();
    const path = logoutPathOf(page.location.href, document);
    if (path !== null) confirm('route', path);
  };
  return {
    watcher,
    routed,
    leaving: (): void => {
      if (isPending() && going?.defaultPrevented === false) confirm('click', `${meant}: the page left`);
    },
  };
};
