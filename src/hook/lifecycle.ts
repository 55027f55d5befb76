import type { Tell } from './channel.ts';
import type { Guard } from './guard.ts';
import { wrapMethod } from './instrument.ts';
import type { On } from './listening.ts';
import type { Reporter } from './reporter.ts';
import type { Stored } from './stored.ts';

type Dependencies = {
  readonly page: Window & typeof globalThis;
  readonly on: On;
  readonly guard: Guard;
  readonly reporter: Reporter;
  /** Storage is read anew, if anybody's is read at all. */
  readonly refresh: () => void;
  readonly tell: Tell;
};

/**
 * Document and route events. While the page leaves, every report goes out at once, and the listeners that say
 * `document.closed` move behind those of the page: `pagehide`, then `visibilitychange`, are where SDKs send what
 * is left.
 */
export const watchLifecycle = ({ page, on, guard, reporter, refresh, tell }: Dependencies): void => {
  const { document, history } = page;
  let url = page.location.href;
  let closing: 'unloaded' | 'bfcache' | null = null;

  const opened = (lifecycle: 'active' | 'prerender' | 'bfcache'): void =>
    reporter.sayQuietly({ kind: 'document.opened', url: page.location.href, referrer: document.referrer, lifecycle });
  const route = (): void => {
    if (page.location.href === url) return;
    url = page.location.href;
    reporter.sayQuietly({ kind: 'route.changed', url });
    tell('route');
  };
  const close = (): void => {
    if (closing === null) return;
    reporter.sayQuietly({ kind: 'document.closed', to: closing });
    closing = null;
  };
  const closeLast = (): void => {
    guard(close);
  };
  /** Moves a listener behind all that the page has added so far. */
  const last = (name: string, listener: () => void): void => {
    page.removeEventListener(name, listener);
    page.addEventListener(name, listener);
  };

  if ((document as { prerendering?: boolean }).prerendering) {
    opened('prerender');
    on('prerenderingchange', () => {
      reporter.sayQuietly({ kind: 'document.activated' });
    });
  } else opened('active');
  const pagehideLast = (): void => {
    if (document.visibilityState === 'hidden') closeLast();
  };
  on('pagehide', (event) => {
    closing = (event as PageTransitionEvent).persisted ? 'bfcache' : 'unloaded';
    // Last words before the document closes.
    tell('leave');
    reporter.immediate(true);
    // Otherwise `visibilitychange` follows, and with it the last requests.
    if (document.visibilityState === 'visible') last('visibilitychange', closeLast);
  });
  on('visibilitychange', () => {
    const hidden = document.visibilityState === 'hidden';
    reporter.immediate(hidden || closing !== null);
    if (hidden) last('pagehide', pagehideLast);
    else refresh();
  });
  on('pageshow', (event) => {
    last('pagehide', pagehideLast);
    if (!(event as PageTransitionEvent).persisted) return;
    closing = null;
    reporter.immediate(false);
    opened('bfcache');
    refresh();
    reporter.flush();
  });
  for (const name of ['popstate', 'hashchange']) on(name, route);
  for (const name of ['pushState', 'replaceState'])
    wrapMethod(page.History.prototype, name, guard, { before: (self) => (self === history ? true : null), after: route });
};

/**
 * What other tabs write. Only where storage is read anyway: to listen alone makes the browser fetch the site's storage, which
 * takes longer than all the rest of the start.
 */
export const watchOtherTabs = (on: On, stored: Stored): void =>
  on('storage', (event) => {
    const { key } = event as StorageEvent;
    if (key === null || stored.knows(key)) stored.refresh();
  });
