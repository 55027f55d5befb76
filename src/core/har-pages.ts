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

/** Whether a page may have sent a request: its own origin is told the page's address, others are told the page's origin. */
const isFrom = ({ url }: HarPage, { request }: HarEntry, from: string | null): boolean =>
  url !== null && (originOf(request.url) === from ? url.split('#')[0] === request.headers.referer : originOf(url) === from);

const nameKey = (device: string, name: string): string => `${device}\nname ${name}`;
const originKey = (device: string, origin: string | null): string => `${device}\norigin ${origin}`;

/**
 * Which page each request belongs to; requests come in order of their start. Tools differ: Chromium names a page by
 * `pageref` for each load, Firefox one for all loads of a tab, and proxies none. So a request that loads a page begins a
 * new one, whatever it is called, and without a name the last page of the origin that the request came from counts.
 */
export const createHarPages = (file: string, titles: ReadonlyMap<string, string>) => {
  const pages: HarPage[] = [];
  const current = new Map<string, HarPage>();
  const before = new Map<HarPage, HarPage>();

  /** Opens a page; `name` is what the file calls it. Requests without a name find it by its origin. */
  const open = (device: string, name: string | null, url: string | null, referrer: string, at: number): HarPage => {
    const page = { document: `${file}-page-${String(pages.length + 1).padStart(4, '0')}`, device, url, referrer, at };
    const keys = [...(name === null ? [] : [nameKey(device, name)]), originKey(device, originOf(url ?? undefined))];
    const left = keys.map((key) => current.get(key)).find((found) => found !== undefined);
    if (left !== undefined) before.set(page, left);
    for (const key of keys) current.set(key, page);
    pages.push(page);
    return page;
  };

  return {
    all: (): readonly HarPage[] => pages,
    of: (entry: HarEntry, device: string): HarPage => {
      const { opens, pageref, request, start } = entry;
      const { referer, origin } = request.headers;
      if (opens === 'certain' || (opens === 'likely' && pageref === null)) return open(device, pageref, request.url, referer ?? '', start);
      const from = originOf(referer) ?? originOf(origin);
      const known = current.get(pageref === null ? originKey(device, from) : nameKey(device, pageref));
      // Tools that name pages may write an address as the title, as Chromium does.
      const title = pageref === null ? undefined : titles.get(pageref);
      const address = originOf(title) === null ? (referer ?? from) : title;
      const page = known ?? open(device, pageref, address ?? null, '', start);
      const left = before.get(page);
      return left !== undefined && start - page.at <= leavingMs && isFrom(left, entry, from) && !isFrom(page, entry, from) ? left : page;
    },
  };
};
