import { sessionOver } from './arrival.ts';
import type { Context } from './context.ts';
import { attemptMaxAge } from './limits.ts';
import type { Look } from './look.ts';
import type { RequestWatcher } from './requests.ts';
import { pathWithin } from './words.ts';

/** Answers that say that nobody is logged in: a hint of expiry, if pages showed somebody before and ask who is there after. */
export const watchExpiry =
  ({ page, hint }: Context, look: Look): RequestWatcher =>
  ({ url }) => {
    const path = pathWithin(url, page.document.baseURI);
    if (path === null) return null;
    return (status) => {
      if (status === null || !sessionOver.includes(status)) return;
      hint('expiry', 'hint:status', `${status} ${path}`);
      look.during(attemptMaxAge);
    };
  };
