import type { Analysis } from '../core/analysis.ts';
import { idText } from '../core/json.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { loadsOf } from '../core/loads.ts';
import type { Ids } from '../core/observation.ts';
import { isPlaceholder } from '../core/placeholder.ts';
import type { MomentOf } from '../core/story.ts';
import { namesSomebody, threadsOf } from '../core/thread.ts';
import { counted, eventName, identifyCall, sdkName } from '../core/wording.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

const holdsNothing = (ids: Ids | null): boolean => ids === null || ((ids.anonymousId ?? '') === '' && (ids.knownId ?? '') === '');

/** Every SDK has an anonymous id as soon as it runs: a call that found none, and left none, was made too early. */
const cameEarly = (call: MomentOf<'call'>): boolean =>
  call.wasQueued ? !call.carriedOut : holdsNothing(call.before) && holdsNothing(call.after);

/** The id of a call that was to identify somebody and could not; null otherwise. */
const earlyId = (call: MomentOf<'call'>): string | null => {
  if (call.meaning.kind !== 'identify' || !cameEarly(call)) return null;
  const id = typeof call.meaning.id === 'object' ? null : idText(call.meaning.id);
  return id === null || isPlaceholder(id) ? null : id;
};

/** Whether the visitor had turned the SDK off: then it holds nothing on purpose. */
const isOff = (analysis: Analysis, project: ProjectAnalysis, document: string): boolean =>
  analysis.moments.some(
    (m) =>
      m.document === document &&
      ((m.kind === 'sdk' && m.vendor === project.vendor && (m.capturing === 'out' || m.capturing === 'bot')) ||
        (m.kind === 'call' && m.vendor === project.vendor && m.meaning.kind === 'capturing')),
  );

/** W06. */
export const identifyBeforeReady: Rule = {
  id: 'identify-before-ready',
  number: 'W06',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'identify was called before the SDK was ready',
  cite: 'https://posthog.com/docs/product-analytics/identify',
  settings: [
    {
      name: 'ready-wait-seconds',
      title: 'How long after a too early identify the right one may come',
      default: '10',
      values: [],
      pattern: '\\d{1,4}(\\.\\d+)?',
      cite: 'https://posthog.com/docs/product-analytics/identify',
      assumption: false,
    },
  ],
  explainedBy: ['placeholder-id'],
  check: ({ analysis, project, settings }) => {
    const wait = Number(settings['ready-wait-seconds'] ?? 10) * 1000;
    const sdk = sdkName(project.vendor);
    const unchecked: string[] = [];
    if (!seesCalls(analysis, project))
      unchecked.push('Calls of this project were not observed, so that those made too early cannot be seen.');
    const done = new Set<string>();
    const findings = callsOf(analysis, project).flatMap((call): readonly RawFinding[] => {
      const id = earlyId(call);
      if (id === null || done.has(`${call.document} ${id}`) || isOff(analysis, project, call.document)) return [];
      done.add(`${call.document} ${id}`);
      const thread = threadsOf(analysis, project).find((t) => t.device === call.device);
      const here = (thread?.beats ?? []).filter((b) => b.document === call.document && (b.at > call.at || b.seq > call.seq));
      // Somebody is known after all: the id was stored already, or identify came again in time.
      if (here.some((b) => namesSomebody(b) || (b.kind === 'event' && (b.event.event.ids.knownId ?? '') !== ''))) return [];
      // Ids that are kept in memory are seen in requests only: what was merely called says nothing.
      const anonymous = here.flatMap((b) => (b.kind === 'event' && b.event.included && !b.event.predicted ? [b.event] : []));
      const [first] = anonymous;
      if (first === undefined) return [];
      const closedAt = loadsOf(analysis).get(call.document)?.closedAt ?? null;
      if (closedAt === null && analysis.until < call.at + wait) {
        unchecked.push(`The ${wait / 1000} seconds that another identify may take are not over.`);
        return [];
      }
      return [
        {
          severity: 'warning',
          document: call.document,
          evidence: [{ call: call.call }, ...anonymous.slice(0, 4).map((e) => ({ event: e.index, project: project.project }))],
          wrong: anonymous.filter((e) => e.landsOn !== id).map((e) => e.index),
          about: {
            ids: [id, ...new Set(anonymous.flatMap((e) => e.event.ids.anonymousId ?? []))],
            device: call.device,
            from: call.at,
            to: closedAt ?? analysis.until,
          },
          what: `identify('${id}') was called before ${sdk} was ready and was dropped: ${eventName(first)}${anonymous.length > 1 ? ` and ${counted(anonymous.length - 1, 'later event')}` : ''} went out anonymously.`,
          consequence: `On this page nobody is identified, and what the visitor did before is not linked to ${id}. Nothing but a line in the console tells.`,
          fix:
            project.vendor === 'posthog'
              ? `Identify when the SDK says that it is ready: posthog.init('…', { loaded: (posthog) => posthog.identify('${id}') });`
              : `Call ${identifyCall(project.vendor, `'${id}'`)} after init has finished, or through the vendor's snippet, which keeps early calls.`,
        },
      ];
    });
    return { findings, unchecked };
  },
};
