import { type Beat, endOfThread, threadsOf } from '../core/thread.ts';
import { counted, identifyCall } from '../core/wording.ts';
import { neighboursOf } from './neighbours.ts';
import type { RawFinding, Rule } from './rule.ts';
import { brokenPair, knowsPeople, unknownHere } from './tools-compared.ts';

/** W15. */
export const vendorsDisagree: Rule = {
  id: 'vendors-disagree',
  number: 'W15',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'Two tools disagree about who the visitor is',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [
    {
      name: 'vendors-agree-seconds',
      title: 'How long after one tool knows the user the others may take',
      default: '2',
      values: [],
      pattern: '\\d{1,4}(\\.\\d+)?',
      cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
      assumption: false,
    },
  ],
  explainedBy: [
    'user-switched-without-reset',
    'logout-without-reset',
    'placeholder-id',
    'empty-identify',
    'identify-before-ready',
    'id-shape-changed',
    'other-tool-not-reset',
    'login-without-identify',
    'impersonation',
    'visitor-identified-too-early',
    'tabs-disagree',
    'identify-while-opted-out',
    'nothing-delivered',
  ],
  check: ({ analysis, project, settings }) => {
    const wait = Number(settings['vendors-agree-seconds'] ?? 2) * 1000;
    const findings: RawFinding[] = [];
    for (const thread of threadsOf(analysis, project)) {
      if (thread.device === null) continue;
      for (const other of neighboursOf(analysis, project, thread.device)) {
        const add = (
          beat: Beat,
          ids: readonly (string | null)[],
          wrong: readonly number[],
          words: Pick<RawFinding, 'what' | 'consequence' | 'fix'>,
        ) =>
          findings.push({
            severity: 'warning',
            document: beat.document,
            evidence: wrong.slice(0, 5).map((index) => ({ event: index, project: project.project })),
            wrong,
            about: {
              ids: [...new Set(ids.flatMap((id) => id ?? []))],
              device: thread.device,
              from: beat.at,
              to: endOfThread(analysis, thread),
            },
            ...words,
          });
        const silent = unknownHere(analysis, thread, other, wait, knowsPeople(project));
        const broken = brokenPair(analysis, thread, other, wait);
        if (silent !== null)
          add(
            silent.beat,
            silent.late.flatMap((b) => [b.after.anonymousId, b.event.event.ids.anonymousId]),
            silent.late.map((b) => b.event.index),
            {
              what: `${other.project.vendor} knew ${silent.beat.after.knownId}, but ${project.vendor} never did: ${counted(silent.late.length, 'event')} stayed anonymous there.`,
              consequence: `The numbers of the two tools never agree, and in ${project.vendor} this user's history is not joined.`,
              fix: `Identify in one place for all tools: beside ${other.project.vendor} call ${identifyCall(project.vendor, `'${silent.beat.after.knownId}'`)}.`,
            },
          );
        else if (broken !== null)
          add(broken.event, [broken.here, broken.wasHere, broken.event.after.anonymousId], [broken.event.event.index], {
            what: `${project.vendor} says ${broken.here} while ${other.project.vendor} says ${broken.there}; before, ${broken.wasHere} went with ${broken.wasThere}.`,
            consequence: 'One of the tools counts this for the wrong person.',
            fix: 'Identify and reset all tools in one place, so that they always change together.',
          });
      }
    }
    // Each of three tools that disagree with a fourth tells the same.
    return {
      findings: findings.filter((f, at) => findings.findIndex((g) => g.about.from === f.about.from || g.what === f.what) === at),
      unchecked: [],
    };
  },
};
