const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const sextets: ReadonlyMap<string, number> = new Map([...alphabet].map((char, value) => [char, value]));

/** Codes that stand for no text: a new character of 8 or of 16 bits follows; the end. */
const narrow = 0;
const wide = 1;
const end = 2;

/** Numbers from base64, each with its lowest bit first. Null behind the last one, or where there is no base64. */
const createBits = (base64: string) => {
  let at = 0;
  let left = 0;
  let current = 0;
  return (width: number): number | null => {
    let value = 0;
    for (let bit = 0; bit < width; bit += 1) {
      if (left === 0) {
        const next = sextets.get(base64[at] ?? '');
        if (next === undefined) return null;
        current = next;
        left = 6;
        at += 1;
      }
      left -= 1;
      value += ((current >> left) & 1) << bit;
    }
    return value;
  };
};

/**
 * The text behind `compression=lz64`, in which PostHog's light and early SDKs send: Lempel and Ziv's dictionary of texts
 * seen before, its codes as wide as the dictionary needs. Null for what is none, or is longer than `max` characters.
 * Source: https://pieroxy.net/blog/pages/lz-string/index.html
 */
export const textOfLz64 = (base64: string, max: number): string | null => {
  const bits = createBits(base64);
  /** Texts by code; the first three are no texts. */
  const texts: string[] = ['', '', ''];
  const parts: string[] = [];
  let length = 0;
  let width = 2;
  let room = 1;
  let before: string | null = null;

  const grow = (): void => {
    room -= 1;
    if (room > 0) return;
    room = 2 ** width;
    width += 1;
  };

  for (;;) {
    const code = bits(width);
    if (code === null) return null;
    if (code === end) return parts.join('');
    let text = texts[code];
    if (code === narrow || code === wide) {
      const unit = bits(code === narrow ? 8 : 16);
      if (unit === null) return null;
      text = String.fromCharCode(unit);
      texts.push(text);
      grow();
    } else if (text === undefined && code === texts.length && before !== null) text = before + before.charAt(0);
    if (text === undefined) return null;
    parts.push(text);
    length += text.length;
    if (length > max) return null;
    if (before !== null) {
      texts.push(before + text.charAt(0));
      grow();
    }
    before = text;
  }
};
