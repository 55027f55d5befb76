import { endOfThread, threadsOf } from '../core/thread.ts';
import { identifyCall, resetCall } from '../core/wording.ts';
import type { RawFinding, Rule } from './rule.ts';
import { twoIdsByAddress } from './two-ids-by-address.ts';
import { type TwoIds, twoIdsIn } from './two-ids-of-one.ts';

const joins: Readonly<Record<string, string>> = {
  'mixpanel-simplified': 'Two user ids can never be joined in a project with Simplified ID Merge.',
  'mixpanel-original': 'They stay two users, unless $merge or an alias joins them, which cannot be undone.',
  amplitude: 'Amplitude can neither join nor change user ids.',
  'segment-unify': 'A profile holds one user_id only, so that there are two profiles.',
};

/** W09. Two people, each with an id of their own, are no matter of this rule: something must tell that it is one person. */
export const idShapeChanged: Rule = {
  id: 'id-shape-changed',
  number: 'W09',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'One person is known by two ids',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [],
  explainedBy: ['placeholder-id', 'alias-misuse', 'visitor-identified-too-early'],
  check: ({ analysis, project }) => {
    const threads = threadsOf(analysis, project);
    const ends = new Map(threads.map((t) => [t.device, endOfThread(analysis, t)]));
    const first = new Map<string, TwoIds>();
    for (const pair of [...threads.flatMap((t) => twoIdsIn(project.vendor, t)), ...twoIdsByAddress(analysis, project)]) {
      const key = JSON.stringify(pair.how === 'type' ? [pair.from, 'type'] : [pair.from, pair.to].toSorted());
      const known = first.get(key);
      if (known === undefined) first.set(key, pair);
    }
    const findings = [...first.values()].map(
      ({ from, to, how, why, at, document, device, evidence }): RawFinding => ({
        severity: 'warning',
        document,
        evidence,
        wrong: [],
        about: { ids: how === 'type' ? [from] : [from, to], device, from: at, to: ends.get(device) ?? Number.POSITIVE_INFINITY },
        what:
          how === 'type'
            ? `The user id ${from} was given once as a number and once as text.`
            : `The same person seems to be known as ${from} and as ${to}: ${why}.`,
        consequence: `What they do is split between two users. ${joins[project.model ?? ''] ?? 'Only the vendor can join them, if at all.'}`,
        fix:
          how === 'spelling' || how === 'type'
            ? `Bring the id into one form before it is used, everywhere: ${identifyCall(project.vendor, 'String(user.id).trim()')}; ids are compared letter by letter.`
            : `Choose one id that never changes, that of your database, and use it in every place: ${identifyCall(project.vendor, 'user.id')}; send the e-mail address as a property. If they are two people, call ${resetCall(project.vendor)} in between.`,
      }),
    );
    return { findings, unchecked: [] };
  },
};
