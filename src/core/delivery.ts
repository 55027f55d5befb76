import type { Delivery } from './observation.ts';

/** From worst to best: an event that was sent several times has the best of its deliveries. */
export const deliveries: readonly Delivery[] = ['suppressed', 'lost', 'called', 'queued', 'failed', 'sent', 'unconfirmed', 'accepted'];

const rank: Readonly<Record<Delivery, number>> = Object.fromEntries(deliveries.map((delivery, index) => [delivery, index])) as Readonly<
  Record<Delivery, number>
>;

export const betterDelivery = (a: Delivery, b: Delivery): Delivery => (rank[a] >= rank[b] ? a : b);

/** Deliveries that *as delivered* leaves out: the vendor never got the event. */
export const isUndelivered = (delivery: Delivery): boolean => delivery === 'failed' || delivery === 'lost' || delivery === 'suppressed';

/** How far one sending got. A request without an answer is unconfirmed once its page is gone. */
export const sendingDelivery = (outcome: 'accepted' | 'failed' | 'unconfirmed' | null, pageGone: boolean): Delivery =>
  outcome ?? (pageGone ? 'unconfirmed' : 'sent');

/**
 * How far an event got that was never sent. `unsent` is what the SDK's storage held last in that document, null when
 * that was never seen: then nobody knows whether a later page will send it. A call that only the stub took, in an
 * array of the page, ends with the page.
 */
export const waitingDelivery = (state: {
  readonly suppressed: boolean;
  readonly carriedOut: boolean;
  readonly seenInStorage: boolean;
  readonly pageGone: boolean;
  readonly unsent: number | null;
}): Delivery => {
  if (state.suppressed) return 'suppressed';
  if (state.pageGone && !state.carriedOut) return 'lost';
  if (state.pageGone && state.unsent !== null) return state.unsent > 0 ? 'queued' : 'lost';
  return state.seenInStorage ? 'queued' : 'called';
};
