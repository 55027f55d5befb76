import { answerMaxWait, isAttempt } from './auth-hints.ts';
import { originOf, viewPlace } from './auth-outcome.ts';
import type { AuthSignal, Observation } from './observation.ts';

type Open<Handle> = { readonly handle: Handle; readonly at: number; readonly origin: string | null };

/**
 * Joins confirmed logins and logouts with the attempt before them, in the same or the next documents of the tab, frame
 * and site, so that the story has one moment for both, where the attempt was: before what the page did because of it. A
 * refused attempt and one that was tried again stay what they are. To be asked in log order; `handle` is the
 * caller's name for the moment of an attempt, and the answer is that of the attempt which the observation confirms.
 */
export const createAuthAttempts = <Handle>() => {
  const open = new Map<string, Open<Handle>>();
  const origins = new Map<string, string | null>();
  const keyOf = (observation: Observation, signal: AuthSignal): string => `${viewPlace(observation)} ${signal}`;

  return {
    opened: ({ document }: Observation, url: string): void => {
      origins.set(document, originOf(url));
    },
    attempted: (observation: Observation, handle: Handle): void => {
      if (observation.kind !== 'auth.signalled' || !isAttempt(observation)) return;
      const { signal, at, document } = observation;
      open.set(keyOf(observation, signal), { handle, at, origin: origins.get(document) ?? null });
    },
    /** The attempt that this confirms; null for none. */
    confirmedBy: (observation: Observation): Handle | null => {
      if (observation.kind !== 'auth.signalled') return null;
      const { signal, confirmed, source, at, document } = observation;
      if (source === 'refused') open.delete(keyOf(observation, signal));
      if (!confirmed) return null;
      const attempt = open.get(keyOf(observation, signal));
      // Whoever is logged in or out now, neither attempt is open any more.
      for (const one of ['login', 'logout'] as const) open.delete(keyOf(observation, one));
      if (attempt === undefined || at - attempt.at > answerMaxWait[signal]) return null;
      const origin = origins.get(document) ?? null;
      return origin === null || attempt.origin === null || origin === attempt.origin ? attempt.handle : null;
    },
  };
};
