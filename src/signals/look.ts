import type { Context } from './context.ts';
import { offered } from './controls.ts';
import { asksForCredential } from './credentials.ts';
import { lookEvery, lookShare } from './limits.ts';

export type Face = { readonly asks: boolean; readonly offer: 'log-out' | 'log-in' | '' };

export const faceOf = (document: Document): Face => ({ asks: asksForCredential(document), offer: offered(document) });

/**
 * Looks at the page after it has changed, as long as somebody waits for something: not more often than `lookEvery`, and
 * seldom where looking takes long, in step with what is drawn. A page of which nothing is expected is not looked at.
 */
export const createLook = ({ page, clock }: Context, looked: () => void) => {
  const { document } = page;
  let until = 0;
  let last = 0;
  let pause: number = lookEvery;
  let due = false;

  const look = (): void => {
    due = false;
    if (clock() > until) {
      observer.disconnect();
      return;
    }
    if (clock() - last < pause && document.visibilityState === 'visible') {
      soon();
      return;
    }
    last = clock();
    looked();
    pause = Math.max(lookEvery, (clock() - last) * lookShare);
  };
  const soon = (): void => {
    if (due) return;
    if (document.visibilityState !== 'visible') {
      look();
      return;
    }
    due = true;
    page.requestAnimationFrame(look);
  };
  const observer = new page.MutationObserver(soon);

  return {
    /** Something is expected within `ms`. */
    during: (ms: number): void => {
      if (clock() > until) {
        const attributeFilter = ['hidden', 'class', 'style', 'open', 'aria-hidden'];
        observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter });
      }
      until = Math.max(until, clock() + ms);
    },
    soon: (): void => {
      if (clock() <= until) soon();
    },
    /** Whether anything is expected now. */
    expects: (): boolean => clock() <= until,
  };
};
export type Look = ReturnType<typeof createLook>;
