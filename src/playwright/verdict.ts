import type { Judged } from '../reports/engine.ts';
import { clock, storyLine } from '../reports/story-lines.ts';
import type { Wanted } from './silence.ts';

/**
 * What a matcher found: whether it holds, and why in sentences for whoever reads the test's output. `holds` is null where
 * there was nothing to judge: then the assertion fails, negated or not.
 */
export type Verdict = { readonly holds: boolean | null; readonly why: string };

const lastLines = 12;

/** What happened last, as lines for the end of a message: what an assertion about identity has to be compared with. */
export const storyEnd = ({ analysis }: Judged, { vendor }: Wanted): string => {
  const lines = analysis.moments.flatMap((moment) => {
    if ('vendor' in moment && ((vendor !== undefined && moment.vendor !== vendor) || moment.kind === 'storage')) return [];
    if (moment.kind === 'signal' && !moment.confirmed) return [];
    const line = storyLine(moment, analysis.projects);
    return line === null ? [] : [`  ${clock(moment.at)}  ${line}`];
  });
  const shown = lines.slice(-lastLines);
  return shown.length === 0 ? '' : `\n\nWhat was seen last (UTC):\n${shown.join('\n')}`;
};

/** All must hold; what does not is what is said. */
export const allOf = (verdicts: readonly Verdict[]): Verdict => {
  const open = verdicts.filter(({ holds }) => holds === null);
  const broken = verdicts.filter(({ holds }) => holds === false);
  const shown = open.length > 0 ? open : broken.length > 0 ? broken : verdicts;
  return { holds: open.length > 0 ? null : broken.length === 0, why: shown.map(({ why }) => why).join('\n') };
};
