import type { Mismatch } from './mismatch.ts';

/** What is known to be said otherwise than it is, most of it only between a call and its request. */
const known: readonly (readonly [vendor: string, kind: RegExp])[] = [
  // Who sends nothing where properties were set before, or where nobody may have a profile, does not say so.
  ['posthog', /^phantom \$/],
  // Consent that the page itself took out of the storage, and ids that another tab changed: the last beacon cannot be read.
  ['posthog', /^unread|^arrived, told suppressed/],
  // An opt-out throws away what still waited; its own event has ids that were cleared.
  ['mixpanel', /^phantom |^predicted ids of \$opt_in/],
  // A user who is named later is put on what has not left yet, and on what is sent again.
  ['segment', /^predicted claims of alias|^wire ids|^predicted ids of event/],
  // Ids that were emptied between the calls of a page, or given beside an event.
  ['rudderstack', /^predicted ids|^unread/],
];

export const isKnown = (vendor: string, { kind }: Mismatch): boolean =>
  known.some(([whose, which]) => whose === vendor && which.test(kind));
