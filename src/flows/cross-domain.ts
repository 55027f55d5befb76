import type { Analysis } from '../core/analysis.ts';
import type { ProjectAnalysis } from '../core/landed.ts';
import { isTop } from '../core/loads.ts';
import { hostOf, siteOf } from '../core/site.ts';
import type { Beat, Thread } from '../core/thread.ts';
import { arrivedOf, isExit } from './beats.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { freshVisitor, freshVisitorTitle, idsIn, isOver, runsOf, type Steps, step } from './steps.ts';

/** Events and calls on the pages of one host, one after the other. */
type Part = { readonly host: string; readonly site: string | null; readonly beats: readonly Beat[] };
type Crossing = { readonly from: Part; readonly to: Part };

/** The hosts of the pages of a device, by their own addresses. */
const hostsOf = (analysis: Analysis, device: string): ReadonlyMap<string, string> => {
  const hosts = new Map<string, string>();
  for (const m of analysis.moments)
    if (m.kind === 'document' && m.device === device && isTop(m) && m.url !== null && hostOf(m.url) !== '' && !hosts.has(m.document))
      hosts.set(m.document, m.url);
  return hosts;
};

const partsOf = (analysis: Analysis, thread: Thread): readonly Part[] => {
  const urls = thread.device === null ? new Map<string, string>() : hostsOf(analysis, thread.device);
  const parts: { host: string; site: string | null; beats: Beat[] }[] = [];
  for (const beat of thread.beats) {
    const url = urls.get(beat.document);
    if (url === undefined) continue;
    const host = hostOf(url);
    const last = parts.at(-1);
    if (last?.host === host) last.beats.push(beat);
    else parts.push({ host, site: siteOf(url), beats: [beat] });
  }
  return parts.filter(({ beats }) => arrivedOf(beats).length > 0);
};

/** The first way from one host to another. The way back tells nothing new. */
const crossingsOf = (analysis: Analysis, thread: Thread): readonly Crossing[] => {
  const parts = partsOf(analysis, thread);
  const told = new Set<string>();
  return parts.flatMap((to, at): readonly Crossing[] => {
    const from = parts[at - 1];
    if (from === undefined || from.host === to.host) return [];
    const key = [from.host, to.host].sort().join('\n');
    if (told.has(key)) return [];
    told.add(key);
    return [{ from, to }];
  });
};

/** Whether somebody left between the last event here and the first one there: then a new visitor is right. */
const isParted = (thread: Thread, { from, to }: Crossing): boolean => {
  const [last, first] = [from.beats.findLast((b) => b.kind === 'event'), to.beats.find((b) => b.kind === 'event')];
  return thread.beats.some(
    (b) => b.at >= (last?.at ?? 0) && b.at <= (first?.at ?? 0) && (isExit(b) || (b.kind === 'reset' && b.call !== null)),
  );
};

const sameStep = ({ analysis }: FlowInput, project: ProjectAnalysis, thread: Thread, crossing: Crossing): FlowStep => {
  const name = 'same-visitor';
  const { from, to } = crossing;
  const [last, first] = [arrivedOf(from.beats).at(-1), arrivedOf(to.beats)[0]];
  if (last === undefined || first === undefined) return step(name, 'waiting', 'No event was sent from there yet.');
  const id = first.event.ids.anonymousId;
  if (id !== null && id === last.event.ids.anonymousId) return step(name, 'pass', `The anonymous id ${id} came along.`, first);
  if (first.event.ids.knownId !== null && first.event.ids.knownId === last.event.ids.knownId)
    return step(name, 'pass', `${first.event.ids.knownId} is known on both.`, first);
  if (first.profile !== null && first.profile === last.profile) {
    const known = project.events.find((e) => e.profile === first.profile && e.event.ids.knownId !== null)?.event.ids.knownId;
    return step(name, 'pass', `Another anonymous id, but both count for ${known ?? first.landsOn}.`, first);
  }
  if (isParted(thread, crossing)) return step(name, 'not-applicable', 'Somebody left in between, so that a new visitor is right.', first);
  const told = `${to.host} knows the visitor as ${id ?? first.event.ids.knownId}, ${from.host} as ${last.event.ids.anonymousId ?? last.event.ids.knownId}`;
  if (!isOver(analysis, thread)) return step(name, 'waiting', `${told}: log in on both, or pass the id along.`);
  return from.site !== null && from.site === to.site
    ? step(name, 'fail', `${told}, and nothing has linked the two: share the cookie among subdomains.`, first)
    : step(
        name,
        'not-applicable',
        `${told}. No cookie reaches from one site to another: only a link or a log-in on both joins them.`,
        first,
      );
};

/** From one host to another, such as from the shop to the app. */
export const crossDomain: Flow = {
  id: 'cross-domain',
  title: 'From one domain to another',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/sdks/javascript',
  steps: [
    freshVisitorTitle,
    { step: 'first-host', title: 'Events on the first host' },
    { step: 'second-host', title: 'Events on the second host' },
    { step: 'same-visitor', title: 'The visitor is the same, or linked' },
  ],
  judge: (input) =>
    runsOf(input, ['same-visitor'], (thread) =>
      crossingsOf(input.analysis, thread).map(
        (crossing): Steps => [
          freshVisitor(thread, idsIn(crossing.from.beats)),
          step('first-host', 'pass', `Events were sent from ${crossing.from.host}.`, arrivedOf(crossing.from.beats)[0]),
          step('second-host', 'pass', `Events were sent from ${crossing.to.host}.`, arrivedOf(crossing.to.beats)[0]),
          sameStep(input, input.project, thread, crossing),
        ],
      ),
    ),
};
