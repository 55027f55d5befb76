import type { Judged } from '../../../src/reports/engine.ts';
import { isForgetful } from './collected.ts';
import { dialects } from './dialects/index.ts';
import type { Mismatch } from './mismatch.ts';
import type { Walked } from './walk.ts';

/** Rules that tell of one user following another, with those that are told in place of that. */
const tellingOfTwo: readonly string[] = [
  'user-switched-without-reset',
  'logout-without-reset',
  'placeholder-id',
  'id-shape-changed',
  'bare-anonymous-distinct-id',
  'impersonation',
  'visitor-identified-too-early',
  'tabs-disagree',
  'alias-misuse',
];
const naming = /(?:identify|setUserId|\.id|anonymousId|alias)\(|user_?id: |distinct_id: /i;
const literalOf = (statement: string): string | null => /(?:identify|setUserId)\('(u-\d)'/.exec(statement)?.[1] ?? null;

/** Two users in one task without a reset are told of; where at most one id was ever named, nobody is said to have followed anybody. */
export function judgements(walked: Walked, { findings }: Judged): readonly Mismatch[] {
  const { script } = walked;
  const mayNotIdentify = JSON.stringify(dialects[script.vendor].configs[script.config]).includes('never');
  const said = script.steps.flatMap((step) => ('statements' in step ? [step.statements] : []));
  const all = [...script.early, ...said.flat()];
  const told = findings.filter(({ rule }) => tellingOfTwo.includes(rule));
  const named = new Set(all.filter((one) => naming.test(one)).map((one) => one.replace(/, \{.*/, '')));
  if (named.size < 2 && told.some(({ rule, severity }) => severity === 'error' && rule === 'user-switched-without-reset'))
    return [{ kind: 'false alarm', what: `${[...named].join(' ; ')}: ${told.map(({ what }) => what).join(' ')}` }];
  const calm =
    !mayNotIdentify && !all.some((one) => /opt_out|setOptOut|alias/.test(one)) && !script.steps.some(({ kind }) => kind === 'clear');
  const switched = said.some((statements) => {
    let before: string | null = null;
    return statements.some((one) => {
      if (/reset\(/.test(one)) before = null;
      const id = literalOf(one);
      const isSwitch = id !== null && before !== null && id !== before;
      before = id ?? before;
      return isSwitch;
    });
  });
  return calm && switched && !isForgetful(walked) && told.length === 0 ? [{ kind: 'untold switch', what: all.join(' ; ') }] : [];
}
