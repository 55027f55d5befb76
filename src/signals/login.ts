import type { Acts } from './acts.ts';
import { sendsToInbox } from './arrival.ts';
import { type Context, on } from './context.ts';
import { controlOf, loginMeaning } from './controls.ts';
import { asksForCredential, asksWho } from './credentials.ts';
import { actMaxAge, attemptMaxAge, lookEvery } from './limits.ts';
import { type Face, faceOf, type Look } from './look.ts';
import type { RequestWatcher } from './requests.ts';
import { isLoginName, isLoginPath, isPasswordPath, isSessionPath, isSharedPasswordPath, pathWithin } from './words.ts';

type Attempt = {
  readonly at: number;
  readonly source: 'password-form' | 'passkey' | 'request';
  readonly detail: string;
  readonly form: Element | null;
  /** Requests begun since, and those of them without an answer. */
  asked: number;
  open: number;
  /** When the last of them succeeded; 0 when none did. */
  succeededAt: number;
  /** The page has named a person since. */
  named: boolean;
};

/** Login attempts of this document and their outcome; see `signals.ts`. */
export const watchLogin = ({ page, say, hint, clock }: Context, acts: Acts, look: Look) => {
  const { document } = page;
  let attempt: Attempt | null = null;

  const begin = (source: Attempt['source'], detail: string, form: Element | null = null): void => {
    // Who is logged in already confirms a password, changes it, or pays.
    if (faceOf(document).offer === 'log-out') return;
    // What was typed is sent once; what follows is another request.
    acts.typedAt = 0;
    attempt = { at: clock(), source, detail, form, asked: 0, open: 0, succeededAt: 0, named: false };
    say('login', false, source, detail);
    look.during(attemptMaxAge);
  };
  const end = ({ source, detail }: Attempt, confirmed: boolean, why: string): void => {
    say('login', confirmed, confirmed ? source : 'refused', `${detail}: ${why}`);
    attempt = null;
  };
  const addressOf = (form: Element): string => pathWithin(form.getAttribute('action') ?? '', document.baseURI) ?? 'elsewhere';

  /** Somebody did something else since the answer came, or since the form was sent and nothing was asked. */
  const wentElsewhere = ({ at, asked, succeededAt, form }: Attempt): boolean =>
    acts.at > (asked > 0 ? succeededAt : at) && !(form !== null && acts.target !== null && form.contains(acts.target));

  /** Who sets a new password has not logged in yet, and may have to. A password for everybody says of nobody who they are. */
  const namesNobody = (path: string): boolean =>
    isSharedPasswordPath(path) || isPasswordPath(path) || (isPasswordPath(page.location.pathname) && !isLoginPath(path));
  const formSent = (form: Element): void => {
    const path = addressOf(form);
    if (asksWho(form) && !namesNobody(path)) begin('password-form', path, form);
  };
  on(page, 'submit', (event) => {
    const [form] = event.composedPath();
    if (form instanceof Element) formSent(form);
  });
  on(page, 'click', (event) => {
    const control = controlOf(event);
    const meaning = control && loginMeaning(control);
    if (meaning) {
      hint('login', 'hint:intent', meaning);
      look.during(attemptMaxAge);
    }
  });

  const watcher: RequestWatcher = ({ method, url, operation }) => {
    const isQuery = operation !== null && !isLoginName(operation);
    if (method === 'GET' || operation === 'refresh_token') return null;
    if (attempt === null || clock() - attempt.at > attemptMaxAge) {
      const path = pathWithin(url, document.baseURI);
      const byHand = clock() - acts.at < actMaxAge;
      if (byHand && acts.typedAt > 0 && asksForCredential(document) && asksWho(document) && !isQuery && !namesNobody(path ?? '')) {
        begin('password-form', path ?? 'elsewhere');
      } else if (
        (operation !== null && isLoginName(operation)) ||
        (byHand && path !== null && (isLoginPath(path) || isSessionPath(path)) && method === 'POST')
      )
        begin('request', operation ?? path ?? '');
    }
    const own = attempt;
    if (own === null || clock() - own.at > attemptMaxAge) return null;
    own.asked += 1;
    own.open += 1;
    return (status) => {
      own.open -= 1;
      if (own !== attempt) return;
      if (status === null || status >= 400) end(own, false, 'refused');
      else own.succeededAt = clock();
    };
  };

  return {
    watcher,
    formSent,
    passkey: (): void => begin('passkey', 'a credential'),
    named: (): void => {
      if (attempt !== null) attempt.named = true;
    },
    /** A session key appeared. */
    stored: (): void => {
      if (attempt !== null && attempt.source !== 'request' && attempt.open === 0 && attempt.succeededAt > 0 && !wentElsewhere(attempt))
        end(attempt, true, 'a session key appeared');
    },
    looked: ({ asks }: Face): void => {
      if (attempt === null) return;
      const { at, source, asked, open, succeededAt, named } = attempt;
      if (clock() - at > attemptMaxAge) end(attempt, false, 'late');
      else if (open > 0 || asks || source === 'request' || (asked > 0 ? succeededAt === 0 : !named)) return;
      // Where a log-in takes several requests, the form may be hidden between them.
      else if (clock() - succeededAt < lookEvery && document.visibilityState === 'visible') look.soon();
      else if (sendsToInbox(document)) end(attempt, named, 'it is gone');
      // A dialog that is closed after a refusal is gone, too.
      else if (!wentElsewhere(attempt)) end(attempt, true, 'it is gone');
    },
    leaving: (): void => {
      if (attempt === null || attempt.open > 0) return;
      if (wentElsewhere(attempt)) end(attempt, false, 'went elsewhere');
      // Whom the page has named is logged in; otherwise the page that follows shows it.
      else if (attempt.succeededAt > 0 && attempt.named) end(attempt, true, 'the page left');
    },
  };
};
