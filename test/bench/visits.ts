/** One event of a visitor before any vendor has shaped it. */
export type Visit = { readonly device: number; readonly kind: 'anonymous' | 'known' | 'link'; readonly at: number };

/** Numbers from 0 to below 1, the same for the same seed. */
export const random = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** How many events each device sends. */
const eventsPerDevice = 20;

/**
 * Visits of `count / 20` devices, two of which belong to each person: 60 % before anybody is known, 35 % of a known
 * visitor, 5 % that link.
 */
export const visits = function* (count: number, seed = 1): Generator<Visit> {
  const next = random(seed);
  const devices = Math.max(2, Math.floor(count / eventsPerDevice));
  for (let at = 0; at < count; at += 1) {
    const device = Math.floor(next() * devices);
    const luck = next();
    yield { device, kind: luck < 0.6 ? 'anonymous' : luck < 0.95 ? 'known' : 'link', at };
  }
};

const hex = (value: number, digits: number): string => (value >>> 0).toString(16).padStart(digits, '0');

/** A new string at each call, as a parser makes them: strings that were looked up before would be cheaper. */
export const deviceId = (device: number): string => `${hex(Math.imul(device, 2_654_435_761), 8)}-1234-4abc-8def-${hex(device, 12)}`;
export const userId = (device: number): string => `user-${device >> 1}`;
