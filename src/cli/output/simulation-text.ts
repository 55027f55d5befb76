import { lastMoment } from '../../reports/ndjson.ts';
import type { Simulation } from '../../reports/shapes.ts';
import type { Digest, ProjectDigest } from './digest.ts';
import { table } from './table.ts';

type Event = Simulation['projects'][number]['events'][number];

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

const timeOf = (at: number | null): string => (at === null || Math.abs(at) > lastMoment ? '' : new Date(at).toISOString().slice(11, 23));

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

const summary = ({ count: events, merges, moved }: ProjectDigest): string => {
  const links = merges.map(({ what, times }) => `${times} ${what}`).join(', ');
  return [
    `  ${count(events, 'event')}, too many for a row each; --json has them all.`,
    `  Merges: ${links === '' ? 'none' : links}.`,
    `  ${count(moved, 'event')} moved to another profile later on.`,
  ].join('\n');
};

const profileRows = ({ profiles }: ProjectDigest): readonly (readonly string[])[] =>
  profiles.map(({ id, label, ids, events, firstTouch, mergedBy }) => [
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

const projectText = (project: ProjectDigest): string => {
  const { vendor, rows, profiles, profileCount, assumptions } = project;
  const parts = [`${vendor} ${project.project}: ${project.model ?? 'no server model'}`];
  if (rows === null) parts.push(summary(project));
  else if (rows.length > 0) parts.push(table(eventHead, rows.map(eventRow), 60));
  parts.push(`  ${count(profileCount, 'profile')}`);
  if (profiles.length > 0) parts.push(table(['', 'label', 'events', 'ids', 'merged by', 'first page'], profileRows(project), 100));
  if (profileCount > profiles.length) parts.push(`  and ${profileCount - profiles.length} more`);
  for (const { name, value, touched } of assumptions)
    parts.push(`  Assumed: ${name} = ${value}, which touches ${count(touched, 'event')}.`);
  return parts.join('\n');
};

/** A simulation for people: a table a project, or a summary where it is large. */
export const simulationText = ({ projects, skipped, duplicates }: Digest): string => {
  const blocks = projects.map(projectText);
  if (projects.length === 0) blocks.push('No project was observed.');
  if (duplicates > 0) blocks.push(`Dropped as sent again: ${duplicates}.`);
  if (skipped > 0) blocks.push(`Skipped as unusable: ${skipped}.`);
  return `${blocks.join('\n\n')}\n`;
};
