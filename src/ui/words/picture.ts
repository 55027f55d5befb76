import { count } from '../format.ts';
import type { IdKind } from '../picture/id-kind.ts';
import { plural } from './plural.ts';

const kindNames: Readonly<Record<IdKind, string>> = { known: 'known id', anonymous: 'anonymous id', other: 'other identifier' };

/** The words of the cluster picture. */
export const pictureWords = {
  region: (project: string): string => `Identity clusters of ${project}`,
  shape: 'Show profiles as',
  picture: 'Picture',
  table: 'Table',
  pictureHelp: 'Ids as nodes, what merged them as edges',
  tableHelp: 'One line a profile',
  save: 'Save SVG',
  saveHelp: 'Save the picture as an SVG file, with the ids it shows',
  fit: 'Fit',
  fitHelp: 'Shrink the picture until all of it is in sight; press again for full size',
  nobody: 'of no profile',
  events: (value: number): string => plural(value, 'event'),
  kind: (kind: IdKind): string => kindNames[kind],
  event: (index: number, times: number): string => (times > 1 ? `event ${count(index)} +${count(times - 1)}` : `event ${count(index)}`),
  /** Its shape says that it is an id. */
  folded: (value: number, kind: IdKind): string => `+ ${count(value)} ${kind}`,
  refused: (reason: string): string => `✕ ${reason === '' ? 'refused' : reason}`,
  legend: { title: 'Legend', merged: 'merged by an event', refused: 'refused link' },
  hullTitle: (label: string, events: number): string => `Show the ${plural(events, 'event')} of ${label}`,
  idTitle: (kind: IdKind, id: string): string => `${kindNames[kind]} ${id}: show its events`,
  foldTitle: (value: number, kind: IdKind): string => `List ${plural(value, kindNames[kind])}`,
  edgeTitle: (index: number, times: number, from: string, to: string, rule: string): string =>
    `Event ${count(index)} merged ${from} and ${to}${times > 1 ? `, as did ${count(times - 1)} more` : ''}. ${rule}`,
  refusedTitle: (index: number, times: number, from: string, to: string, reason: string): string =>
    `Event ${count(index)} asked to link ${from} and ${to} and was refused${times > 1 ? `, as were ${count(times - 1)} more` : ''}: ${reason}`,
  listTitle: (label: string, value: number, kind: IdKind): string => `${plural(value, kindNames[kind])} of ${label}`,
  listMore: (value: number): string => `${count(value)} more`,
  close: 'Close',
  pages: (from: number, to: number, of: number): string => `Profiles ${count(from)}–${count(to)} of ${count(of)}`,
  next: 'Next',
  previous: 'Previous',
  first: 'first',
} as const;
