import { sliceText } from '../intrinsics.ts';
import { offered } from './controls.ts';
import { hasShownPasswordField } from './password-fields.ts';
import type { AuthSigns } from './signals.ts';
import { asksToVerify } from './words.ts';

/** Pages that send somebody to their inbox are short; what follows is mostly data for scripts. */
const textMax = 50_000;

/** True for a page that sends somebody to their inbox. Text that is not shown, such as data for scripts, says nothing. */
export const sendsToInbox = ({ body }: Document): boolean =>
  asksToVerify(sliceText(body?.textContent ?? '', 0, textMax)) && asksToVerify(body.innerText);

/**
 * The page may be what a login or logout led to: says what it shows, at the place where it began; see `signals.ts`.
 * The returned function ends the wait, for a page that leaves before it was complete.
 */
export const watchArrival = (page: Window & typeof globalThis, { on, reserve }: AuthSigns): (() => void) => {
  const { document } = page;
  const [entry] = page.performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  // Back and forward lead to pages that answer nothing.
  if (document.readyState !== 'loading' || entry?.type === 'back_forward') return () => {};
  let fill: ReturnType<AuthSigns['reserve']> | null = reserve(true);
  const say = (source: string, detail: string): void => {
    fill?.(false, source, detail);
    fill = null;
  };
  const shown = (): string =>
    hasShownPasswordField(document) ? 'password-form-again' : sendsToInbox(document) ? 'no-answer' : 'no-password-form';
  on('DOMContentLoaded', () => say(shown(), offered(document)));
  return () => say('no-answer', '');
};
