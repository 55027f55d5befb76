import type { On } from '../listening.ts';

/**
 * Signs of logging in and out that a page's own scripts can see.
 *
 * Login. Submitting a form with a password field is an attempt: `login`, `confirmed: false`, source
 * `password-form`. The same document confirms it (`confirmed: true`, same source) when the password field is gone
 * and every request begun since was answered with success, or when the page leaves after such an answer and has
 * named a person since. An answer of 400 or more ends the attempt (source `refused`), and so does a page that sends
 * somebody to their inbox first. The confirmation stands where the answer came in, before what the page did next:
 * its place is kept, and everything after it waits up to a second; no outcome until then is source `reply`.
 *
 * Logout. A click on a control that says so is an attempt: `logout`, `confirmed: false`, source `click`. It is
 * confirmed (`confirmed: true`) by a same-origin request to a path such as `/logout` that was answered with
 * success (source `request`), by the page leaving for the address of the very link or form, or by the control
 * disappearing with no dialog in its place (source `click`). A same-origin `/logout` request or route without a
 * click confirms by itself; third parties and prefetches never do. One logout is confirmed once.
 *
 * What a document leaves open, such as a form that the browser posts, is answered by the next one, which cannot know
 * of the attempt without leaving a trace the page could see. So each document says once, at the place where it
 * began, what it shows when it is complete: `login`, `confirmed: false`, source `password-form-again`,
 * `no-password-form` or, if it left before or sends somebody to their inbox, `no-answer`; its detail is what its
 * controls offer, `log-in`, `log-out` or nothing. That alone makes no page talk. Only who sees both documents can join them: see
 * `core/auth-outcome.ts`, which makes the confirmation of the second and drops what answers no attempt.
 *
 * Details name paths and words of the page's own controls, never what somebody typed.
 */
export type AuthSigns = {
  readonly on: On;
  readonly say: (signal: 'login' | 'logout', confirmed: boolean, source: string, detail: string) => void;
  /**
   * Keeps a place in the order; what is said there is told later, and until then nothing after it leaves. A quiet
   * place makes no page talk.
   */
  readonly reserve: (quiet?: boolean) => (confirmed: boolean, source: string, detail: string) => void;
  readonly clock: () => number;
  readonly wait: (ms: number, run: () => void) => void;
};
