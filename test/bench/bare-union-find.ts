import { deviceId, userId, type Visit } from './visits.ts';

/** The least that any merge model does: a Map from id to number and disjoint sets in typed arrays. */
export const startBare = (ids: number) => {
  const numbers = new Map<string, number>();
  const parent = new Int32Array(ids);
  const size = new Int32Array(ids).fill(1);

  const numberOf = (id: string): number => {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const number = numbers.size;
    numbers.set(id, number);
    parent[number] = number;
    return number;
  };

  const find = (number: number): number => {
    let at = number;
    while (parent[at] !== at) {
      const up = parent[parent[at] as number] as number;
      parent[at] = up;
      at = up;
    }
    return at;
  };

  return (device: string, user: string | null): number => {
    const left = find(numberOf(device));
    if (user === null) return left;
    const right = find(numberOf(user));
    if (left === right) return left;
    const [root, child] = (size[left] as number) >= (size[right] as number) ? [left, right] : [right, left];
    parent[child] = root;
    size[root] = (size[root] as number) + (size[child] as number);
    return root;
  };
};

export type Pair = { readonly device: string; readonly user: string | null };

export const pairOf = ({ device, kind }: Visit): Pair => ({ device: deviceId(device), user: kind === 'anonymous' ? null : userId(device) });
