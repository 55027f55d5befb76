import type { Habits } from './habits.ts';
import type { Delivery } from './observation.ts';

/** From worst to best: an event that was sent several times has the best of its deliveries. */
export const deliveries: readonly Delivery[] = ['suppressed', 'lost', 'called', 'queued', 'failed', 'sent', 'unconfirmed', 'accepted'];

const rank: Readonly<Record<Delivery, number>> = Object.fromEntries(deliveries.map((delivery, index) => [delivery, index])) as Readonly<
  Record<Delivery, number>
>;

export const betterDelivery = (a: Delivery, b: Delivery): Delivery => (rank[a] >= rank[b] ? a : b);

/** Deliveries that *as delivered* leaves out: the vendor never got the event. */
export const isUndelivered = (delivery: Delivery): boolean => delivery === 'failed' || delivery === 'lost' || delivery === 'suppressed';

/** How far one sending got. A request without an answer is unconfirmed once its page is not there to hear one. */
export const sendingDelivery = (outcome: 'accepted' | 'failed' | 'unconfirmed' | null, pageAway: boolean): Delivery =>
  outcome ?? (pageAway ? 'unconfirmed' : 'sent');

type Waited = { readonly suppressed: boolean; readonly carriedOut: boolean; readonly seenInStorage: boolean };

/**
 * How far an event got that was never sent. A call that only the stub took, in an array of the page, ends with the page, as
 * does what an SDK keeps in memory. Of what it keeps in storage, `left` says how much the origin's documents saw there last;
 * null when none did: then nobody knows whether a later page will send it. A page that takes it over has it in hand.
 */
export const waitingDelivery = (
  state: Waited &
    (
      | { readonly page: 'here' }
      | {
          readonly page: 'gone';
          readonly keepsUnsent: Habits['keepsUnsent'] | null;
          readonly left: number | null;
          /** The page itself told what it stored, so that what it did not store is known too. */
          readonly told: boolean;
          readonly hasHeir: () => boolean;
        }
    ),
): Delivery => {
  if (state.suppressed) return 'suppressed';
  if (state.page === 'here') return state.seenInStorage ? 'queued' : 'called';
  if (!state.carriedOut || state.keepsUnsent === 'never') return 'lost';
  if (state.left === null) return 'called';
  if (state.left > 0) return 'queued';
  const isTakenOver = (state.keepsUnsent === 'handed-on' || state.keepsUnsent === 'when-stored') && state.hasHeir();
  if (!isTakenOver || (state.keepsUnsent === 'when-stored' && state.told && !state.seenInStorage)) return 'lost';
  return state.seenInStorage ? 'queued' : 'called';
};
