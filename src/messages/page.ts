/**
 * Hops: hook → bridge (private MessagePort, synchronous events carrying a JSON array of reports)
 *       bridge → background (runtime port `page`, messages below)
 *       background → bridge (the same port, and `tabs.sendMessage` to wake bridges that have no port)
 */
export const pagePortName = 'page';

/** Bridge → background. `reports` is a JSON array of `Report`, oldest first; text because it is parsed once, guarded, on arrival. */
export type PageMessage =
  | { readonly kind: 'page.hello'; readonly version: number; readonly lifecycle: 'active' | 'prerender' | 'bfcache' }
  | { readonly kind: 'page.reported'; readonly reports: string }
  /** What the one cookie holds that the tester named; null when it is not there, or hidden from scripts. */
  | { readonly kind: 'page.cookie'; readonly name: string; readonly value: string | null };

/** Background → bridge. */
export type ToPage =
  /** Send what is in the ring, and everything from now on; or stop. */
  | { readonly kind: 'page.record'; readonly on: boolean }
  /** Everything up to `seq` is recorded and may leave the ring. */
  | { readonly kind: 'page.acknowledged'; readonly seq: number }
  /** Tell of the cookie of this name, and of no other; null: of none. */
  | { readonly kind: 'page.watch'; readonly cookie: string | null };

/** Background → every bridge of a tab, by `tabs.sendMessage`: connect and say hello. */
export type TabMessage = { readonly kind: 'tab.wanted' };
