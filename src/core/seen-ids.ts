/**
 * Ids seen before, by their 64-bit hash: 11 to 23 bytes an id, whatever its length. Two different ids pass for the same
 * with a probability of n² / 2⁶⁵: about 3 in a million over ten million ids.
 */
export type SeenIds = {
  /** Remembers the id; false when it was there already. */
  add(id: string): boolean;
  readonly size: number;
  /** Bytes held. */
  readonly bytes: number;
};

const smallest = 1024;
/** Above this share of taken places, finding a free one takes too many steps. */
const fullest = 0.7;

export const createSeenIds = (): SeenIds => {
  let capacity = smallest;
  /** Pairs of hash halves; both zero is a free place. */
  let places = new Int32Array(2 * capacity);
  let size = 0;

  /** False when it is there already. */
  const put = (high: number, low: number): boolean => {
    const mask = capacity - 1;
    for (let at = low & mask; ; at = (at + 1) & mask) {
      const there = places[2 * at] ?? 0;
      const thereLow = places[2 * at + 1] ?? 0;
      if (there === high && thereLow === low) return false;
      if (there !== 0 || thereLow !== 0) continue;
      places[2 * at] = high;
      places[2 * at + 1] = low;
      return true;
    }
  };

  const grow = (): void => {
    const old = places;
    capacity *= 2;
    places = new Int32Array(2 * capacity);
    for (let at = 0; at < old.length; at += 2) {
      const high = old[at] ?? 0;
      const low = old[at + 1] ?? 0;
      if (high !== 0 || low !== 0) put(high, low);
    }
  };

  return {
    add: (id) => {
      // Two multiplicative hashes, one of them rotated, so that they do not fail together; mixed into each other at the end.
      let high = 0x9e3779b9 ^ id.length;
      let low = 0x85ebca6b;
      for (let index = 0; index < id.length; index += 1) {
        const code = id.charCodeAt(index);
        high = Math.imul(high ^ code, 0x9e3779b1);
        low = Math.imul(((low << 13) | (low >>> 19)) ^ code, 0x5f356495);
      }
      high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
      low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
      if (high === 0 && low === 0) low = 1;
      if (!put(high, low)) return false;
      size += 1;
      if (size > capacity * fullest) grow();
      return true;
    },
    get size() {
      return size;
    },
    get bytes() {
      return places.byteLength;
    },
  };
};
