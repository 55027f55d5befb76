import type { Touch } from '../core/event.ts';

const campaignKeys = ['utm_source', 'utm_medium', 'utm_campaign', 'utm_content', 'utm_term', 'utm_id'] as const;

const campaignOfUrl = (url: string): Readonly<Record<string, string>> | null => {
  if (!url.includes('utm_')) return null;
  const query = new URLSearchParams(url.slice(url.indexOf('?') + 1).split('#')[0]);
  const found = campaignKeys.flatMap((key) => {
    const value = query.get(key);
    return value === null || value === '' ? [] : [[key, value] as const];
  });
  return found.length === 0 ? null : Object.fromEntries(found);
};

/** Where a visitor came from, as far as an event tells; null when it tells nothing. `utm` wins over what the url says. */
export const touchOf = (url: string | null, referrer: string | null, utm: Readonly<Record<string, string>> | null): Touch | null => {
  const campaign = utm ?? (url === null ? null : campaignOfUrl(url));
  if (url === null && !referrer && campaign === null) return null;
  return { ...(url === null ? {} : { url }), ...(referrer ? { referrer } : {}), ...(campaign === null ? {} : { utm: campaign }) };
};

/** The campaign members of an object that keeps them as `utm_…` properties. */
export const campaignOf = (textOf: (key: string) => string | null): Readonly<Record<string, string>> | null => {
  let found: Record<string, string> | null = null;
  for (const key of campaignKeys) {
    const value = textOf(key);
    if (value === null) continue;
    found ??= {};
    found[key] = value;
  }
  return found;
};
