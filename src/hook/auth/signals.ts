/**
 * Signs of logging in and out that a page's own scripts can see.
 *
 * Login. Submitting a form with a password field is an attempt: `login`, `confirmed: false`, source
 * `password-form`. The same document confirms it (`confirmed: true`, same source) when the password field is gone
 * and every request begun since was answered with success, or when the page leaves after such an answer. An answer
 * of 400 or more ends the attempt. A form that the browser posts itself is answered by the next document, which
 * cannot know of the attempt without leaving a trace the page could see. That document therefore only says what it
 * sees: if it was reached from a login page of the same origin, or through a redirect, and holds no password field,
 * it reports `login`, `confirmed: false`, source `no-password-form`. An attempt followed by this one, as the next
 * document of the same tab and frame, is a confirmed login; a login page shown again says nothing.
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
  readonly clock: () => number;
};
