import type { Tell } from './channel.ts';
import type { Guard } from './guard.ts';
import { wrapMethod } from './instrument.ts';
import { reading } from './intrinsics.ts';
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
  const { document } = page;
  // The address, without the making of `location` that few pages ask for.
  const address = reading<string>(page.Document.prototype, 'URL');
  let url = address(document);
  let closing: 'unloaded' | 'bfcache' | null = null;

  const opening = (lifecycle: 'active' | 'prerender' | 'bfcache', at: string) =>
    ({ kind: 'document.opened', url: at, referrer: document.referrer, lifecycle }) as const;
  const route = (): void => {
    const now = address(document);
    if (now === url) return;
    url = now;
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

  const first = url;
  const { prerendering } = document as { prerendering?: boolean };
  reporter.opens(() => opening(prerendering ? 'prerender' : 'active', first));
  if (prerendering)
    on('prerenderingchange', () => {
      reporter.sayQuietly({ kind: 'document.activated' });
    });
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
    reporter.sayQuietly(opening('bfcache', address(document)));
    refresh();
    reporter.flush();
  });
  on('popstate', route);
  on('hashchange', route);
  const { prototype } = page.History;
  const routed = { before: () => true, after: route };
  wrapMethod(prototype, 'pushState', guard, routed);
  wrapMethod(prototype, 'replaceState', guard, routed);
};

/**
 * What other tabs write. Only where storage is read anyway: to listen alone makes the browser fetch the site's storage, which
 * takes longer than all the rest of the start.
 */
export const watchOtherTabs = (on: On, stored: Stored): void =>
  on('storage', (event) => {
    const { key } = event as StorageEvent;
    if (key === null || stored.knows(key)) stored.refresh(true);
  });
