import type { Guard } from '../guard.ts';
import { attemptMaxAge } from '../limits.ts';
import type { RequestWatcher } from '../wire.ts';
import { asksForPassword, hasShownPasswordField } from './password-fields.ts';
import type { AuthSigns } from './signals.ts';
import { isLoginPath, shownPath } from './words.ts';

type Attempt = { readonly at: number; readonly path: string; asked: number; open: number; succeeded: boolean };

/** Login attempts of this document and their outcome; see `signals.ts`. */
export const watchLogin = (page: Window & typeof globalThis, guard: Guard, { say, clock }: AuthSigns) => {
  const { document } = page;
  let attempt: Attempt | null = null;
  let observer: MutationObserver | null = null;

  const end = (): void => {
    attempt = null;
    observer?.disconnect();
    observer = null;
  };
  const confirm = (why: string): void => {
    if (attempt === null) return;
    say('login', true, 'password-form', `${attempt.path}: ${why}`);
    end();
  };
  const check = (): void => {
    if (attempt === null) return;
    if (clock() - attempt.at > attemptMaxAge) end();
    else if (attempt.open === 0 && (attempt.succeeded || attempt.asked === 0) && !hasShownPasswordField(document))
      confirm('the password field is gone');
  };
  const submitted = (event: Event): void => {
    const form = event.target;
    if (!(form instanceof page.HTMLFormElement) || !asksForPassword(form)) return;
    end();
    const path = shownPath(pathOf(form.getAttribute('action') ?? '', page.location.href));
    attempt = { at: clock(), path, asked: 0, open: 0, succeeded: false };
    say('login', false, 'password-form', path);
    observer = new page.MutationObserver(() => guard(check));
    observer.observe(document, { childList: true, subtree: true });
  };
  page.addEventListener('submit', (event) => guard(() => submitted(event)), true);

  const arrived = (): void => {
    const from = document.referrer;
    if (from === '' || new page.URL(from).origin !== page.location.origin || hasShownPasswordField(document)) return;
    const [entry] = page.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    const path = new page.URL(from).pathname;
    if (entry?.type !== 'navigate' || (!isLoginPath(path) && entry.redirectCount === 0)) return;
    say('login', false, 'no-password-form', `came from ${shownPath(path)}`);
  };
  page.addEventListener('DOMContentLoaded', () => guard(arrived), { capture: true, once: true });

  const watcher: RequestWatcher = (method) => {
    const own = attempt;
    if (own === null || method === 'GET' || clock() - own.at > attemptMaxAge) return null;
    own.asked += 1;
    own.open += 1;
    return (status) => {
      own.open -= 1;
      if (own !== attempt) return;
      if (status === null || status >= 400) end();
      else {
        own.succeeded = true;
        check();
      }
    };
  };
  return {
    watcher,
    routed: check,
    leaving: (): void => {
      check();
      if (attempt?.succeeded && attempt.open === 0) confirm('answered with success, then the page left');
    },
  };
};

/** Where a form posts to, as a path. */
const pathOf = (action: string, base: string): string => {
  try {
    return new URL(action, base).pathname;
  } catch {
    return '/';
  }
};
