import type { Observation, ObservationOf } from './observation.ts';

/** A login form's answer may take its time. */
const answerMaxWait = 60_000;

const pageWithoutForm = 'no-password-form';
const formAgain = 'password-form-again';
const neither = 'no-answer';

type Attempt = { readonly document: string; readonly at: number; readonly detail: string };

/**
 * Joins a login attempt with the page that answered it. A form that the browser posts itself ends its document; the
 * next one of the same tab and frame only says whether it asks for a password again (`hook/auth/signals.ts`). If it
 * does not, its word becomes the confirmed login; in every other case it means nothing and is left out (null).
 * All other observations pass unchanged. To be asked in the order of arrival.
 */
export const createLoginOutcomes = (): ((observation: Observation) => Observation | null) => {
  const attempts = new Map<string, Attempt>();
  const judge = (place: string, answer: ObservationOf<'auth.signalled'>): Observation | null => {
    const attempt = attempts.get(place);
    if (attempt === undefined || attempt.document === answer.document) return null;
    attempts.delete(place);
    if (answer.source !== pageWithoutForm || answer.at - attempt.at > answerMaxWait) return null;
    return { ...answer, confirmed: true, source: 'password-form', detail: `${attempt.detail}: the next page asks for no password` };
  };
  return (observation) => {
    if (observation.kind !== 'auth.signalled' || observation.signal !== 'login') return observation;
    const { source, confirmed, document, device, tab, frame, at, detail } = observation;
    const place = `${device} ${tab} ${frame}`;
    if (source === pageWithoutForm || source === formAgain || source === neither) return judge(place, observation);
    if (source === 'password-form') {
      if (confirmed) attempts.delete(place);
      else attempts.set(place, { document, at, detail });
    }
    return observation;
  };
};
