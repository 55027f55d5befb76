import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../../../src/ui/picture/graph.ts';
import { type Box, layoutOf, type Point } from '../../../../src/ui/picture/layout.ts';
import { pack } from '../../../../src/ui/picture/pack.ts';
import { pagesOf } from '../../../../src/ui/picture/pages.ts';
import { devices, noneCarried, profileOf, projectWith, refusalOf } from './project.ts';

const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
const within = (a: Box, b: Box): boolean =>
  a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width + 0.5 && a.y + a.height <= b.y + b.height + 0.5;

const anyOverlap = (boxes: readonly Box[]): boolean => boxes.some((a, at) => boxes.slice(at + 1).some((b) => overlap(a, b)));

/** People of `sizes` devices each; a person of none is an anonymous visitor. */
const peopleOf = (sizes: readonly number[]) => {
  let device = 0;
  const profiles = sizes.map((size, place) => {
    const ids = devices(device, device + Math.max(1, size));
    device += ids.length;
    return size === 0
      ? profileOf(`p${place}`, ids)
      : profileOf(
          `p${place}`,
          [...ids, `U${place}`],
          ids.map((id) => [id, `U${place}`] as const),
        );
  });
  const refusals = sizes.length > 2 && (sizes[0] ?? 0) > 0 && (sizes[2] ?? 0) > 0 ? [refusalOf(['U2', '$device:D0'])] : [];
  return { project: projectWith(profiles, refusals), profiles };
};

const pictured = (sizes: readonly number[], width: number) => {
  const { project, profiles } = peopleOf(sizes);
  return layoutOf(graphOf(project, profiles, noneCarried), width);
};

const anySizes = fc.array(fc.integer({ min: 0, max: 45 }), { maxLength: 30 });
const anyWidth = fc.integer({ min: 200, max: 2000 });

