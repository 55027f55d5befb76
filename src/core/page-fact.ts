/**
 * What only the page's own world sees of logging in and out, told by the hook to the signals script of the same
 * document. Facts never leave the page; they name methods, addresses and statuses, never what somebody typed.
 *
 * `begin`: a request that carries no analytics; `headers` are names in lower case, `operation` is the name of a GraphQL
 * operation or the kind of an OAuth grant. `end`: the status of its answer, null
 * when none came or nobody may know. `named`: an SDK was told who the person is. `route`: the address changed without a
 * new document. `leave`: the document is about to close. `submit`: a script sent a form, by its number in the document.
 * `passkey`: the browser handed over a credential. `stored`: a key that may hold a session is about to be set or removed.
 */
export type PageFact =
  | readonly [what: 'begin', request: string, method: string, url: string, headers: readonly string[], operation: string | null]
  | readonly [what: 'end', request: string, status: number | null]
  | readonly [what: 'named' | 'route' | 'leave' | 'passkey']
  | readonly [what: 'submit', form: number]
  | readonly [what: 'stored', key: string, isSet: boolean, inDatabase: boolean];
