import type { AuthSignal, ObservationOf } from './observation.ts';

/**
 * What a site knows of its own logins. Addresses such as `/welcome`, `/account/*` or `https://id.shop.test/*`, where `*` is
 * anything: reaching one of `login` means that somebody is logged in now, and so on. `never` are paths and words that are
 * no sign on this site, as they stand in the detail of a signal.
 */
export type AuthPatterns = Readonly<Record<AuthSignal | 'never', readonly string[]>>;

export const noAuthPatterns: AuthPatterns = { login: [], logout: [], expiry: [], never: [] };

const signals = ['logout', 'expiry', 'login'] as const satisfies readonly AuthSignal[];

const patternOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('.*')}$`,
    'i',
  );

const pathOf = (url: string): string => url.replace(/^[\w-]+:\/\/[^/?#]*/, '').replace(/[?#].*$/, '') || '/';

export const createAuthPatterns = (patterns: AuthPatterns) => {
  const places = signals.flatMap((signal) => patterns[signal].map((text) => ({ signal, text, form: patternOf(text) })));
  return {
    /** The signal that an address of a document or route stands for; null for most. */
    reached: (url: string): { readonly signal: AuthSignal; readonly pattern: string } | null => {
      const found = places.find(({ text, form }) => form.test(text.includes('://') ? url : pathOf(url)));
      return found === undefined ? null : { signal: found.signal, pattern: found.text };
    },
    /** True for a signal that the page gave by itself and that this site takes for nothing. */
    isNothing: ({ source, detail }: ObservationOf<'auth.signalled'>): boolean =>
      source !== 'button' && patterns.never.some((text) => detail.toLowerCase().includes(text.toLowerCase())),
  };
};
