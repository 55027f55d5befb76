/**
 * Signs of logging in and out that a page's own scripts can see.
 *
 * Login. Submitting a form with a password field is an attempt: `login`, `confirmed: false`, source
 * `password-form`. The same document confirms it (`confirmed: true`, same source) when the password field is gone
 * and every request begun since was answered with success, or when the page leaves after such an answer. An answer
 * of 400 or more ends the attempt. The confirmation stands where the answer came in, before what the page did
 * next: its place is kept, and everything after it waits up to a second.
 *
 * A form that the browser posts itself is answered by the next document, which cannot know of the attempt without
 * leaving a trace the page could see. If that document was reached from a login page of the same origin, or
 * through a redirect, it says what it shows, again at the place where it began: `login`, `confirmed: false`, source
 * `no-password-form` or `password-form-again`. Only who sees both documents can join them: see
 * `core/login-outcome.ts`, which makes the confirmation of the first and drops both when there was no attempt.
 *
 * Logout. A click on a control that says so is an attempt: `logout`, `confirmed: false`, source `click`. It is
 * confirmed (`confirmed: true`) by a same-origin request to a path such as `/logout` that was answered with
 * success (source `request`), by the page leaving right after (source `click`), or by the control disappearing
 * (source `click`). A same-origin `/logout` request or route without a click confirms by itself; third parties and
 * prefetches never do. One logout is confirmed once.
 *
 * Details name paths and words of the page's own controls, never what somebody typed.
 */
export type AuthSigns = {
  readonly say: (signal: 'login' | 'logout', confirmed: boolean, source: string, detail: string) => void;
  /** Keeps a place in the order; what is said there is told later, and until then nothing after it leaves. */
  readonly reserve: () => (confirmed: boolean, source: string, detail: string) => void;
  readonly clock: () => number;
  readonly wait: (ms: number, run: () => void) => void;
};
