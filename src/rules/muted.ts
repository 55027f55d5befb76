import type { Muted } from '../core/options.ts';
import type { Rule } from './rule.ts';

/** The same rules, of which the muted ones find nothing and say why. What they would have explained stands for itself. */
export const withMuted = (rules: readonly Rule[], muted: readonly Muted[]): readonly Rule[] =>
  rules.map((rule) => {
    const mine = muted.filter((one) => one.rule === rule.id);
    if (mine.length === 0) return rule;
    return {
      ...rule,
      check: (input) => {
        const found = mine.find(({ project }) => project === null || project === input.project.project);
        return found === undefined ? rule.check(input) : { findings: [], unchecked: [`Muted: ${found.reason}`] };
      },
    };
  });
