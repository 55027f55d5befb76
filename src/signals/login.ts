import { sendsToInbox } from './arrival.ts';
import { type Context, on } from './context.ts';
import { attemptMaxAge } from './limits.ts';
import { asksForPassword, hasShownPasswordField } from './password-fields.ts';
import type { RequestWatcher } from './requests.ts';
import { pathWithin } from './words.ts';

type Attempt = {
  readonly at: number;
  readonly path: string;
  /** Requests begun since, and those of them without an answer. */
  asked: number;
  open: number;
  succeeded: boolean;
  /** The page has named a person since. */
  named: boolean;
};

/** Login attempts of this document and their outcome; see `signals.ts`. */
export const watchLogin = ({ page, say, clock }: Context) => {
  const { document } = page;
  let attempt: Attempt | null = null;

  const end = (own: Attempt, confirmed: boolean, why: string): void => {
    say('login', confirmed, confirmed ? 'password-form' : 'refused', `${own.path}: ${why}`);
    attempt = null;
    observer.disconnect();
  };
  const check = (): void => {
    if (attempt === null) return;
    const { at, open, succeeded, asked, named } = attempt;
    if (clock() - at > attemptMaxAge) end(attempt, false, 'late');
    else if (open === 0 && (succeeded || asked === 0) && !hasShownPasswordField(document))
      end(attempt, named || !sendsToInbox(document), 'it is gone');
  };
  const observer = new page.MutationObserver(check);

  const onSubmit = ({ target: form }: Event): void => {
    if (!(form instanceof page.HTMLFormElement) || !asksForPassword(form)) return;
    const path = pathWithin(form.getAttribute('action') ?? '', document.baseURI) ?? 'elsewhere';
    attempt = { at: clock(), path, asked: 0, open: 0, succeeded: false, named: false };
    say('login', false, 'password-form', path);
    observer.observe(document, { childList: true, subtree: true });
  };
  on(page, 'submit', onSubmit);

  const watcher: RequestWatcher = ({ method }) => {
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
      check();
    };
  };

  return {
    watcher,
    routed: check,
    named: (): void => {
      if (attempt !== null) attempt.named = true;
    },
    leaving: (): void => {
      check();
      // Whom the page has named is logged in; otherwise the page that follows shows it.
      if (attempt?.succeeded && attempt.open === 0 && attempt.named) end(attempt, true, 'the page left');
    },
  };
};
