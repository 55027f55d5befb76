import type { CallMeaning } from './adapter.ts';
import type { Habits } from './habits.ts';
import type { FactOf, ObservationOf } from './observation.ts';

/**
 * SDKs whose every sending is a call of its own, made inside the page's call and told as well. A recording that has none of
 * these, made by hand or of an SDK that was met late, says nothing of them: there the page's words must do.
 */
export type SendsInside = {
  /** `inside`: the vendor of the call that it was made in, null when it was made in none or that was not told. */
  take(fact: ObservationOf<'call.observed'>, inside: string | null): void;
  /** Only what the SDK says to itself inside of this call tells what the call sends. */
  isLeftTo(meaning: CallMeaning, fact: ObservationOf<'call.observed'>): boolean;
};

export const createSendsInside = (habitsOf: (vendor: string) => Habits | null): SendsInside => {
  const watched = new Set<string>();
  const keyOf = ({ vendor, instance }: FactOf<'call.observed'>, document: string): string => `${document}\n${vendor}\n${instance}`;

  return {
    take: (fact, inside) => {
      if (fact.method === 'init' || inside === fact.vendor) watched.add(keyOf(fact, fact.document));
    },
    isLeftTo: (meaning, fact) =>
      meaning.kind !== 'track' &&
      !fact.queued &&
      habitsOf(fact.vendor)?.sendsByTracking === true &&
      watched.has(keyOf(fact, fact.document)),
  };
};
