/** Which numbers of a document were seen. A bit each: a page of a long day has some 100,000. */
export type SeenSeqs = {
  has(seq: number): boolean;
  add(seq: number): void;
};

const bits = 32;

/** In blocks, because a page may claim any number. */
export const createSeenSeqs = (): SeenSeqs => {
  const blocks = new Map<number, number>();
  return {
    has: (seq) => (((blocks.get(Math.floor(seq / bits)) ?? 0) >>> (seq % bits)) & 1) === 1,
    add: (seq) => {
      const block = Math.floor(seq / bits);
      blocks.set(block, (blocks.get(block) ?? 0) | (1 << (seq % bits)));
    },
  };
};
