import type { Acts } from './acts.ts';
import { sessionOver } from './arrival.ts';
import type { Context } from './context.ts';
import { attemptMaxAge, clickMaxAge } from './limits.ts';
import type { Look } from './look.ts';
import type { RequestWatcher } from './requests.ts';
import { pathWithin } from './words.ts';

/** Signs that nobody is logged in any more: hints, which count if pages showed somebody before and ask who is there after. */
export const watchExpiry = ({ page, hint, clock }: Context, acts: Acts, look: Look) => {
  let overAt = 0;
  let hintedAt = 0;
  const watcher: RequestWatcher = ({ url }) => {
    const path = pathWithin(url, page.document.baseURI);
    if (path === null) return null;
    return (status) => {
      if (status === null || !sessionOver.includes(status)) return;
      overAt = clock();
      // Some pages ask again and again.
      if (overAt - hintedAt < attemptMaxAge) return;
      hintedAt = overAt;
      hint('expiry', 'hint:status', `${status} ${path}`);
      look.during(attemptMaxAge);
    };
  };
  return {
    watcher,
    /** A session key vanished, and nobody tried to log out: a page does so when it is told that the session is over. */
    vanished: (): void => {
      if (clock() - overAt < clickMaxAge) return;
      hint(clock() - acts.at < clickMaxAge ? 'logout' : 'expiry', 'hint:session-key', 'a session key vanished');
      look.during(attemptMaxAge);
    },
  };
};
