import { type Context, on } from './context.ts';
import { isCredential } from './credentials.ts';

/** What somebody did last on this page: when, on which element, and when they last typed a password or a code (not what). */
export type Acts = { at: number; target: Element | null; event: Event | null; typedAt: number };

export const watchActs = ({ page, clock }: Context): Acts => {
  const acts: Acts = { at: 0, target: null, event: null, typedAt: 0 };
  const act = (event: Event): void => {
    if (event instanceof KeyboardEvent && event.key !== 'Enter') return;
    const [target] = event.composedPath();
    acts.at = clock();
    acts.event = event;
    acts.target = target instanceof Element ? target : null;
  };
  on(page, 'click', act);
  on(page, 'keydown', act);
  on(page, 'input', (event) => {
    if (isCredential(event.composedPath()[0] ?? null)) acts.typedAt = clock();
  });
  return acts;
};
