import { type Context, on } from './context.ts';
import { offered } from './controls.ts';
import { arrivalMaxAge, redirectMaxAge } from './limits.ts';
import { hasShownPasswordField } from './password-fields.ts';
import { asksToVerify } from './words.ts';

/** Pages that send somebody to their inbox are short; what follows is mostly data for scripts. */
const textMax = 50_000;

/** What stands on a page that has not begun to draw itself. */
const stillLoading = /^\W*((loading|please wait|laden|wird geladen|bitte warten|chargement|cargando|caricamento)\b.{0,40})?$/i;

/** True for a page that sends somebody to their inbox. Text that is not shown, such as data for scripts, says nothing. */
export const sendsToInbox = ({ body }: Document): boolean =>
  asksToVerify((body?.textContent ?? '').slice(0, textMax)) && asksToVerify(body.innerText);

/**
 * The page may be what a login or logout led to: says once what it shows, as soon as it shows something; a page drawn by
 * script shows nothing when it is complete. The returned function is called when the page leaves: one that goes on at once
 * leaves the answer to its successor.
 */
export const watchArrival = ({ page, clock, shows }: Context): (() => void) => {
  const { document } = page;
  const began = clock();
  const [entry] = page.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  if (document.readyState !== 'loading') return () => {};
  let said = false;
  const say: Context['shows'] = (source, offer) => {
    said = true;
    observer.disconnect();
    shows(source, offer);
  };
  const look = (): void => {
    const asks = hasShownPasswordField(document);
    const offer = offered(document);
    if (!asks && offer === '' && stillLoading.test((document.body?.innerText ?? '').trim())) {
      if (clock() - began > arrivalMaxAge) say('no-answer', '');
      return;
    }
    say(asks ? 'password-form-again' : sendsToInbox(document) ? 'no-answer' : 'no-password-form', offer);
  };
  const observer = new page.MutationObserver(look);
  // Back and forward lead to pages that answer nothing.
  if (entry?.type === 'back_forward') say('no-answer', '');
  else
    on(page, 'DOMContentLoaded', () => {
      observer.observe(document, { childList: true, subtree: true });
      look();
    });
  return () => {
    if (!said && clock() - began > redirectMaxAge) say('no-answer', '');
  };
};
