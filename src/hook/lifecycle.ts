import type { Tell } from './channel.ts';
import type { Guard } from './guard.ts';
import type { Arounds } from './instrument.ts';
import { listen } from './intrinsics.ts';
import type { On } from './listening.ts';
import type { Reporter } from './reporter.ts';
import type { Stored } from './stored.ts';

/** How a page is left: for ever, or into the cache that it may come back from. */
export type Leaving = 'unloaded' | 'bfcache';

/** What is known of the document before anything has to be told of it. */
export type Opening = {
  readonly at: number;
  readonly url: string;
  /** Made ready before anybody asked for it. */
  readonly ahead: boolean;
  /** Set as long as the page is being left, or lies in that cache. */
  leaving: Leaving | null;
};

type Dependencies = {
  readonly page: Window & typeof globalThis;
  readonly opening: Opening;
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
export const startLifecycle = ({ page, opening, on, guard, reporter, refresh, tell }: Dependencies) => {
  const { document } = page;
  let { url } = opening;
  let closing: Leaving | null = null;

  const opened = (lifecycle: 'active' | 'prerender' | 'bfcache', at: string) =>
    ({ kind: 'document.opened', url: at, referrer: document.referrer, lifecycle }) as const;
  const route = (): void => {
    // No page can replace it.
    const now = page.location.href;
    if (now === url) return;
    url = now;
    reporter.sayQuietly({ kind: 'route.changed', url });
    tell('route');
  };
  const isHidden = (): boolean => document.visibilityState === 'hidden';
  const closeLast = (): void => {
    guard(() => {
      if (closing === null) return;
      reporter.sayQuietly({ kind: 'document.closed', to: closing });
      closing = null;
    });
  };
  /** Moves a listener behind all that the page has added so far. */
  const last = (name: string, listener: () => void): void => {
    page.removeEventListener(name, listener);
    listen(page, name, listener);
  };
  const pagehideLast = (): void => {
    if (isHidden()) closeLast();
  };
  const hideLast = (): void => last('pagehide', pagehideLast);
  const left = (): void => {
    closing = opening.leaving;
    reporter.immediate(true);
    // Otherwise `visibilitychange` follows, and with it the last requests.
    if (!isHidden()) last('visibilitychange', closeLast);
  };
  const hiddenOrShown = (): void => {
    reporter.immediate(isHidden() || closing !== null);
    if (isHidden()) hideLast();
  };

  reporter.opens(() => opened(opening.ahead ? 'prerender' : 'active', opening.url), opening.at);
  on('visibilitychange', () => {
    hiddenOrShown();
    if (!isHidden()) refresh();
  });
  hideLast();
  hiddenOrShown();
  if (opening.leaving) left();

  return {
    route,
    left,
    activated: () => reporter.sayQuietly({ kind: 'document.activated' }),
    shown(restored: boolean): void {
      hideLast();
      if (!restored) return;
      closing = null;
      reporter.immediate(false);
      reporter.sayQuietly(opened('bfcache', page.location.href));
      refresh();
      reporter.flush();
    },
    arounds: { pushState: { before: () => true, after: route }, replaceState: { before: () => true, after: route } } satisfies Arounds,
  };
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
