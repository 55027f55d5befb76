import type { AuthSource } from '../core/auth-signs.ts';
import type { AuthSignal } from '../core/observation.ts';
import type { Context } from './context.ts';
import { asksWho } from './credentials.ts';
import { redirectMaxAge } from './limits.ts';
import { type Face, faceOf } from './look.ts';
import { asksToLeave, asksToVerify, isLogoutPath, saysExpired, saysGone } from './words.ts';

/** What is read of a page's text; what follows is mostly data for scripts. */
const textMax = 50_000;

/** What stands on a page that has not begun to draw itself. */
const stillLoading = /^\W*((loading|please wait|laden|wird geladen|bitte warten|chargement|cargando|caricamento)\b.{0,40})?$/i;

/** Answers by which servers say that a session is over: Laravel's is 419, some of Microsoft's 440. */
export const sessionOver: readonly number[] = [401, 419, 440];

/** Parameters by which a provider or a link in a message hands over who somebody is. */
const handsOver = /[?&#](code=.*state=|state=.*code=|access_token=|id_token=|token=|token_hash=|ticket=|SAMLResponse=|magic)/;

/** True for a page that sends somebody to their inbox. Text that is not shown, such as data for scripts, says nothing. */
export const sendsToInbox = ({ body }: Document): boolean =>
  asksToVerify((body?.textContent ?? '').slice(0, textMax)) && asksToVerify(body.innerText);

/**
 * What a page shows, told when it is known and again when it becomes more: whether it asks for a password, what it
 * offers, or that it sends somebody to their inbox. A page drawn by script shows nothing when it is complete.
 */
export const createArrival = ({ page, clock, hint }: Context, isBusy: () => boolean) => {
  const { document } = page;
  const began = clock();
  const [entry] = page.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const status = entry?.responseStatus ?? 0;
  let said = '';
  const hinted = new Set<string>();
  /** The page is looked at often; a place gives each reason once, until it shows somebody again. */
  const hintOnce = (signal: AuthSignal, source: AuthSource, detail = page.location.pathname.slice(0, 80)): void => {
    const sign = `${source} ${detail}`;
    if (hinted.has(sign)) return;
    hinted.add(sign);
    hint(signal, source, detail);
  };
  if (handsOver.test(page.location.href)) hintOnce('login', 'hint:callback');

  const tell = (source: AuthSource, offer: string): void => {
    const sign = `${source} ${offer}`;
    if (sign === said) return;
    said = sign;
    if (offer === 'log-out') hinted.clear();
    hint('login', source, offer);
  };
  const tellFace = ({ asks, offer }: Face): void => {
    const text = document.body?.innerText ?? '';
    const isLeaving = isLogoutPath(page.location.pathname);
    if (isLeaving) hintOnce('logout', 'hint:route');
    if (isLeaving && asksToLeave(text.slice(0, textMax))) tell('no-password-form', 'log-out');
    else if (isLeaving && offer !== 'log-out' && saysGone(text.slice(0, textMax))) tell('no-password-form', 'log-in');
    else if (asks) {
      const isOver =
        asksWho(document) && ((entry?.redirectCount ?? 0) > 0 || saysExpired(text.slice(0, textMax)) || saysExpired(page.location.search));
      if (isOver && offer !== 'log-out') hintOnce('expiry', 'hint:login-page');
      tell('password-form-again', offer);
    } else if (sendsToInbox(document)) {
      hintOnce('login', 'hint:inbox');
      tell('no-answer', offer);
    } else tell('no-password-form', offer);
  };

  return {
    /** The page may have changed. */
    looked: (face: Face): void => {
      const { asks, offer } = face;
      const isPlain = !asks && offer === '';
      if (entry?.type === 'back_forward' && said === '') tell('no-answer', '');
      else if (sessionOver.includes(status)) {
        hintOnce('expiry', 'hint:status', `${status}`);
        tell('password-form-again', offer);
      } else if (status >= 400 && said === '' && isPlain) tell('no-answer', '');
      else if (!isPlain || (document.readyState === 'complete' && !isBusy() && !stillLoading.test((document.body?.innerText ?? '').trim())))
        tellFace(face);
    },
    /** The page leaves: one that goes on at once leaves the answer to its successor. */
    leaving: (): void => {
      if (said !== '') return;
      if (!stillLoading.test((document.body?.innerText ?? '').trim())) tellFace(faceOf(document));
      else if (clock() - began > redirectMaxAge) tell('no-answer', '');
    },
  };
};
