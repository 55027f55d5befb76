import type { Guard } from '../guard.ts';
import { attemptMaxAge, outcomeMaxWait } from '../limits.ts';
import type { RequestWatcher } from '../wire.ts';
import { sendsToInbox } from './arrival.ts';
import { asksForPassword, hasShownPasswordField } from './password-fields.ts';
import type { AuthSigns } from './signals.ts';
import { pathWithin } from './words.ts';

type Attempt = {
  readonly at: number;
  readonly path: string;
  /** Requests begun since, and those of them without an answer. */
  asked: number;
  open: number;
  succeeded: boolean;
  /** The place kept for the outcome, while it is awaited. */
  place: ReturnType<AuthSigns['reserve']> | null;
};

/** Login attempts of this document and their outcome; see `signals.ts`. `identifiedAt` is when the page last named a person. */
export const watchLogin = (
  page: Window & typeof globalThis,
  guard: Guard,
  { on, say, reserve, clock, wait }: AuthSigns,
  identifiedAt: () => number,
) => {
  const { document } = page;
  let attempt: Attempt | null = null;

  const tell = (own: Attempt, confirmed: boolean, source: string, why: string): void => {
    own.place?.(confirmed, source, `${own.path}: ${why}`);
    own.place = null;
  };
  const end = (own: Attempt, confirmed: boolean, why: string): void => {
    own.place ??= reserve();
    tell(own, confirmed, confirmed ? 'password-form' : 'refused', why);
    attempt = null;
    observer.disconnect();
  };
  const check = (): void => {
    if (attempt === null) return;
    const { at, open, succeeded, asked } = attempt;
    if (clock() - at > attemptMaxAge) end(attempt, false, 'late');
    else if (open === 0 && (succeeded || asked === 0) && !hasShownPasswordField(document))
      end(attempt, identifiedAt() >= at || !sendsToInbox(document), 'it is gone');
  };
  const observer = new page.MutationObserver(() => guard(check));

  const onSubmit = ({ target: form }: Event): void => {
    if (!(form instanceof page.HTMLFormElement) || !asksForPassword(form)) return;
    if (attempt !== null) tell(attempt, false, 'reply', 'tried again');
    const path = pathWithin(form.getAttribute('action') ?? '', document.baseURI) ?? 'elsewhere';
    attempt = { at: clock(), path, asked: 0, open: 0, succeeded: false, place: null };
    say('login', false, 'password-form', path);
    observer.observe(document, { childList: true, subtree: true });
  };
  on('submit', onSubmit);

  const watcher: RequestWatcher = (method) => {
    const own = attempt;
    if (own === null || method === 'GET' || clock() - own.at > attemptMaxAge) return null;
    own.asked += 1;
    own.open += 1;
    return (status) => {
      own.open -= 1;
      if (own !== attempt) return;
      if (status === null || status >= 400) {
        end(own, false, 'refused');
        return;
      }
      own.succeeded = true;
      own.place ??= reserve();
      wait(outcomeMaxWait, () => tell(own, false, 'reply', 'still there'));
      check();
    };
  };

  return {
    watcher,
    routed: check,
    leaving: (): void => {
      check();
      if (attempt === null) return;
      // Whom the page has named is logged in; otherwise the page that follows shows it.
      if (attempt.succeeded && attempt.open === 0 && identifiedAt() >= attempt.at) end(attempt, true, 'the page left');
      else tell(attempt, false, 'reply', 'the page left');
    },
  };
};
