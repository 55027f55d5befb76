import type { Guard } from '../guard.ts';
import { hasShownPasswordField } from './password-fields.ts';
import type { AuthSigns } from './signals.ts';
import { isLoginPath, pathOf } from './words.ts';

/**
 * The page may be the answer to a login form that the browser posted: says whether it asks for a password again;
 * see `signals.ts`. The returned function ends the wait, for a page that leaves before it was complete.
 */
export const watchArrival = (page: Window & typeof globalThis, guard: Guard, reserve: AuthSigns['reserve']): (() => void) => {
  const { document, location } = page;
  const from = document.referrer;
  const [entry] = page.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (!from.startsWith(`${location.origin}/`) || entry?.type !== 'navigate' || document.readyState !== 'loading') return () => {};
  const path = pathOf(from, from);
  if (!isLoginPath(path) && entry.redirectCount === 0) return () => {};

  let tell: ReturnType<AuthSigns['reserve']> | null = reserve();
  const say = (source: string): void => {
    tell?.(false, source, `came from ${path}`);
    tell = null;
  };
  const shown = (): void => say(hasShownPasswordField(document) ? 'password-form-again' : 'no-password-form');
  page.addEventListener('DOMContentLoaded', () => guard(shown), { capture: true, once: true });
  return () => say('no-answer');
};
