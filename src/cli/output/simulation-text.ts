import type { Simulation } from '../../reports/shapes.ts';
import { table } from './table.ts';

type Project = Simulation['projects'][number];
type Event = Project['events'][number];

/** Above this many events a project is summed up, without a row for each. */
const mostRows = 200;
const mostProfiles = 20;

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

const timeOf = (at: number | null): string => (at === null ? '' : new Date(at).toISOString().slice(11, 23));

const outcome = ({ merge, reason, assumptions }: Event): string => {
  const done = merge === 'none' ? (reason ?? '') : reason === null ? merge : `${merge}: ${reason}`;
  return assumptions.length === 0 ? done : `${done}${done === '' ? '' : ' '}(assumes ${assumptions.join(', ')})`;
};

const eventRow = (event: Event): readonly string[] => [
  String(event.index),
  timeOf(event.at),
  event.name,
  event.anonymousId ?? '',
  event.knownId ?? '',
  event.delivery,
  event.landsOn ?? 'nobody',
  event.landedOn === event.landsOn ? '' : (event.landedOn ?? ''),
  outcome(event),
];

const eventHead = ['#', 'time', 'event', 'anonymous id', 'known id', 'delivery', 'now lands on', 'first landed on', 'merge'];

const tally = (events: readonly Event[]): string => {
  const merges = new Map<string, number>();
  for (const event of events) {
    const what = event.merge === 'none' ? null : event.reason === null ? event.merge : `${event.merge} (${event.reason})`;
    if (what !== null) merges.set(what, (merges.get(what) ?? 0) + 1);
  }
  return [...merges].map(([what, times]) => `${times} ${what}`).join(', ');
};

const movedLater = (events: readonly Event[]): number => events.filter(({ landedOn, landsOn }) => landedOn !== landsOn).length;

const summary = (events: readonly Event[]): string => {
  const links = tally(events);
  return [
    `  ${count(events.length, 'event')}, too many for a row each; --json has them all.`,
    `  Merges: ${links === '' ? 'none' : links}.`,
    `  ${count(movedLater(events), 'event')} moved to another profile later on.`,
  ].join('\n');
};

const profileRows = ({ profiles }: Project): readonly (readonly string[])[] =>
  profiles.slice(0, mostProfiles).map(({ id, label, ids, events, firstTouch, mergedBy }) => [
    id,
    label,
    String(events),
    ids.length > 8 ? `${ids.slice(0, 8).join(' ')} and ${ids.length - 8} more` : ids.join(' '),
    mergedBy.length === 0
      ? ''
      : mergedBy
          .map(({ event }) => `#${event}`)
          .slice(0, 8)
          .join(' '),
    firstTouch?.url ?? '',
  ]);

const projectText = (project: Project): string => {
  const { vendor, events, profiles, assumptions } = project;
  const parts = [`${vendor} ${project.project}: ${project.model ?? 'no server model'}`];
  if (events.length > mostRows) parts.push(summary(events));
  else if (events.length > 0) parts.push(table(eventHead, events.map(eventRow), 60));
  parts.push(`  ${count(profiles.length, 'profile')}`);
  if (profiles.length > 0) parts.push(table(['', 'label', 'events', 'ids', 'merged by', 'first page'], profileRows(project), 100));
  if (profiles.length > mostProfiles) parts.push(`  and ${profiles.length - mostProfiles} more`);
  for (const { name, value, touched } of assumptions)
    parts.push(`  Assumed: ${name} = ${value}, which touches ${count(touched, 'event')}.`);
  return parts.join('\n');
};

/** A simulation for people: a table a project, or a summary where it is large. `duplicates`: events that came again and were dropped. */
export const simulationText = ({ projects, skipped }: Simulation, duplicates = 0): string => {
  const blocks = projects.map(projectText);
  if (projects.length === 0) blocks.push('No project was observed.');
  if (duplicates > 0) blocks.push(`Dropped as sent again: ${duplicates}.`);
  if (skipped > 0) blocks.push(`Skipped as unusable: ${skipped}.`);
  return `${blocks.join('\n\n')}\n`;
};
