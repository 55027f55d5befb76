import type { WhatIf } from '../../reports/what-if.ts';
import { table } from './table.ts';

const mostRows = 200;

const people = ({ projects }: WhatIf['before']): ReadonlyMap<string, number> =>
  new Map(projects.map(({ vendor, project, profiles }) => [`${vendor} ${project}`, profiles.length]));

/** What would have been different, for people: how many profiles, and which events land on somebody else. */
export const whatIfText = ({ before, after, moved }: WhatIf): string => {
  const was = people(before);
  const lines = [...people(after)].map(([name, count]) => {
    const then = was.get(name);
    return `${name}: ${then === undefined ? 'not there before' : `${then} ${then === 1 ? 'profile' : 'profiles'} before`}, ${count} after.`;
  });
  const rows = moved.slice(0, mostRows).map(({ project, index, from, to }) => {
    const name = before.projects.find((one) => one.project === project)?.events[index]?.name ?? '';
    return [project, String(index), name, from ?? 'nobody', to ?? 'nobody'];
  });
  lines.push(
    '',
    moved.length === 0
      ? 'No event lands on somebody else.'
      : `${moved.length} ${moved.length === 1 ? 'event lands' : 'events land'} on somebody else:`,
  );
  if (rows.length > 0) lines.push(table(['project', '#', 'event', 'before', 'after'], rows, 60));
  if (moved.length > mostRows) lines.push(`  and ${moved.length - mostRows} more; --json has them all.`);
  return `${lines.join('\n')}\n`;
};
