import type { AuthSignal } from './observation.ts';

/** A sign of logging in or out that the page shows by itself; docs/SIGNALS.md lists the same. */
export type AuthSign = {
  readonly signal: AuthSignal;
  /** An attempt stands in the story at once. A hint stands nowhere until a page confirms it. */
  readonly role: 'attempt' | 'hint';
  readonly source: string;
  readonly what: string;
  readonly confirmedBy: string;
  readonly silencedBy: string;
};

const showsSomebody =
  'A page that offers to log out, where pages of the site offered to log in before or nothing was known of them; within 15 minutes';

/** Every sign there is. What `signals/` says and what `auth-outcome.ts` makes of it is named here. */
export const authSigns = [
  {
    signal: 'login',
    role: 'attempt',
    source: 'password-form',
    what: 'A form with a password or a one-time code is sent, by its button, by Enter or by a script; or such fields without a form are followed by a request',
    confirmedBy:
      'In the document: every request since was answered with success and the fields are gone, a session key appeared, or the page leaves having named a person to an SDK. Otherwise the next page of the tab and site: it offers to log out, or it asks for no password and does not offer to log in',
    silencedBy:
      'A page that offers to log out already (a password is confirmed, changed, or something is paid); a form with an old and a new password, or with three, or at an address such as /password/reset; the secret number of a card; a password for everybody, as of a shop before it opens; an answer of 400 or more; a page that sends to the inbox; somebody who does something else before the page changes',
  },
  {
    signal: 'login',
    role: 'attempt',
    source: 'passkey',
    what: 'The browser hands over a passkey or another credential',
    confirmedBy: 'As with a password',
    silencedBy: 'A passkey that is made, not used; a refusal by the browser or the person',
  },
  {
    signal: 'login',
    role: 'attempt',
    source: 'request',
    what: 'A request of the page logs in: a GraphQL operation such as LogIn, or right after a click a POST to an address such as /login or /session',
    confirmedBy: 'A page that offers to log out',
    silencedBy: 'Other origins; a grant of type refresh_token; a page that offers to log out already',
  },
  {
    signal: 'login',
    role: 'hint',
    source: 'hint:intent',
    what: 'A click on a control that logs in, here or at a provider: “Sign in”, “Continue with …”, /auth/…',
    confirmedBy: showsSomebody,
    silencedBy: 'A page that goes on offering to log in; pages that showed somebody before',
  },
  {
    signal: 'login',
    role: 'hint',
    source: 'hint:inbox',
    what: 'A page sends somebody to their inbox',
    confirmedBy: `${showsSomebody}; in any tab`,
    silencedBy: 'A page that offers to log in',
  },
  {
    signal: 'login',
    role: 'hint',
    source: 'hint:callback',
    what: 'An address that hands over who somebody is: code and state, access_token, token, ticket, SAMLResponse',
    confirmedBy: showsSomebody,
    silencedBy: 'A page that offers to log in; pages that showed somebody before',
  },
  {
    signal: 'logout',
    role: 'attempt',
    source: 'click',
    what: 'A click on a control that logs out: by its words in 24 languages, its label or title, its address, or, without any words, the name of its picture',
    confirmedBy:
      'A request that logs out (below), or one that followed the click, answered with success, after which the control is gone; or a page, this one or the next, that asks for a password or offers to log in; or the next page offers nothing to log out of, after the page left for the address of the control',
    silencedBy:
      'A dialog or page that asks whether somebody really wants to, until it is answered; a page that still offers to log out; a click that the page prevents; somebody who goes elsewhere; the newsletter, other devices',
  },
  {
    signal: 'logout',
    role: 'attempt',
    source: 'request',
    what: 'A request of the page to an address such as /logout, a DELETE of /session, or a GraphQL operation such as LogOut',
    confirmedBy: 'Its answer with success; with GraphQL and requests for whole pages, that the page no longer offers to log out',
    silencedBy:
      'Other origins; addresses that end other sessions or only tell of ending one, such as /logout-others; prefetches by their headers, and GET requests that no click came before',
  },
  {
    signal: 'logout',
    role: 'hint',
    source: 'hint:left',
    what: 'The page leaves after a click on a control that logs out',
    confirmedBy: 'See click',
    silencedBy: 'See click',
  },
  {
    signal: 'logout',
    role: 'hint',
    source: 'hint:route',
    what: 'The address of the page is such as /logout',
    confirmedBy: 'A page that asks for a password or offers to log in, where the site showed somebody before; within 15 seconds',
    silencedBy: 'Words that ask whether somebody really wants to',
  },
  {
    signal: 'logout',
    role: 'hint',
    source: 'hint:session-key',
    what: 'After a click, a session key vanishes from script-visible cookies or storage',
    confirmedBy: 'As with the address',
    silencedBy: 'A key that is set again before a page asks who is there',
  },
  {
    signal: 'expiry',
    role: 'hint',
    source: 'hint:status',
    what: 'An answer of the site of 401, 419 or 440, to a request or to the page itself',
    confirmedBy: 'A page that asks for a password or offers to log in, where the site showed somebody before; within 15 seconds',
    silencedBy: 'Visitors of whom no page showed that they were logged in; other origins; 403, which also means “not for you”',
  },
  {
    signal: 'expiry',
    role: 'hint',
    source: 'hint:login-page',
    what: 'A page asks for a password and says that the session is over, or was reached by a redirect',
    confirmedBy: 'That the site showed somebody before',
    silencedBy: 'A page that offers to log out; a form that changes a password',
  },
  {
    signal: 'expiry',
    role: 'hint',
    source: 'hint:session-key',
    what: 'Without a click, a session key vanishes from script-visible cookies or storage',
    confirmedBy: 'As with an answer of 401',
    silencedBy: 'As with an answer of 401; keys of analytics',
  },
  {
    signal: 'login',
    role: 'hint',
    source: 'hint:cookie',
    what: 'With the panel open in DevTools: a request by script is answered with a session cookie that scripts do not see and that was not there',
    confirmedBy: 'An attempt before it in the same document, within 15 seconds',
    silencedBy: 'Answers of 400 or more; other sites; pages that are loaded, which may set one for anybody',
  },
  {
    signal: 'logout',
    role: 'hint',
    source: 'hint:cookie',
    what: 'With the panel open in DevTools: an answer removes a session cookie that scripts do not see',
    confirmedBy: 'An attempt before it, in the same document or the one before, within 15 seconds',
    silencedBy: 'Answers of 400 or more; other sites',
  },
] as const satisfies readonly AuthSign[];

/** What a document shows, told so that it can be held against what was attempted. */
export const authAnswers = ['no-password-form', 'password-form-again', 'no-answer'] as const;

/** How a document refers to a sign: only by these names. */
export type AuthSource = (typeof authSigns)[number]['source'] | (typeof authAnswers)[number] | 'refused';
