import { type Site, startSite } from '../support/site.ts';
import { type BrowserKind, type Listener, withListener } from './listener.ts';

/** A fresh test site and a fresh browser with hook and bridge for `work`. */
export async function onSite(
  kind: BrowserKind,
  work: (site: Site, listener: Listener) => Promise<void>,
  options: { readonly hooked?: boolean; readonly record?: boolean } = {},
): Promise<void> {
  const site = await startSite();
  try {
    await withListener(kind, (listener) => work(site, listener), options);
  } finally {
    await site.stop();
  }
}
