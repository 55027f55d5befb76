import type { Guard } from '../guard.ts';
import { hasShownPasswordField } from './password-fields.ts';
import type { AuthSigns } from './signals.ts';
import { isLoginPath, pathWithin } from './words.ts';

/**
 * The page may be the answer to a login form that the browser posted: says whether it asks for a password again;
 * see `signals.ts`. The returned function ends the wait, for a page that leaves before it was complete.
 */
export const watchArrival = (page: Window & typeof globalThis, guard: Guard, reserve: AuthSigns['reserve']): (() => void) => {
  const { document } = page;
  const from = document.referrer && pathWithin(document.referrer, page.location.href);
  const [entry] = page.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  let place: ReturnType<AuthSigns['reserve']> | null = null;
  const say = (source: string): void => {
    place?.(false, source, `came from ${from}`);
    place = null;
  };
  const awaited = from && entry?.type === 'navigate' && (isLoginPath(from) || entry.redirectCount > 0);
  if (awaited && document.readyState === 'loading') {
    place = reserve();
    const shown = (): void => say(hasShownPasswordField(document) ? 'password-form-again' : 'no-password-form');
    page.addEventListener('DOMContentLoaded', () => guard(shown), { capture: true, once: true });
  }
  return () => say('no-answer');
};
