/** A line of a comparison: in both, only before, or only after. */
export type Compared<T> = { readonly in: 'both' | 'before' | 'after'; readonly item: T };

/** Beyond this the table of the comparison costs more than it tells; then what differs is told as a block. */
const mostCells = 4_000_000;

/** The shortest way from one sequence to another, by the longest common subsequence. `same` says when two items are one. */
export const compareSequences = <T>(before: readonly T[], after: readonly T[], same: (a: T, b: T) => boolean): readonly Compared<T>[] => {
  let start = 0;
  while (start < before.length && start < after.length && same(before[start] as T, after[start] as T)) start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    same(before[before.length - 1 - end] as T, after[after.length - 1 - end] as T)
  )
    end += 1;
  const a = before.slice(start, before.length - end);
  const b = after.slice(start, after.length - end);
  const both = (items: readonly T[]): readonly Compared<T>[] => items.map((item) => ({ in: 'both', item }));
  return [...both(before.slice(0, start)), ...middle(a, b, same), ...both(end === 0 ? [] : before.slice(-end))];
};

const middle = <T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): readonly Compared<T>[] => {
  const out: Compared<T>[] = [];
  if (a.length * b.length > mostCells) {
    for (const item of a) out.push({ in: 'before', item });
    for (const item of b) out.push({ in: 'after', item });
    return out;
  }
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => longest[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] = same(a[i] as T, b[j] as T) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && same(a[i] as T, b[j] as T)) {
      out.push({ in: 'both', item: a[i] as T });
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      out.push({ in: 'before', item: a[i] as T });
      i += 1;
    } else {
      out.push({ in: 'after', item: b[j] as T });
      j += 1;
    }
  }
  return out;
};
