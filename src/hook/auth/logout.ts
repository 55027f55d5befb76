import type { Guard } from '../guard.ts';
import { test, trimText } from '../intrinsics.ts';
import { attemptMaxAge, logoutMaxAge } from '../limits.ts';
import type { RequestWatcher } from '../wire.ts';
import type { AuthSigns } from './signals.ts';
import { isLogoutLabel, isLogoutPath, pathWithin } from './words.ts';

const control = 'a,button,input[type=submit],input[type=button],[role=button],[role=menuitem]';

/** Headers by which frameworks and browsers mark what nobody asked for yet. */
const prefetch = /prefetch|purpose/;

/** Logout clicks, requests and routes of this document; see `signals.ts`. */
export const watchLogout = (page: Window & typeof globalThis, guard: Guard, { say, clock }: AuthSigns) => {
  const { document } = page;
  const never = Number.NEGATIVE_INFINITY;
  let clickedAt = never;
  let confirmedAt = never;
  let clicked: Element | null = null;
  let meant = '';

  const logoutPath = (address: string): string | null => {
    const path = pathWithin(address, page.location.href);
    return path !== null && isLogoutPath(path) ? path : null;
  };
  const confirm = (source: string, detail: string): void => {
    observer.disconnect();
    clickedAt = never;
    if (clock() - confirmedAt < attemptMaxAge) return;
    confirmedAt = clock();
    say('logout', true, source, detail);
  };
  const isPending = (): boolean => clock() - clickedAt < logoutMaxAge;
  const check = (): void => {
    if (isPending() && !clicked?.isConnected) confirm('click', `${meant}: it is gone`);
  };
  const observer = new page.MutationObserver(() => guard(check));

  const meaning = (element: Element): string | null => {
    const attribute = (name: string): string | null => element.getAttribute(name);
    const target = attribute('href') ?? element.closest('form')?.getAttribute('action');
    const path = target ? logoutPath(target) : null;
    if (path !== null) return path;
    const label = [attribute('aria-label'), attribute('value'), element.textContent].find(isLogoutLabel);
    return label ? trimText(label) : null;
  };
  const onClick = ({ target }: Event): void => {
    const element = target instanceof page.Element ? target.closest(control) : null;
    const found = element && meaning(element);
    if (!found) return;
    clicked = element;
    meant = found;
    clickedAt = clock();
    confirmedAt = never;
    say('logout', false, 'click', meant);
    observer.observe(document, { childList: true, subtree: true });
  };
  page.addEventListener('click', (event) => guard(() => onClick(event)), true);

  const watcher: RequestWatcher = (_method, url, headers) => {
    const path = isLogoutPath(url) ? logoutPath(url) : null;
    if (path === null || headers.some(([name]) => test(prefetch, name))) return null;
    return (status) => {
      if (status !== null && status < 400) confirm('request', path);
    };
  };
  const routed = (): void => {
    check();
    const path = logoutPath(page.location.href);
    if (path !== null) confirm('route', path);
  };
  return {
    watcher,
    routed,
    leaving: (): void => {
      if (isPending()) confirm('click', `${meant}: the page left`);
    },
  };
};
