import { isJsonObject, member } from '../../core/json.ts';
import { cookieName } from '../../messages/limits.ts';
import type { SettingsStore } from '../platform/settings-store.ts';

const key = 'sites';
/** The sites used last are kept. */
const mostSites = 200;

export type SiteSetting = {
  /** The cookie in which the site's servers keep an anonymous id. */
  readonly serverIdCookie: string | null;
};

/** What a tester chose for each site, by its last two names. */
export type SiteSettings = {
  of(site: string | null): SiteSetting;
  set(site: string, setting: SiteSetting): void;
};

const nothing: SiteSetting = { serverIdCookie: null };

export const openSiteSettings = async (store: SettingsStore): Promise<SiteSettings> => {
  // Settings that cannot be read must not keep the recorder from working.
  const stored = await store.read(key).catch(() => undefined);
  const sites = new Map<string, SiteSetting>();
  for (const [site, entry] of isJsonObject(stored) ? Object.entries(stored) : []) {
    const cookie = member(entry, 'serverIdCookie');
    if (typeof cookie === 'string' && cookieName.test(cookie)) sites.set(site, { serverIdCookie: cookie });
  }
  return {
    of: (site) => (site === null ? nothing : (sites.get(site) ?? nothing)),
    set: (site, setting) => {
      sites.delete(site);
      if (setting.serverIdCookie !== null) sites.set(site, setting);
      for (const oldest of [...sites.keys()].slice(0, Math.max(0, sites.size - mostSites))) sites.delete(oldest);
      store.write(key, Object.fromEntries(sites)).catch(() => undefined);
    },
  };
};
