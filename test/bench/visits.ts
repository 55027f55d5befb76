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

/** How many events each device sends, on average. */
const eventsPerDevice = 20;
const eventsPerSession = 10;
/** Of a day, the part that a session lasts: five minutes. */
const sessionShare = 300 / 86_400;

/** How many devices have so many events, unless told otherwise. */
const devicesOf = (count: number): number => Math.max(2, Math.floor(count / eventsPerDevice));

/** How many visitors are there at once where so many events make a day. */
const visitorsAtOnce = (count: number): number => Math.max(8, Math.round((count / eventsPerSession) * sessionShare));

/**
 * A day of events in the order a vendor receives them. Two devices belong to each person; a visitor sends about ten events within
 * five minutes, in between those of all others who are there, and comes back about once. Of the events 60 % are sent before
 * anybody is known, 35 % by a known visitor, 5 % link. `sessions` false: each event comes from any device, as in no real stream;
 * nothing that was just looked up is of use to the next event.
 */
export const visits = function* (count: number, devices = devicesOf(count), sessions = true): Generator<Visit> {
  const next = random(1);
  const anyDevice = (): number => Math.floor(next() * devices);
  const there = Array.from({ length: visitorsAtOnce(count) }, () => ({ device: 0, left: 0 }));

  const deviceInSession = (): number => {
    const visitor = there[Math.floor(next() * there.length)];
    if (visitor === undefined) return 0;
    if (visitor.left === 0) {
      visitor.device = anyDevice();
      visitor.left = 1 + Math.floor(next() * (2 * eventsPerSession - 1));
    }
    visitor.left -= 1;
    return visitor.device;
  };

  for (let at = 0; at < count; at += 1) {
    const device = sessions ? deviceInSession() : anyDevice();
    const luck = next();
    yield { device, kind: luck < 0.6 ? 'anonymous' : luck < 0.95 ? 'known' : 'link', at };
  }
};

const idLength = 36;

/** Ids of one length side by side, so that each use can cut out a string of its own. */
const createIds = (write: (number: number) => string): ((number: number) => string) => {
  let bytes = Buffer.alloc(0);
  let written = 0;
  return (number) => {
    if (number >= written) {
      const upTo = Math.max(1024, 2 * (number + 1));
      const wider = Buffer.alloc(upTo * idLength);
      bytes.copy(wider);
      for (; written < upTo; written += 1) wider.write(write(written), written * idLength, 'latin1');
      bytes = wider;
    }
    return bytes.toString('latin1', number * idLength, (number + 1) * idLength);
  };
};

const hex = (value: number, digits: number): string => (value >>> 0).toString(16).padStart(digits, '0');
const uuid = (number: number, mark: string): string => `${hex(Math.imul(number, 2_654_435_761), 8)}-${mark}-4abc-8def-${hex(number, 12)}`;

/** A new flat string at each call, as a parser makes them: strings that were looked up before would be cheaper. */
export const deviceId = createIds((device) => uuid(device, '1234'));
const personId = createIds((person) => uuid(person, '5678'));
export const userId = (device: number): string => personId(device >> 1);
