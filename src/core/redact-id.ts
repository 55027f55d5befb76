import { isPlaceholder, spelling } from './placeholder.ts';
import { sha256 } from './sha256.ts';

/** Replaces an id by another of the same class and length, the same for the same id. Never two ids by one. */
export type IdMask = (id: string) => string;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const onlyHex = /^(?=.*\d)[0-9a-f]{8,}$/i;
const device = '$device:';
/** Words of JSON inside an id that was an object: without them it would be no object any more. */
const jsonWords = /(true|false|null)/;

const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, '0')).join('');

/** A letter for a letter and a digit for a digit, taken from `bytes`; everything else stays. A leading digit stays above zero. */
const substituted = (text: string, bytes: (at: number) => number, letters: number): string => {
  let taken = 0;
  let inNumber = false;
  return text
    .split(jsonWords)
    .map((piece) =>
      jsonWords.test(piece)
        ? piece
        : piece.replace(/[a-z]|\d|[^a-z\d]/g, (c) => {
            const digit = c >= '0' && c <= '9';
            const first = digit && !inNumber;
            inNumber = digit;
            if (!digit && !(c >= 'a' && c <= 'z')) return c;
            const byte = bytes(taken);
            taken += 1;
            if (!digit) return String.fromCharCode(97 + (byte % letters));
            return String(first && c !== '0' ? 1 + (byte % 9) : byte % 10);
          }),
    )
    .join('');
};

/** Gives `masked` the capitals of `id`, position by position. */
const capitalised = (masked: string, id: string): string =>
  [...masked].map((c, at) => ((id[at] ?? '') !== (id[at] ?? '').toLowerCase() ? c.toUpperCase() : c)).join('');

/**
 * A mask for one export. Ids that differ only in spelling (capitals, spaces or quotes around) still do afterwards.
 * Generated UUIDs, placeholders and Mixpanel's `$device:` prefix stay, because findings rest on them.
 */
export const createIdMask = (salt: string): IdMask => {
  const bySpelling = new Map<string, string>();
  const used = new Set<string>();
  const draw = (plain: string, make: (hash: (at: number) => number) => string): string => {
    const known = bySpelling.get(plain);
    if (known !== undefined) return known;
    let masked = plain;
    // Few ids of one digit exist, so collisions are common: draw again. All of a class being used up, the id stays.
    for (let round = 0; round < 256; round += 1) {
      const bytes = sha256(`${salt}\n${round}\n${plain}`);
      masked = make((at) => (bytes[at % 32] ?? 0) ^ (at >> 5));
      if (!used.has(masked) && !isPlaceholder(masked)) break;
    }
    used.add(masked);
    bySpelling.set(plain, masked);
    return masked;
  };

  const mask: IdMask = (id) => {
    if (id.startsWith(device)) return device + mask(id.slice(device.length));
    if (uuid.test(id) || isPlaceholder(id)) return id;
    const plain = spelling(id);
    if (email.test(plain)) {
      const masked = draw(plain, (hash) => `u${hex(Uint8Array.from([0, 1, 2, 3, 4, 5], hash))}@redacted.invalid`);
      if (id === plain) return masked;
      // Another way of writing the same address gets other capitals, and keeps the spaces around it.
      const own = sha256(`${salt}\n${id.trim()}`);
      const written =
        id.trim() === plain ? masked : [...masked].map((c, at) => ((own[at % 32] ?? 0) % 2 === 0 ? c : c.toUpperCase())).join('');
      return id.replace(id.trim(), () => written);
    }
    const letters = onlyHex.test(plain) ? 6 : 26;
    const masked = draw(plain, (hash) => substituted(plain, hash, letters));
    const lower = id.toLowerCase();
    const at = lower.indexOf(plain);
    return at === -1 ? masked : id.slice(0, at) + capitalised(masked, id.slice(at, at + plain.length)) + id.slice(at + plain.length);
  };
  return mask;
};