describe('the layout', () => {
  it('overlaps nothing and leaves nothing outside, whatever people there are and however wide it is', () => {
    fc.assert(
      fc.property(anySizes, anyWidth, (sizes, width) => {
        const { hulls, width: across, height } = pictured(sizes, width);
        const whole = { x: 0, y: 0, width: across, height };
        expect(anyOverlap(hulls.map(({ box }) => box))).toBe(false);
        for (const { box, nodes } of hulls) {
          expect(within(box, whole)).toBe(true);
          expect(nodes.every((node) => within(node.box, box))).toBe(true);
          expect(anyOverlap(nodes.map((node) => node.box))).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same for the same people', () => {
    const sizes = [3, 0, 1, 40, 2];
    expect(pictured(sizes, 900)).toEqual(pictured(sizes, 900));
  });

  it('is no wider than what it was given, unless one cluster needs more', () => {
    fc.assert(
      fc.property(anySizes, fc.integer({ min: 376, max: 2000 }), (sizes, width) => {
        const { hulls } = pictured(sizes, width);
        expect(hulls.every(({ box }) => box.x + box.width <= width)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('stands anonymous ids left of known ones, edges from side to side, labels between them', () => {
    const { hulls } = pictured([4], 900);
    const { nodes = [], edges = [] } = hulls[0] ?? {};
    const right = nodes.find(({ node }) => node.kind === 'known')?.box;
    const left = nodes.filter(({ node }) => node.kind === 'anonymous').map(({ box }) => box);
    expect(edges).toHaveLength(4);
    for (const box of left) expect(box.x + box.width).toBeLessThan(right?.x ?? 0);
    for (const { curve } of edges) {
      expect(curve.label.x).toBeGreaterThan(left[0] ? left[0].x + left[0].width : 0);
      expect(curve.label.x).toBeLessThan(right?.x ?? 0);
    }
    expect(new Set(edges.map(({ curve }) => Math.round(curve.label.y / 16))).size).toBe(4);
  });

  it('moves nobody when somebody comes after them', () => {
    const before = pictured([3, 0, 1], 900).hulls.map(({ box }) => box);
    const after = pictured([3, 0, 1, 5, 0], 900).hulls.map(({ box }) => box);
    expect(after.slice(0, 3)).toEqual(before);
  });

  it('is empty for nobody', () => {
    expect(pictured([], 900)).toMatchObject({ hulls: [], refused: [] });
  });

  it('keeps a bowed link between ids of one side within the picture', () => {
    const profile = profileOf('p1', ['$device:D1', '$device:D2'], [['$device:D2', '$device:D1']]);
    const { hulls, width } = layoutOf(graphOf(projectWith([profile]), [profile], noneCarried), 400);
    expect(hulls[0]?.edges).toHaveLength(1);
    expect(Math.max(...(hulls[0]?.edges.flatMap(({ curve }) => curve.bend.map(({ x }) => x)) ?? []))).toBeLessThan(width);
  });
});

describe('a refused link', () => {
  /** People as above, and links refused between the devices and people of these places. */
  const refusing = (sizes: readonly number[], pairs: readonly (readonly [number, number])[], width: number) => {
    const { profiles } = peopleOf(sizes);
    const idOf = (place: number, known: boolean): string => {
      const { ids = [] } = profiles[place % profiles.length] ?? {};
      return (known ? ids.at(-1) : ids[0]) ?? '';
    };
    const refusals = pairs.map(([a, b], event) => refusalOf([idOf(a, false), idOf(b, true)], { event, key: `r${event}` }));
    return layoutOf(graphOf(projectWith(profiles, refusals), profiles, noneCarried), width);
  };
  type Pictured = ReturnType<typeof refusing>;
  const along = ({ curve: { from, to, bend }, detour }: Pictured['refused'][number]): readonly Point[] => {
    const parts = Array.from({ length: 41 }, (_, step) => step / 40);
    const between = (a: Point, b: Point, t: number): Point => ({ x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t });
    if (detour !== null) return detour.slice(1).flatMap((b, place) => parts.map((t) => between(detour[place] ?? b, b, t)));
    return parts.map((t) => {
      const [a, b, c] = [between(from, bend[0], t), between(bend[0], bend[1], t), between(bend[1], to, t)];
      return between(between(a, b, t), between(b, c, t), t);
    });
  };
  const isIn = ({ x, y }: Point, box: Box): boolean =>
    x > box.x + 0.01 && x < box.x + box.width - 0.01 && y > box.y + 0.01 && y < box.y + box.height - 0.01;
  const nodesOf = ({ hulls }: Pictured) => new Map(hulls.flatMap(({ nodes, box }) => nodes.map(({ node }) => [node.key, box] as const)));

  const manySizes = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 3, maxLength: 25 });
  const anyPairs = fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { minLength: 1, maxLength: 6 });

  it('crosses nobody else, and stays within the picture', () => {
    let around = 0;
    fc.assert(
      fc.property(manySizes, anyPairs, anyWidth, (sizes, pairs, width) => {
        const picture = refusing(sizes, pairs, width);
        const hullOf = nodesOf(picture);
        for (const link of picture.refused) {
          const ends = [hullOf.get(link.edge.from), hullOf.get(link.edge.to)];
          const others = picture.hulls.map(({ box }) => box).filter((box) => !ends.includes(box));
          const points = along(link);
          expect(points.some((point) => others.some((box) => isIn(point, box)))).toBe(false);
          expect(points.every(({ x, y }) => x >= 0 && y >= 0 && x <= picture.width && y <= picture.height)).toBe(true);
          if (link.detour !== null) around += 1;
        }
      }),
      { numRuns: 150 },
    );
    expect(around).toBeGreaterThan(10);
  });

  it('goes straight where nobody is between', () => {
    expect(refusing([1, 0, 1], [[0, 2]], 900).refused.map(({ detour }) => detour)).toEqual([null]);
  });

  it('goes around in pieces that lie or stand, and has its reason where nothing else is', () => {
    const asked = [1, 2, 3, 4, 5, 6].map((person) => [0, person] as const);
    const { refused, hulls } = refusing([1, 1, 1, 1, 1, 1, 1], asked, 900);
    const around = refused.filter(({ detour }) => detour !== null);
    expect(around.length).toBeGreaterThan(0);
    for (const { detour, curve } of around) {
      const corners = detour ?? [];
      expect(corners.length).toBeGreaterThan(2);
      expect(corners.slice(1).every((b, place) => corners[place]?.x === b.x || corners[place]?.y === b.y)).toBe(true);
      expect(hulls.some(({ box }) => isIn(curve.label, box))).toBe(false);
    }
    const reasons = refused.map(({ curve: { label }, room }) => ({ x: label.x - room / 2, y: label.y - 8, width: room, height: 16 }));
    expect(anyOverlap(reasons)).toBe(false);
  });
});

describe('packing', () => {
  it('takes the highest place, then the leftmost', () => {
    const { spots, height } = pack(
      [
        { span: 2, height: 100 },
        { span: 1, height: 40 },
        { span: 1, height: 30 },
      ],
      3,
      10,
    );
    expect(spots).toEqual([
      { column: 0, y: 0 },
      { column: 2, y: 0 },
      { column: 2, y: 50 },
    ]);
    expect(height).toBe(100);
  });

  it('gives what is too wide all columns', () => {
    expect(pack([{ span: 5, height: 10 }], 2, 4)).toEqual({ spots: [{ column: 0, y: 0 }], height: 10 });
  });
});

describe('pages', () => {
  it('hold every profile once, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 120 }), (sizes) => {
        const pages = pagesOf(sizes.map((size, place) => profileOf(`p${place}`, devices(0, size))));
        expect(pages.flatMap(({ from, to }) => sizes.slice(from, to))).toEqual(sizes);
      }),
      { numRuns: 40 },
    );
  });

  it('are few nodes each: forty visitors, or fewer people with many ids', () => {
    const visitors = Array.from({ length: 100 }, (_, place) => profileOf(`p${place}`, devices(place, place + 1)));
    expect(pagesOf(visitors)[0]).toEqual({ from: 0, to: 40 });
    const busy = Array.from({ length: 100 }, (_, place) => profileOf(`p${place}`, devices(0, 20)));
    expect(pagesOf(busy)[0]).toEqual({ from: 0, to: 5 });
  });
});
