import { idText } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import type { MomentOf } from '../core/story.ts';
import { counted, identifyCall } from '../core/wording.ts';
import { atEvents, given, whenOf } from './evidence.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

type Unsent = { readonly call: MomentOf<'call'>; readonly id: string; readonly visitor: string };

/** Calls of `identify` whose events were not sent because capturing was off. */
const unsentIn = (calls: readonly MomentOf<'call'>[], { events }: ProjectAnalysis): readonly Unsent[] =>
  calls.flatMap((call): readonly Unsent[] => {
    const { meaning, before } = call;
    const id = meaning.kind === 'identify' ? (idText(meaning.id) ?? '') : '';
    const visitor = before?.anonymousId ?? '';
    if (id === '' || visitor === '' || !call.carriedOut || before?.knownId === id) return [];
    return call.events.some((ref) => events[ref.index]?.delivery === 'suppressed') ? [{ call, id, visitor }] : [];
  });

const isOf = ({ included, merge, event }: LandedEvent, visitor: string): boolean =>
  included && merge !== 'ignored' && event.ids.anonymousId === visitor && (event.ids.knownId ?? '') === '';

/** W37. An SDK that is switched off forgets the link, and does not make up for it when it is switched on. */
export const identifyWhileOptedOut: Rule = {
  id: 'identify-while-opted-out',
  number: 'W37',
  severity: 'error',
  vendors: 'all',
  models: 'all',
  title: 'identify was called while nothing was sent',
  cite: 'https://posthog.com/docs/privacy/data-collection',
  settings: [],
  explainedBy: ['placeholder-id'],
  check: ({ analysis, project }) => {
    if (!seesCalls(analysis, project) || project.model === null)
      return {
        findings: [],
        unchecked: project.model === null ? [] : ['Calls of this project were not observed, so that none can be seen to be suppressed.'],
      };
    const told = new Set<string>();
    const unchecked: string[] = [];
    const findings = unsentIn(callsOf(analysis, project), project).flatMap(({ call, id, visitor }): readonly RawFinding[] => {
      const later = project.events.filter(
        (e) => e.device === call.device && e.included && e.profile !== null && e.event.ids.knownId === id && whenOf(e) > call.at,
      );
      const [first] = later;
      if (told.has(`${id} ${visitor}`)) return [];
      if (first === undefined) {
        unchecked.push(`${id} was identified while nothing was sent. Whether that is made up for shows once capturing is on.`);
        return [];
      }
      // Linked after all: by an event that carries both, or another identify.
      const history = project.events.filter((e) => isOf(e, visitor));
      if (history.some((e) => e.profile === first.profile)) return [];
      const stored = analysis.identities.some(
        (i) =>
          i.vendor === project.vendor &&
          i.project === project.project &&
          i.device === call.device &&
          i.storedBefore.anonymousId === visitor,
      );
      if (history.length === 0 && !stored) return [];
      const linked = project.profiles
        .find((p) => p.id === first.profile)
        ?.ids.some((x) => x === visitor || x.endsWith(`:${visitor}`) || x.endsWith(`=${visitor}`));
      if (linked) return [];
      told.add(`${id} ${visitor}`);
      return [
        {
          severity: history.length > 0 ? 'error' : 'warning',
          document: call.document,
          evidence: [{ call: call.call }, ...atEvents(project, [first, ...history], 4)],
          wrong: history.map((e) => e.index),
          about: { ids: given(id, visitor), device: call.device, from: call.at, to: analysis.until },
          what: `${id} was identified while capturing was off. It is on again since, but the link with the visitor ${visitor} was never sent.`,
          consequence:
            history.length > 0
              ? `${counted(history.length, 'event')} of the time before ${history.length === 1 ? 'stays' : 'stay'} on an anonymous visitor for good.`
              : `What the visitor did before the recording stays on an anonymous visitor.`,
          fix: `Switch capturing on first, then call ${identifyCall(project.vendor, 'user.id')}: the SDK does not send the link again by itself.`,
        },
      ];
    });
    return { findings, unchecked };
  },
};
