/** Which numbers of a document were seen. A bit each: a page of a long day has some 100,000. */
export type SeenSeqs = {
  has(seq: number): boolean;
  add(seq: number): void;
};

const bits = 32;

/** In blocks, because a page may claim any number. What is said beside the page stands between two whole numbers, and is seldom. */
export const createSeenSeqs = (): SeenSeqs => {
  const blocks = new Map<number, number>();
  const between = new Set<number>();
  return {
    has: (seq) => (Number.isInteger(seq) ? (((blocks.get(Math.floor(seq / bits)) ?? 0) >>> (seq % bits)) & 1) === 1 : between.has(seq)),
    add: (seq) => {
      if (!Number.isInteger(seq)) {
        between.add(seq);
        return;
      }
      const block = Math.floor(seq / bits);
      blocks.set(block, (blocks.get(block) ?? 0) | (1 << (seq % bits)));
    },
  };
};
