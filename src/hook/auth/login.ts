import type { Guard } from '../guard.ts';
import { attemptMaxAge, outcomeMaxWait } from '../limits.ts';
import type { RequestWatcher } from '../wire.ts';
import { asksForPassword, hasShownPasswordField } from './password-fields.ts';
import type { AuthSigns } from './signals.ts';
import { pathOf } from './words.ts';

type Attempt = {
  readonly at: number;
  readonly path: string;
  asked: number;
  open: number;
  succeeded: boolean;
  /** The place kept for the confirmation, while it is awaited. */
  told: ReturnType<AuthSigns['reserve']> | null;
};

/** Login attempts of this document and their outcome; see `signals.ts`. */
export const watchLogin = (page: Window & typeof globalThis, guard: Guard, { say, reserve, clock, wait }: AuthSigns) => {
  const { document } = page;
  let attempt: Attempt | null = null;
  let observer: MutationObserver | null = null;

  const end = (): void => {
    attempt?.told?.(false, 'reply', `${attempt.path}: answered with success, but the form is still there`);
    attempt = null;
    observer?.disconnect();
  };
  const confirm = (why: string): void => {
    if (attempt === null) return;
    const tell = attempt.told ?? reserve();
    attempt.told = null;
    tell(true, 'password-form', `${attempt.path}: ${why}`);
    end();
  };
  const check = (): void => {
    if (attempt === null) return;
    if (clock() - attempt.at > attemptMaxAge) end();
    else if (attempt.open === 0 && (attempt.succeeded || attempt.asked === 0) && !hasShownPasswordField(document)) {
      confirm('the password field is gone');
    }
  };
  const submitted = (event: Event): void => {
    const form = event.target;
    if (!(form instanceof page.HTMLFormElement) || !asksForPassword(form)) return;
    end();
    const path = pathOf(form.getAttribute('action') ?? '', document.baseURI);
    attempt = { at: clock(), path, asked: 0, open: 0, succeeded: false, told: null };
    say('login', false, 'password-form', path);
    observer = new page.MutationObserver(() => guard(check));
    observer.observe(document, { childList: true, subtree: true });
  };
  page.addEventListener('submit', (event) => guard(() => submitted(event)), true);

  const answered = (own: Attempt, status: number | null): void => {
    own.open -= 1;
    if (own !== attempt) return;
    if (status === null || status >= 400) {
      own.told?.(false, 'reply', `${own.path}: refused`);
      own.told = null;
      end();
      return;
    }
    own.succeeded = true;
    own.told ??= reserve();
    wait(outcomeMaxWait, () =>
      guard(() => {
        const { told } = own;
        own.told = null;
        told?.(false, 'reply', `${own.path}: answered with success, but the form is still there`);
      }),
    );
    check();
  };
  const watcher: RequestWatcher = (method) => {
    const own = attempt;
    if (own === null || method === 'GET' || clock() - own.at > attemptMaxAge) return null;
    own.asked += 1;
    own.open += 1;
    return (status) => answered(own, status);
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
