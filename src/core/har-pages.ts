import type { HarEntry } from './har-entry.ts';

/** A page of a HAR, or an app where requests name no page: then `url` is null. */
export type HarPage = {
  readonly document: string;
  readonly device: string;
  readonly url: string | null;
  readonly referrer: string;
  readonly at: number;
};

const originOf = (url: string | undefined): string | null => (url !== undefined && URL.canParse(url) ? new URL(url).origin : null);

/** What a page sends while it is left starts after the load of the next one, so long at most, in ms. */
const leavingMs = 1000;

const isFrom = ({ url }: HarPage, referer: string | undefined): boolean => referer !== undefined && url?.split('#')[0] === referer;

/**
 * Which page each request belongs to; requests come in order of their start. Tools differ: Chromium names a page by
 * `pageref` for each load, Firefox one for all loads of a tab, and proxies none. So a request that loads a page begins a
 * new one, whatever it is called, and without a name the last page of the origin that the request came from counts.
 */
export const createHarPages = (file: string, titles: ReadonlyMap<string, string>) => {
  const pages: HarPage[] = [];
  const current = new Map<string, HarPage>();
  const before = new Map<HarPage, HarPage>();

  const open = (device: string, url: string | null, referrer: string, at: number): HarPage => {
    const page = { document: `${file}-page-${String(pages.length + 1).padStart(4, '0')}`, device, url, referrer, at };
    pages.push(page);
    return page;
  };

  /** Tools that name pages may write an address as the title, as Chromium does. */
  const named = (pageref: string, { request, start }: HarEntry, device: string): HarPage => {
    const title = titles.get(pageref);
    const url = title !== undefined && originOf(title) !== null ? title : request.headers.referer;
    return open(device, url ?? null, '', start);
  };

  return {
    all: (): readonly HarPage[] => pages,
    of: (entry: HarEntry, device: string): HarPage => {
      const { pageref, request, start } = entry;
      const { referer, origin } = request.headers;
      const byName = pageref === null ? null : `${device}\npage ${pageref}`;
      if (entry.opens === 'certain' || (entry.opens === 'likely' && byName === null)) {
        const page = open(device, request.url, referer ?? '', start);
        const key = byName ?? `${device}\n${originOf(request.url)}`;
        const left = current.get(key);
        if (left !== undefined) before.set(page, left);
        current.set(key, page);
        return page;
      }
      const from = originOf(referer) ?? originOf(origin);
      const key = byName ?? `${device}\n${from ?? 'app'}`;
      const page =
        current.get(key) ?? (pageref === null ? open(device, from && (referer ?? from), '', start) : named(pageref, entry, device));
      current.set(key, page);
      const left = before.get(page);
      return left !== undefined && start - page.at <= leavingMs && isFrom(left, referer) && !isFrom(page, referer) ? left : page;
    },
  };
};
