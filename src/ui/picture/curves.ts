export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
export type Point = { readonly x: number; readonly y: number };
/** A cubic curve; the label stands at `label`. */
export type Curve = { readonly from: Point; readonly to: Point; readonly bend: readonly [Point, Point]; readonly label: Point };

export const middle = ({ y, height }: Box): number => y + height / 2;

/** The point at `t`, 0 to 1, of a curve. */
export const pointOn = ({ from, to, bend: [a, b] }: Omit<Curve, 'label'>, t: number): Point => {
  const s = 1 - t;
  const along = (axis: 'x' | 'y'): number =>
    s * s * s * from[axis] + 3 * s * s * t * a[axis] + 3 * s * t * t * b[axis] + t * t * t * to[axis];
  return { x: along('x'), y: along('y') };
};

const labelled = (curve: Omit<Curve, 'label'>, t: number): Curve => ({ ...curve, label: pointOn(curve, t) });

/** From side to side of two boxes: across where one stands beside the other, in a bow where they stand below each other. */
export const join = (a: Box, b: Box, labelAt: number, bow: number): Curve => {
  const across = (left: Box, right: Box): Omit<Curve, 'label'> => {
    const from = { x: left.x + left.width, y: middle(left) };
    const to = { x: right.x, y: middle(right) };
    const reach = Math.max(18, (to.x - from.x) / 2);
    return {
      from,
      to,
      bend: [
        { x: from.x + reach, y: from.y },
        { x: to.x - reach, y: to.y },
      ],
    };
  };
  if (b.x >= a.x + a.width) return labelled(across(a, b), labelAt);
  if (a.x >= b.x + b.width) return labelled(across(b, a), 1 - labelAt);
  const edgeOf = (box: Box): number => (bow > 0 ? box.x + box.width : box.x);
  const reach = bow > 0 ? Math.max(edgeOf(a), edgeOf(b)) + bow : Math.min(edgeOf(a), edgeOf(b)) + bow;
  const from = { x: edgeOf(a), y: middle(a) };
  const to = { x: edgeOf(b), y: middle(b) };
  return labelled(
    {
      from,
      to,
      bend: [
        { x: reach, y: from.y },
        { x: reach, y: to.y },
      ],
    },
    0.5,
  );
};

/** A refused link between hulls that stand beside each other runs below them by `depth` pixels, its reason near the end. */
export const under = (a: Box, b: Box, depth: number): Curve => {
  const from = { x: a.x + Math.min(24, a.width / 2), y: a.y + a.height };
  const to = { x: b.x + Math.min(24, b.width / 2), y: b.y + b.height };
  const deep = Math.max(from.y, to.y) + depth;
  return labelled(
    {
      from,
      to,
      bend: [
        { x: from.x + (to.x - from.x) * 0.2, y: deep },
        { x: from.x + (to.x - from.x) * 0.8, y: deep },
      ],
    },
    0.66,
  );
};
