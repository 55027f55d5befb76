import type { AuthSignal, ObservationOf } from './observation.ts';

/**
 * What a site knows of its own logins. Addresses such as `/welcome`, `/account/*` or `https://id.shop.test/*`, where `*` is
 * anything: reaching one of `login` means that somebody is logged in now, and so on. `never` are paths and words that are
 * no sign on this site, as they stand in the detail of a signal.
 */
export type AuthPatterns = Readonly<Record<AuthSignal | 'never', readonly string[]>>;

export const noAuthPatterns: AuthPatterns = { login: [], logout: [], expiry: [], never: [] };

const signals = ['logout', 'expiry', 'login'] as const satisfies readonly AuthSignal[];

/**
 * Whether a text fits a pattern in which `*` is anything. Part after part is looked for once, from the left: a regular
 * expression of many `.*` would try all ways to divide a long address.
 */
const patternOf = (pattern: string): ((text: string) => boolean) => {
  const parts = pattern.toLowerCase().split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  return (text) => {
    const low = text.toLowerCase();
    if (parts.length === 1) return low === first;
    if (!low.startsWith(first)) return false;
    let from = first.length;
    for (const part of parts.slice(1, -1)) {
      const at = low.indexOf(part, from);
      if (at < 0) return false;
      from = at + part.length;
    }
    return low.length - last.length >= from && low.endsWith(last);
  };
};

const pathOf = (url: string): string => {
  const path = url.replace(/^[\w-]+:\/\/[^/?#]*/, '');
  const end = path.search(/[?#]/);
  return (end < 0 ? path : path.slice(0, end)) || '/';
};

export const createAuthPatterns = (patterns: AuthPatterns) => {
  const places = signals.flatMap((signal) => patterns[signal].map((text) => ({ signal, text, fits: patternOf(text) })));
  return {
    /** The signal that an address of a document or route stands for; null for most. */
    reached: (url: string): { readonly signal: AuthSignal; readonly pattern: string } | null => {
      const found = places.find(({ text, fits }) => fits(text.includes('://') ? url : pathOf(url)));
      return found === undefined ? null : { signal: found.signal, pattern: found.text };
    },
    /** True for a signal that the page gave by itself and that this site takes for nothing. */
    isNothing: ({ source, detail }: ObservationOf<'auth.signalled'>): boolean =>
      source !== 'button' && patterns.never.some((text) => detail.toLowerCase().includes(text.toLowerCase())),
  };
};
