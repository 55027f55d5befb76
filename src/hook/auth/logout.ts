import type { Guard } from '../guard.ts';
import { test } from '../intrinsics.ts';
import { attemptMaxAge, logoutMaxAge } from '../limits.ts';
import type { RequestWatcher } from '../wire.ts';
import type { AuthSigns } from './signals.ts';
import { isLogoutLabel, isLogoutPath, pathOf } from './words.ts';

const control = 'a,button,input[type=submit],input[type=button],[role=button],[role=menuitem],[role=link]';

/** Headers by which frameworks and browsers mark what nobody asked for yet. */
const prefetch = /prefetch|^(sec-)?purpose$/;

/** Logout clicks, requests and routes of this document; see `signals.ts`. */
export const watchLogout = (page: Window & typeof globalThis, guard: Guard, { say, clock }: AuthSigns) => {
  const { document } = page;
  let clicked: { readonly at: number; readonly element: Element; readonly detail: string } | null = null;
  let confirmedAt = Number.NEGATIVE_INFINITY;
  let observer: MutationObserver | null = null;

  const sameOriginPath = (url: string): string | null => {
    try {
      const full = new page.URL(url, document.baseURI);
      return full.origin === page.location.origin ? full.pathname : null;
    } catch {
      return null;
    }
  };
  const forget = (): void => {
    clicked = null;
    observer?.disconnect();
    observer = null;
  };
  const confirm = (source: string, detail: string): void => {
    forget();
    if (clock() - confirmedAt < attemptMaxAge) return;
    confirmedAt = clock();
    say('logout', true, source, detail);
  };
  const fresh = (): typeof clicked => {
    if (clicked !== null && clock() - clicked.at > logoutMaxAge) forget();
    return clicked;
  };
  const check = (): void => {
    const own = fresh();
    if (own !== null && !own.element.isConnected) confirm('click', `${own.detail}: the control is gone`);
  };
  const meantBy = (element: Element): string | null => {
    const path = sameOriginPath(element.getAttribute('href') ?? element.closest('form')?.getAttribute('action') ?? '') ?? '';
    const submits = element.closest('a[href]') !== null || element.closest('form') !== null;
    if (submits && isLogoutPath(path)) return pathOf(path, document.baseURI);
    const value = element instanceof page.HTMLInputElement ? element.value : null;
    for (const label of [element.getAttribute('aria-label'), value, element.textContent, element.getAttribute('title')]) {
      if (label !== null && isLogoutLabel(label)) return label.trim();
    }
    return null;
  };
  const onClick = (event: Event): void => {
    const target = event.target instanceof page.Element ? event.target.closest(control) : null;
    const detail = target === null ? null : meantBy(target);
    if (target === null || detail === null) return;
    forget();
    confirmedAt = Number.NEGATIVE_INFINITY;
    clicked = { at: clock(), element: target, detail };
    say('logout', false, 'click', detail);
    observer = new page.MutationObserver(() => guard(check));
    observer.observe(document, { childList: true, subtree: true });
  };
  page.addEventListener('click', (event) => guard(() => onClick(event)), true);

  const watcher: RequestWatcher = (_method, url, headers) => {
    const path = isLogoutPath(url) ? sameOriginPath(url) : null;
    if (path === null || !isLogoutPath(path) || headers.some((name) => test(prefetch, name))) return null;
    return (status) => {
      if (status !== null && status < 400) confirm('request', pathOf(path, document.baseURI));
    };
  };
  const routed = (): void => {
    check();
    if (isLogoutPath(page.location.pathname)) confirm('route', pathOf(page.location.href, document.baseURI));
  };
  return {
    watcher,
    routed,
    /** The document itself may be the answer to a logout; one that is only prerendered is none yet. */
    arrived: (): void => {
      if ((document as { prerendering?: boolean }).prerendering !== true) routed();
      else document.addEventListener('prerenderingchange', () => guard(routed), { once: true });
    },
    leaving: (): void => {
      const own = fresh();
      if (own !== null) confirm('click', `${own.detail}: the page left`);
    },
  };
};
