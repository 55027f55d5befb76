import type { Analysis } from './analysis.ts';
import { siteOf } from './site.ts';
import type { MomentOf } from './story.ts';

/** One document, from its opening to its end. Times are epoch ms. */
export type Load = {
  readonly document: string;
  readonly device: string;
  readonly tab: number | null;
  readonly frame: number | null;
  /** The last two names of its host, or the whole of an address in numbers; of a frame without a host that of the document that made it; null when its address was not seen. */
  readonly site: string | null;
  readonly openedAt: number;
  /** Null while the document is open. A document in the back/forward cache counts as closed until it returns. */
  readonly closedAt: number | null;
};

const cache = new WeakMap<Analysis, ReadonlyMap<string, Load>>();

/** The documents of a recording by id, in order of opening. A document whose opening was not seen starts at its first moment. */
export const loadsOf = (analysis: Analysis): ReadonlyMap<string, Load> => {
  const cached = cache.get(analysis);
  if (cached !== undefined) return cached;
  const loads = new Map<string, Load>();
  const pages = new Map<string, string>();
  /** What `about:blank` and `srcdoc` belong to: the document that made them, where it is named, else the page. */
  const makerSite = ({ url, referrer, device, tab, frame }: MomentOf<'document'>): string | null =>
    url === null || isTop({ frame }) ? null : (siteOf(referrer) ?? loads.get(pages.get(`${device}\n${tab}`) ?? '')?.site ?? null);
  for (const moment of analysis.moments) {
    const known = loads.get(moment.document);
    if (known !== undefined && moment.kind !== 'document') continue;
    const { document, device, tab, frame } = moment;
    if (known === undefined && isTop(moment)) pages.set(`${moment.device}\n${moment.tab}`, moment.document);
    const load = known ?? { document, device, tab, frame, site: null, openedAt: moment.at, closedAt: null };
    const ended = moment.kind === 'document' && (moment.what === 'closed' || moment.what === 'frozen');
    const stays = moment.kind !== 'document' || moment.what === 'routed';
    loads.set(document, {
      ...load,
      site: load.site ?? (moment.kind === 'document' ? (siteOf(moment.url) ?? makerSite(moment)) : null),
      closedAt: ended ? moment.at : stays ? load.closedAt : null,
    });
  }
  cache.set(analysis, loads);
  return loads;
};

/** True for the page itself, false for a document inside another one. */
export const isTop = (place: { readonly frame: number | null }): boolean => place.frame === null || place.frame === 0;

const ownFrames = new WeakMap<Analysis, ReadonlySet<string>>();

/**
 * The documents in frames that belong to the site of the page they are in: those of the same site, and those without an
 * address of their own (`about:blank`, `srcdoc`) that these made. What happens there is the site's own doing, as on the page itself.
 */
export const ownFramesOf = (analysis: Analysis): ReadonlySet<string> => {
  const cached = ownFrames.get(analysis);
  if (cached !== undefined) return cached;
  const pages = new Map<string, Load>();
  const own = new Set<string>();
  for (const load of loadsOf(analysis).values()) {
    const tab = `${load.device}\n${load.tab}`;
    if (isTop(load)) pages.set(tab, load);
    else if (load.tab !== null && pages.has(tab) && load.site !== null && load.site === pages.get(tab)?.site) own.add(load.document);
  }
  ownFrames.set(analysis, own);
  return own;
};

/** Between two pages of a navigation none is open, for this long at most, in ms. */
const navigationMs = 10_000;

/**
 * True when nothing more can come from a device: every page of it is closed, and the recording has ended or no page
 * followed for a while.
 */
export const allClosed = (analysis: Analysis, device: string | null): boolean => {
  const { until, lastSeen = until } = analysis;
  let closed = Number.NEGATIVE_INFINITY;
  for (const load of loadsOf(analysis).values()) {
    if (!isTop(load) || load.device !== device) continue;
    if (load.closedAt === null) return false;
    closed = Math.max(closed, load.closedAt);
  }
  return until <= lastSeen || until - closed >= navigationMs;
};

/** The next page opened after `at` where `document` was shown: in its tab, or on its device when tabs are not known. */
export const nextLoad = (analysis: Analysis, document: string, at: number): Load | null => {
  const loads = loadsOf(analysis);
  const here = loads.get(document);
  for (const load of loads.values()) {
    if (load.document === document || !isTop(load) || load.openedAt < at) continue;
    if (here === undefined || (load.device === here.device && (here.tab === null || load.tab === here.tab))) return load;
  }
  return null;
};
