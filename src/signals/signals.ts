import type { PageFact } from '../core/page-fact.ts';
import { watchActs } from './acts.ts';
import { createArrival } from './arrival.ts';
import { type Context, on } from './context.ts';
import { watchExpiry } from './expiry.ts';
import { isKept } from './kept.ts';
import { arrivalMaxAge, routeMaxAge } from './limits.ts';
import { watchLogin } from './login.ts';
import { watchLogout } from './logout.ts';
import { createLook, faceOf } from './look.ts';
import { createRequests } from './requests.ts';
import { isSessionKey } from './words.ts';

/**
 * Signs of logging in and out of one document, seen from beside the page: forms, clicks and what the page shows by
 * itself; requests, routes and storage by the facts that the hook tells. docs/SIGNALS.md lists each sign, what confirms it
 * and what silences it.
 *
 * A document says three things. Attempts (`confirmed: false`): a form was sent, a control was clicked. Confirmations, where
 * it saw the success itself. And quietly what it shows and hints, because a document that leaves does not see what
 * comes of it, and the next one cannot know what was attempted without leaving a trace that the page could see. Who sees
 * all documents joins them (`core/auth-outcome.ts`); an attempt and its confirmation are one moment of the story, where
 * the attempt was (`core/auth-attempts.ts`).
 *
 * Details name paths and words of the page's own controls, never what somebody typed.
 */
export const startSignals = (context: Context): { readonly fact: (fact: PageFact) => void } => {
  const { page } = context;
  const { document } = page;
  const looked = (): void => {
    const face = faceOf(document);
    login.looked(face);
    logout.looked(face);
    arrival.looked(face);
  };
  const acts = watchActs(context);
  const look = createLook(context, looked);
  const login = watchLogin(context, acts, look);
  const logout = watchLogout(context, acts, look);
  const expiry = watchExpiry(context, acts, look);
  const requests = createRequests([login.watcher, logout.watcher, expiry.watcher], look.soon);
  const arrival = createArrival(context, requests.isBusy);

  const stored = (key: string, isSet: boolean, inDatabase: boolean): void => {
    // A key that is set again is a session that goes on. What a database holds is not known.
    if (!isSessionKey(key) || (!inDatabase && isKept(page, key) === isSet)) return;
    if (isSet) login.stored();
    else if (!logout.vanished() && !inDatabase) expiry.vanished();
  };

  on(page, 'DOMContentLoaded', () => {
    look.during(arrivalMaxAge);
    looked();
  });
  on(page, 'load', look.soon);

  return {
    fact: (fact) => {
      const [what] = fact;
      if (what === 'begin' || what === 'end') requests.take(fact);
      else if (what === 'named') login.named();
      else if (what === 'passkey') login.passkey();
      else if (what === 'stored') stored(fact[1], fact[2], fact[3]);
      else if (what === 'submit') {
        const form = document.forms[fact[1]];
        if (form !== undefined) login.formSent(form);
      } else if (what === 'route') {
        look.during(routeMaxAge);
        look.soon();
      } else if (what === 'leave') {
        if (look.expects()) {
          const face = faceOf(document);
          login.looked(face);
          logout.looked(face);
        }
        arrival.leaving();
        login.leaving();
        logout.leaving();
      }
    },
  };
};
