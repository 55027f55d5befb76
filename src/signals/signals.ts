import type { PageFact } from '../core/page-fact.ts';
import { watchArrival } from './arrival.ts';
import { type Context, on } from './context.ts';
import { watchLogin } from './login.ts';
import { watchLogout } from './logout.ts';
import { createRequests } from './requests.ts';

/**
 * Signs of logging in and out of one document, seen from beside the page: forms, clicks and what the page shows by
 * itself, requests and routes by the facts that the hook tells.
 *
 * Login. Submitting a form with a password field is an attempt: `login`, `confirmed: false`, source `password-form`. The
 * same document confirms it (`confirmed: true`, same source) when the password field is gone and every request begun
 * since was answered with success, or when the page leaves after such an answer and has named a person since. An answer
 * of 400 or more ends the attempt (source `refused`), and so does a page that sends somebody to their inbox first.
 *
 * Logout. A click on a control that says so is an attempt: `logout`, `confirmed: false`, source `click`. It is confirmed
 * (`confirmed: true`) by a same-origin request to a path such as `/logout` that was answered with success (source
 * `request`), by the page leaving for the address of the very link or form, or by the control disappearing with no dialog
 * in its place (source `click`). A same-origin `/logout` request or route without a click confirms by itself; third
 * parties and prefetches never do. One logout is confirmed once.
 *
 * What a document leaves open, such as a form that the browser posts, is answered by the next one, which cannot know of
 * the attempt without leaving a trace the page could see. So each document says once what it shows: `login`,
 * `confirmed: false`, source `password-form-again`, `no-password-form` or, if it sends somebody to their inbox,
 * `no-answer`; so it does if it shows nothing for long. Its detail is what its controls offer, `log-in`, `log-out` or nothing. That alone makes no page talk. Only
 * who sees both documents can join them (`core/auth-outcome.ts`). An attempt and its confirmation are one moment of the
 * story, where the attempt was (`core/auth-attempts.ts`).
 *
 * Details name paths and words of the page's own controls, never what somebody typed.
 */
export const startSignals = (context: Context): { readonly fact: (fact: PageFact) => void } => {
  const login = watchLogin(context);
  const logout = watchLogout(context);
  const requests = createRequests([login.watcher, logout.watcher]);
  const routed = (): void => {
    login.routed();
    logout.routed();
  };
  const arrived = watchArrival(context);
  const { document } = context.page;
  if ((document as { prerendering?: boolean }).prerendering) on(document, 'prerenderingchange', logout.routed);
  else logout.routed();
  return {
    fact: (fact) => {
      requests(fact);
      if (fact[0] === 'route') routed();
      else if (fact[0] === 'named') login.named();
      else if (fact[0] === 'leave') {
        login.leaving();
        logout.leaving();
        arrived();
      }
    },
  };
};
