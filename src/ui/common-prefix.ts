/** How many members two lists have in common from the start, by identity: what a patch left alone. */
export const commonPrefix = <T>(before: readonly T[], after: readonly T[]): number => {
  const length = Math.min(before.length, after.length);
  for (let index = 0; index < length; index++) if (before[index] !== after[index]) return index;
  return length;
};
