/** A list of numbers in typed arrays of fixed length: it grows without being copied and costs no more than its bytes. */
export type Column = {
  push(value: number): void;
  at(index: number): number;
};

/** A list of texts as UTF-8 bytes, with null apart from the empty text. */
export type TextColumn = {
  push(text: string | null): void;
  at(index: number): string | null;
};

const partBits = 16;
const partLength = 1 << partBits;
const partMask = partLength - 1;

const createColumn = (newPart: () => Int32Array | Float64Array): Column => {
  const parts: (Int32Array | Float64Array)[] = [];
  let size = 0;
  return {
    push: (value) => {
      const index = size & partMask;
      if (index === 0) parts.push(newPart());
      const part = parts[size >> partBits];
      if (part !== undefined) part[index] = value;
      size += 1;
    },
    at: (index) => parts[index >> partBits]?.[index & partMask] ?? 0,
  };
};

/** Whole numbers of 32 bits. */
export const createIntegers = (): Column => createColumn(() => new Int32Array(partLength));
export const createDoubles = (): Column => createColumn(() => new Float64Array(partLength));

const bytesPart = 1 << 20;

export const createTexts = (): TextColumn => {
  const starts = createDoubles();
  const lengths = createIntegers();
  const parts: Uint8Array[] = [];
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let part = new Uint8Array(0);
  let used = 0;
  let before = 0;

  const room = (length: number): void => {
    if (used + length <= part.length) return;
    before += part.length;
    part = new Uint8Array(Math.max(bytesPart, length));
    parts.push(part);
    used = 0;
  };

  /** Where each part starts. */
  const partAt: number[] = [];
  /** Texts that UTF-8 cannot hold: those with half a surrogate pair. */
  const odd = new Map<number, string>();
  let size = 0;
  return {
    push: (text) => {
      size += 1;
      if (text === null) {
        starts.push(0);
        lengths.push(-1);
        return;
      }
      room(text.length * 3);
      const { written } = encoder.encodeInto(text, part.subarray(used));
      if (partAt.length < parts.length) partAt.push(before);
      if (written !== text.length && decoder.decode(part.subarray(used, used + written)) !== text) odd.set(size - 1, text);
      starts.push(before + used);
      lengths.push(written);
      used += written;
    },
    at: (index) => {
      const unusual = odd.get(index);
      if (unusual !== undefined) return unusual;
      const length = lengths.at(index);
      if (length < 0) return null;
      const start = starts.at(index);
      let low = 0;
      let high = partAt.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((partAt[middle] ?? 0) <= start) low = middle;
        else high = middle - 1;
      }
      const offset = start - (partAt[low] ?? 0);
      return decoder.decode(parts[low]?.subarray(offset, offset + length));
    },
  };
};
