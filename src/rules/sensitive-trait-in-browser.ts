import { listed } from '../core/wording.ts';
import { given, whenOf } from './evidence.ts';
import { traitsGivenTo, traitsOf } from './given-properties.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { Evidence, Rule } from './rule.ts';
import { sensitiveIn } from './sensitive-values.ts';

/** W42. */
export const sensitiveTraitInBrowser: Rule = {
  id: 'sensitive-trait-in-browser',
  number: 'W42',
  severity: 'info',
  vendors: 'all',
  models: 'all',
  title: 'The browser sends something that should stay with the server',
  cite: 'https://segment.com/docs/connections/spec/best-practices-identify/',
  settings: [],
  explainedBy: [],
  check: ({ analysis, project }) => {
    const told = new Map<
      string,
      {
        readonly what: string;
        readonly evidence: Evidence;
        readonly at: number;
        readonly document: string | null;
        readonly ids: readonly string[];
      }
    >();
    for (const call of callsOf(analysis, project))
      for (const { name, what } of sensitiveIn(traitsGivenTo(call)))
        if (!told.has(name))
          told.set(name, {
            what,
            evidence: { call: call.call },
            at: call.at,
            document: call.document,
            ids: given(call.after?.knownId, call.after?.anonymousId),
          });
    // What a server sends is where it belongs.
    for (const event of project.events.filter((e) => e.document !== null && !e.key.startsWith('line:')))
      for (const { name, what } of sensitiveIn(traitsOf(event.event)))
        if (!told.has(name))
          told.set(name, {
            what,
            evidence: { event: event.index, project: project.project },
            at: whenOf(event),
            document: event.document,
            ids: given(event.event.ids.knownId, event.event.ids.anonymousId),
          });
    const all = [...told.values()];
    const [first] = all;
    const unchecked =
      project.vendor === 'mixpanel' && !seesCalls(analysis, project)
        ? ['Calls of this project were not observed, so that the properties of profiles are not known.']
        : [];
    if (first === undefined) return { findings: [], unchecked };
    return {
      findings: [
        {
          severity: 'info',
          document: first.document,
          evidence: all.slice(0, 5).map((use) => use.evidence),
          wrong: [],
          about: {
            ids: [...new Set(all.flatMap((use) => use.ids))],
            device: null,
            from: all.reduce((least, use) => Math.min(least, use.at), Number.POSITIVE_INFINITY),
            to: analysis.until,
          },
          what: `Code in the page gave ${listed([...new Set(all.map((use) => use.what))])} to ${project.vendor}, as ${listed([...told.keys()])}.`,
          consequence: 'It is in reach of every script of the page, and then in every tool that gets this data.',
          fix: 'Leave it out. What a tool really needs, send from the server.',
        },
      ],
      unchecked,
    };
  },
};
