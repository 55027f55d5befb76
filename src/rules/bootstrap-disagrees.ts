import { idText, type Json, member } from '../core/json.ts';
import { spelling } from '../core/placeholder.ts';
import type { MomentOf } from '../core/story.ts';
import { atEvents, given, whenOf } from './evidence.ts';
import { callsOf } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

/** The user that the settings of `init` name. */
const bootstrapped = ({ method, args }: MomentOf<'call'>): string => {
  const settings: Json | undefined = method === 'init' ? member(args[1], 'bootstrap') : undefined;
  return member(settings, 'isIdentifiedID') === true ? (idText(member(settings, 'distinctID')) ?? '') : '';
};

/** W46. Who is stored as identified wins over the bootstrap. Source: posthog-js 1.449.2, executed */
export const bootstrapDisagrees: Rule = {
  id: 'bootstrap-disagrees',
  number: 'W46',
  severity: 'warning',
  vendors: ['posthog'],
  models: 'all',
  title: 'The user that the page was started with is ignored',
  cite: 'https://posthog.com/docs/feature-flags/bootstrapping',
  settings: [],
  explainedBy: ['logout-without-reset', 'placeholder-id', 'tabs-disagree'],
  check: ({ analysis, project }) => {
    const calls = callsOf(analysis, project);
    const starts = calls.filter((c) => c.method === 'init');
    if (starts.length === 0) return { findings: [], unchecked: ['The settings that init was given were not seen.'] };
    const findings = starts.flatMap((start): readonly RawFinding[] => {
      const id = bootstrapped(start);
      if (id === '') return [];
      // An instance in a bundle is met, and its start told, some time after it started: the page's first events count as well.
      const change = calls.find((c) => c.document === start.document && (c.meaning.kind === 'identify' || c.meaning.kind === 'reset'));
      const events = project.events.filter(
        (e) => e.document === start.document && e.included && !e.predicted && whenOf(e) < (change?.at ?? Number.POSITIVE_INFINITY),
      );
      const first = events.find((e) => (e.event.ids.knownId ?? '') !== '');
      const held = first?.event.ids.knownId ?? '';
      if (first === undefined || spelling(held) === spelling(id)) return [];
      const wrong = events.filter((e) => e.event.ids.knownId === held);
      return [
        {
          severity: 'warning',
          document: start.document,
          evidence: [{ call: start.call }, ...atEvents(project, wrong)],
          wrong: wrong.map((e) => e.index),
          about: { ids: given(id, held), device: start.device, from: start.at, to: analysis.until },
          what: `The page was started with ${id} as the user, but the browser still held ${held}, and PostHog goes by what it holds.`,
          consequence: `Events of ${id} count for ${held}, and flags are those of another user.`,
          fix: `Call posthog.reset() when ${held} logs out. Where that was missed, compare posthog.get_distinct_id() with the user after the start, and reset before posthog.identify('${id}').`,
        },
      ];
    });
    return { findings, unchecked: [] };
  },
};
