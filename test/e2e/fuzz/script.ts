import type { FuzzVendor } from './dialect.ts';
import { dialects } from './dialects/index.ts';
import { randomFrom } from './random.ts';

/** What happens one after the other. Statements of one step are one task of the page. */
export type Step =
  | { readonly kind: 'say'; readonly tab: 0 | 1; readonly statements: readonly string[]; readonly pauseMs: number }
  | { readonly kind: 'open'; readonly tab: 0 | 1; readonly path: string }
  /** Says its statements and goes to another page of the site in the same task. */
  | { readonly kind: 'leave'; readonly tab: 0 | 1; readonly path: string; readonly statements: readonly string[] }
  | { readonly kind: 'clear'; readonly tab: 0 | 1; readonly what: 'cookies' | 'storage' | 'everything' };

/** A visit at random: the same seed makes the same one. */
export type Script = {
  readonly seed: number;
  readonly vendor: FuzzVendor;
  readonly form: 'snippet' | 'bundle';
  /** Index into the dialect's configurations. */
  readonly config: number;
  /** Said in the page's head, on the stub where there is one; on the first page or on all. */
  readonly early: readonly string[];
  readonly earlyAlways: boolean;
  readonly steps: readonly Step[];
};

export function scriptOf(vendor: FuzzVendor, seed: number): Script {
  const dialect = dialects[vendor];
  const random = randomFrom(seed * 31 + vendor.length * 7 + (vendor.codePointAt(0) ?? 0));
  let events = 0;
  const say = (): string => {
    events += 1;
    return dialect.say(random, `E${events}`);
  };
  const several = (list: readonly (readonly [number, number])[]): readonly string[] => Array.from({ length: random.weighed(list) }, say);
  const form = dialect.forms.snippet === undefined || random.chance(vendor === 'amplitude' ? 0.15 : 0.45) ? 'bundle' : 'snippet';
  const config = random.chance(0.55) ? 0 : random.below(dialect.configs.length);
  const early =
    form === 'snippet' && random.chance(0.35)
      ? several([
          [2, 1],
          [2, 2],
          [1, 3],
        ])
      : [];
  const tabs = random.chance(0.25) ? 2 : 1;
  let tab: 0 | 1 = 0;
  const paths = ['/', '/a', '/b'];
  const steps = Array.from({ length: 5 + random.below(10) }, (): Step => {
    if (tabs === 2 && random.chance(0.3)) tab = tab === 0 ? 1 : 0;
    return random.weighed<() => Step>([
      [
        66,
        () => ({
          kind: 'say',
          tab,
          statements: several([
            [6, 1],
            [4, 2],
            [2, 3],
            [1, 5],
          ]),
          pauseMs: random.weighed([
            [3, 0],
            [3, 20],
            [2, 150],
            [2, 600],
          ]),
        }),
      ],
      [10, () => ({ kind: 'open', tab, path: random.pick(paths) })],
      [
        8,
        () => ({
          kind: 'leave',
          tab,
          path: random.pick(paths),
          statements: several([
            [3, 1],
            [2, 2],
          ]),
        }),
      ],
      [4, () => ({ kind: 'clear', tab, what: random.pick(['cookies', 'storage', 'everything'] as const) })],
    ])();
  });
  return { seed, vendor, form, config, early, earlyAlways: random.chance(0.3), steps };
}

/** How many statements it says. */
export const lengthOf = ({ early, steps }: Script): number =>
  steps.reduce((sum, step) => sum + ('statements' in step ? step.statements.length : 0), early.length);
