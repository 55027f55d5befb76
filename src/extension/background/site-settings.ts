import { type AuthPatterns, noAuthPatterns } from '../../core/auth-patterns.ts';
import { isJsonObject, type Json, member } from '../../core/json.ts';
import type { Feed, Muted } from '../../core/options.ts';
import { cookieName } from '../../messages/limits.ts';
import { authOf, feedsOf, mutedOf, textsOf } from '../../messages/parse-options.ts';
import type { SettingsStore } from '../platform/settings-store.ts';

const key = 'sites';
/** The sites used last are kept. */
const mostSites = 200;

/** All that a tester chose for a site. Nothing of it was recorded. */
export type SiteSetting = {
  /** The cookie in which the site's servers keep an anonymous id. */
  readonly serverIdCookie: string | null;
  /** Its pages report without a panel. */
  readonly alwaysRecord: boolean;
  readonly auth: AuthPatterns;
  readonly muted: readonly Muted[];
  readonly models: Readonly<Record<string, string>>;
  readonly settings: Readonly<Record<string, string>>;
  readonly feeds: readonly Feed[];
};

/** What a tester chose for each site, by its last two names. */
export type SiteSettings = {
  of(site: string | null): SiteSetting;
  change(site: string, change: Partial<SiteSetting>): void;
};

export const noSetting: SiteSetting = {
  serverIdCookie: null,
  alwaysRecord: false,
  auth: noAuthPatterns,
  muted: [],
  models: {},
  settings: {},
  feeds: [],
};

const plain = JSON.stringify(noSetting);

const settingOf = (entry: Json): SiteSetting => {
  const cookie = member(entry, 'serverIdCookie');
  return {
    serverIdCookie: typeof cookie === 'string' && cookieName.test(cookie) ? cookie : null,
    alwaysRecord: member(entry, 'alwaysRecord') === true,
    auth: authOf(member(entry, 'auth')) ?? noAuthPatterns,
    muted: mutedOf(member(entry, 'muted')),
    models: textsOf(member(entry, 'models')) ?? {},
    settings: textsOf(member(entry, 'settings')) ?? {},
    feeds: feedsOf(member(entry, 'feeds')),
  };
};

export const openSiteSettings = async (store: SettingsStore): Promise<SiteSettings> => {
  // Settings that cannot be read must not keep the recorder from working.
  const stored = await store.read(key).catch(() => undefined);
  const sites = new Map<string, SiteSetting>();
  for (const [site, entry] of isJsonObject(stored) ? Object.entries(stored) : []) {
    const setting = settingOf(entry);
    if (JSON.stringify(setting) !== plain) sites.set(site, setting);
  }
  const of = (site: string | null): SiteSetting => (site === null ? noSetting : (sites.get(site) ?? noSetting));
  return {
    of,
    change: (site, change) => {
      const setting = { ...of(site), ...change };
      sites.delete(site);
      if (JSON.stringify(setting) !== plain) sites.set(site, setting);
      for (const oldest of [...sites.keys()].slice(0, Math.max(0, sites.size - mostSites))) sites.delete(oldest);
      store.write(key, Object.fromEntries(sites) as unknown as Json).catch(() => undefined);
    },
  };
};
