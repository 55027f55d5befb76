import { idText } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { isOrdinary } from '../core/ordinary.ts';
import { type Thread, threadsOf } from '../core/thread.ts';
import { counted, eventName, eventNameFirst } from '../core/wording.ts';
import { landedOf, profileOf } from './beats.ts';
import { linksByAlias } from './differences.ts';
import type { Flow, FlowInput, FlowStep } from './flow.ts';
import { historyStep } from './history.ts';
import { freshVisitor, freshVisitorTitle, numbered, type Steps, step } from './steps.ts';

const bare = (id: string): string => (id.startsWith('$device:') ? id.slice('$device:'.length) : id);

/** A new name given to a visitor, with every event that gave it. */
type Alias = { readonly name: string; readonly of: string; readonly events: readonly LandedEvent[] };

const isKissmetrics = ({ model }: ProjectAnalysis): boolean => model === 'kissmetrics';

/** Kissmetrics sends the pair in the order of its call, the anonymous id first. */
const namesOf = ({ event: { claims } }: LandedEvent): readonly [of: string, name: string] | null =>
  claims.shape === 'mixpanel' && claims.alias !== null && claims.distinctId !== null
    ? [claims.distinctId, claims.alias]
    : claims.shape === 'named'
      ? claims.alias
      : null;

const aliasesOf = (project: ProjectAnalysis): readonly Alias[] => {
  const aliases = new Map<string, Alias>();
  for (const event of project.events) {
    const names = event.included ? namesOf(event) : null;
    if (names === null) continue;
    const [of, name] = names;
    const known = aliases.get(name);
    aliases.set(name, known === undefined ? { name, of, events: [event] } : { ...known, events: [...known.events, event] });
  }
  return [...aliases.values()];
};

const threadOf = ({ analysis, project }: FlowInput, event: LandedEvent): Thread | null => {
  const threads = threadsOf(analysis, project);
  return (
    threads.find((t) => t.beats.some((b) => b.kind === 'event' && b.event.index === event.index)) ??
    threads.find((t) => t.device !== null && t.device === event.device) ??
    null
  );
};

const onceStep = ({ name, events }: Alias): FlowStep => {
  const ofs = new Set(events.map((e) => namesOf(e)?.[0]));
  return events.length === 1
    ? step('alias-once', 'pass', `${name} was made an alias once.`, events[0])
    : ofs.size === 1
      ? step('alias-once', 'not-applicable', `${name} was made an alias of the same visitor ${events.length} times: only the first counts.`)
      : step(
          'alias-once',
          'fail',
          `${name} was made an alias of ${counted(ofs.size, 'visitor')}: the later ones fail. Call alias only at the sign-up.`,
          events[1],
        );
};

const identifyStep = (thread: Thread | null, { name }: Alias, first: LandedEvent): FlowStep => {
  const identify = thread?.beats.find((b) => b.kind === 'identify' && b.after.knownId === name);
  const aliased = thread?.beats.find(
    (b) => (b.kind === 'event' && b.event.index === first.index) || (b.kind === 'alias' && b.call !== null && b.call === first.call),
  );
  if (identify === undefined) return step('before-identify', 'waiting', `${name} was not identified yet.`);
  // The SDK identifies by itself within alias: that is one call.
  return aliased === undefined || aliased.at <= identify.at
    ? step('before-identify', 'pass', `alias came before ${name} was identified.`, identify)
    : step('before-identify', 'fail', `${name} was identified before alias was called.`, identify);
};

const judgeAlias = (input: FlowInput, alias: Alias): Steps => {
  const { project } = input;
  const { name, of, events } = alias;
  const [first] = events;
  if (first === undefined) return [];
  const thread = threadOf(input, first);
  const early = project.events.find((e) => e.included && e.index < first.index && e.event.ids.knownId === name && isOrdinary(e.event));
  const history = landedOf(thread?.beats ?? []).filter(
    ({ index, event }) => index < first.index && event.ids.knownId === null && event.ids.anonymousId === bare(of) && isOrdinary(event),
  );
  const later = project.events.filter((e) => e.index > first.index);
  const person = profileOf(later, name);
  const open = (of: string, why: string): FlowStep => step(of, 'waiting', why);
  return [
    thread === null
      ? step('fresh-visitor', 'not-applicable', 'Where this alias came from is not known.')
      : freshVisitor(thread, [of, name, first.event.ids.anonymousId]),
    onceStep(alias),
    identifyStep(thread, alias, first),
    early === undefined
      ? step('before-known-event', 'pass', `No event of ${name} arrived before the alias.`)
      : isKissmetrics(project)
        ? step(
            'before-known-event',
            'not-applicable',
            `${eventNameFirst(early)} came before the alias, which joins it all the same.`,
            early,
          )
        : step(
            'before-known-event',
            'fail',
            `${eventNameFirst(early)} of ${name} arrived before the alias, and stays on a user of its own.`,
            early,
          ),
    person === null && history.length > 0
      ? step('history-lands-on-user', 'waiting', `No event of ${name} has followed ${eventName(first)} yet.`)
      : historyStep('history-lands-on-user', { project, history, known: name, person, open }),
  ];
};

/** Calls that came after identify with the same id: the SDK sends nothing for them. */
const lateCalls = (input: FlowInput, sent: readonly Alias[]): readonly Steps[] => {
  const told = new Set(sent.map((alias) => alias.name));
  return threadsOf(input.analysis, input.project).flatMap((thread) =>
    thread.beats.flatMap((beat): readonly Steps[] => {
      const name = beat.kind === 'alias' ? idText(beat.alias) : null;
      if (name === null || name !== beat.before.knownId || told.has(name)) return [];
      told.add(name);
      return [
        [
          freshVisitor(thread, [beat.before.anonymousId, name]),
          step('before-identify', 'fail', `${name} was identified before alias was called, so that alias did nothing.`, beat),
          step('history-lands-on-user', 'not-applicable', 'Without an alias earlier events stay where they are.'),
        ],
      ];
    }),
  );
};

/** Where a visitor becomes a user by alias: once, at the sign-up, before anything goes by the new name. */
export const aliasThenIdentify: Flow = {
  id: 'alias-then-identify',
  title: 'Sign-up by alias, then identify',
  cite: 'https://github.com/mixpanel/docs-legacy/blob/main/legacy/aliases.md',
  steps: [
    freshVisitorTitle,
    { step: 'alias-once', title: 'alias was called once' },
    { step: 'before-identify', title: 'Before identify' },
    { step: 'before-known-event', title: 'Before the first event of the user' },
    { step: 'history-lands-on-user', title: 'Earlier events land on the user' },
  ],
  applies: (project) => linksByAlias(project) || isKissmetrics(project),
  judge: (input) => {
    if (!linksByAlias(input.project) && !isKissmetrics(input.project)) return [];
    const aliases = aliasesOf(input.project);
    const late = isKissmetrics(input.project) ? [] : lateCalls(input, aliases);
    return numbered([...aliases.map((alias) => judgeAlias(input, alias)), ...late], ['fresh-visitor']);
  },
};
