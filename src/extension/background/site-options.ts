import { type AuthPatterns, noAuthPatterns } from '../../core/auth-patterns.ts';
import type { ForeignObservation, Observation } from '../../core/observation.ts';
import type { AnalysisOptions, Feed, Muted } from '../../core/options.ts';
import { isKnownObservation } from '../../core/parse-observation.ts';
import { siteOf } from '../../core/site.ts';
import { changedAuth, changedMuted, changedOptions, type OptionsChange } from '../../messages/options-change.ts';
import type { SiteChange } from '../../messages/panel.ts';
import { noSetting, type SiteSetting, type SiteSettings } from './site-settings.ts';

type Options = {
  get(): AnalysisOptions;
  set(options: AnalysisOptions): void;
};

const unique = <T>(list: readonly T[]): readonly T[] => [...new Map(list.map((one) => [JSON.stringify(one), one])).values()];

const authOf = (settings: readonly SiteSetting[]): AuthPatterns => {
  const list = (name: keyof AuthPatterns): readonly string[] => unique(settings.flatMap(({ auth }) => auth[name]));
  return { login: list('login'), logout: list('logout'), expiry: list('expiry'), never: list('never') };
};

const withoutSite = ({ auth: _auth, muted: _muted, feeds: _feeds, ...options }: AnalysisOptions): AnalysisOptions => options;

const withFeeds = (options: AnalysisOptions, feeds: readonly Feed[]): AnalysisOptions =>
  feeds.length === 0 ? options : { ...options, feeds };

const opensPage = (one: Observation | ForeignObservation): string | null =>
  isKnownObservation(one) && one.kind === 'document.opened' && one.frame === 0 ? siteOf(one.url) : null;

/**
 * How the recording is read, as its sites want it. Models, feeds and assumptions belong to projects and are laid over what
 * holds already; patterns and muted rules of all sites in the recording hold together, because they are one analysis.
 */
export const createSiteOptions = (settings: SiteSettings, options: Options) => {
  const seen = new Set<string>();

  const compose = (own: AnalysisOptions): AnalysisOptions => {
    const here = [...seen].map(settings.of);
    const auth = authOf(here);
    const muted: readonly Muted[] = unique(here.flatMap((setting) => setting.muted));
    return {
      ...withFeeds(withoutSite(own), own.feeds ?? []),
      ...(JSON.stringify(auth) === JSON.stringify(noAuthPatterns) ? {} : { auth }),
      ...(muted.length === 0 ? {} : { muted }),
    };
  };
  const apply = (own: AnalysisOptions): void => {
    const next = compose(own);
    if (JSON.stringify(next) !== JSON.stringify(options.get())) options.set(next);
  };

  return {
    /** Pages that were recorded before the worker woke: what their sites want is in the options already. */
    knows: (observations: readonly (Observation | ForeignObservation)[]): void => {
      for (const one of observations) {
        const site = opensPage(one);
        if (site !== null) seen.add(site);
      }
    },
    /** Of the first page of a site, what was chosen for the site holds from now on. */
    opened: (observations: readonly Observation[]): void => {
      for (const one of observations) {
        const site = opensPage(one);
        if (site === null || seen.has(site)) continue;
        seen.add(site);
        const { models, settings: chosen, feeds } = settings.of(site);
        const own = options.get();
        apply(
          withFeeds(
            { ...own, models: { ...own.models, ...models }, settings: { ...own.settings, ...chosen } },
            unique([...(own.feeds ?? []), ...feeds]),
          ),
        );
      }
    },
    /** What a tester chose in a panel; kept for `site`, unless that is null. How events are read at the moment is not kept. */
    choose: (site: string | null, change: OptionsChange): void => {
      const own = changedOptions(options.get(), change);
      if (site !== null) settings.change(site, { models: own.models, settings: own.settings, feeds: own.feeds ?? [] });
      apply(own);
    },
    change: (site: string, { auth, muted, ...change }: SiteChange): void => {
      seen.add(site);
      const before = settings.of(site);
      settings.change(site, {
        ...change,
        ...(auth === undefined ? {} : { auth: changedAuth(before.auth, auth) }),
        ...(muted === undefined ? {} : { muted: changedMuted(before.muted, muted) }),
      });
      apply(options.get());
    },
    forget: (site: string): void => {
      settings.change(site, noSetting);
      apply(withoutSite({ ...options.get(), models: {}, settings: {} }));
    },
  };
};

export type SiteOptions = ReturnType<typeof createSiteOptions>;
