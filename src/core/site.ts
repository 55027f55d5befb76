const parsed = (url: string): URL | null => {
  try {
    return new URL(url);
  } catch {
    return null;
  }
};

/** The host with its port; empty when there is none. */
export const hostOf = (url: string): string => parsed(url)?.host ?? '';

/** The origin, empty when there is none. */
export const originOf = (url: string): string => parsed(url)?.origin ?? '';

/** The last two names of the host, or the whole of an address in numbers; null when there is no host. */
export const siteOf = (url: string | null): string | null => {
  const hostname = url === null ? '' : (parsed(url)?.hostname ?? '');
  if (hostname === '') return null;
  return /^[\d.]+$|:/.test(hostname) ? hostname : hostname.split('.').slice(-2).join('.');
};

/**
 * Where a document keeps things. Local storage belongs to an origin, cookies may be shared by all hosts of a site. A frame of
 * another site than its page's has both for itself.
 * Source: https://developer.mozilla.org/en-US/docs/Web/Privacy/Guides/State_Partitioning
 */
export type Jar = { readonly origin: string; readonly site: string };

export const unknownJar: Jar = { origin: '', site: '' };

/**
 * The address that a document in a frame goes by: its own, or that of the document that made it, which `about:blank` and
 * `srcdoc` name as their referrer. Source: https://html.spec.whatwg.org/multipage/document-sequences.html#creating-a-new-browsing-context
 */
export const addressOf = (url: string, referrer: string): string => (siteOf(url) === null && siteOf(referrer) !== null ? referrer : url);

/** The jar of a document at `url`; `top` is that of its page, null for the page itself. Addresses without a host take the page's. */
export const jarOf = (url: string, top: Jar | null): Jar => {
  const site = siteOf(url);
  if (site === null) return top ?? unknownJar;
  const origin = originOf(url);
  return top === null || top.site === '' || top.site === site
    ? { origin, site }
    : { origin: `${origin}^${top.site}`, site: `${site}^${top.site}` };
};
