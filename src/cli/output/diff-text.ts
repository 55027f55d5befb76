import { counted } from '../../core/wording.ts';
import { type Change, type Diff, hasChanged, type ProjectDiff } from '../../reports/diff.ts';
import type { ProfileSummary } from '../../reports/diff-people.ts';

/** Without control characters: a terminal must not be steered by what a page sent. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '·');

const signs = { both: ' ', before: '-', after: '+' } as const;

/** Unchanged lines that are shown around a change. */
const around = 2;

const callLines = (calls: ProjectDiff['identityCalls']): readonly string[] => {
  if (calls.every((one) => one.in === 'both')) return [];
  const near = calls.map((_, at) => calls.slice(Math.max(0, at - around), at + around + 1).some((one) => one.in !== 'both'));
  const lines: string[] = [];
  for (const [at, one] of calls.entries()) {
    if (near[at]) lines.push(`      ${signs[one.in]} ${one.item}`);
    else if (at === 0 || near[at - 1]) lines.push('        …');
  }
  return ['    identity calls', ...lines];
};

const countLines = (heading: string, changes: readonly Change[]): readonly string[] =>
  changes.length === 0 ? [] : [`    ${heading}`, ...changes.map(({ name, before, after }) => `      ${name}: ${before} → ${after}`)];

const summary = (one: ProfileSummary | null): string =>
  one === null
    ? 'not there'
    : [counted(one.events, 'event'), one.ids.join(', '), one.anonymousIds === 0 ? '' : counted(one.anonymousIds, 'anonymous id')]
        .filter((part) => part !== '')
        .join(', ');

const profileLines = (profiles: ProjectDiff['profiles']): readonly string[] =>
  profiles.length === 0
    ? []
    : ['    profiles', ...profiles.map(({ label, before, after }) => `      ${label}: ${summary(before)} → ${summary(after)}`)];

const idLines = ({ added, gone, anonymous }: ProjectDiff['ids']): readonly string[] => {
  const lines = [
    ...gone.map((id) => `      - ${id}`),
    ...added.map((id) => `      + ${id}`),
    ...(anonymous.before === anonymous.after ? [] : [`      anonymous ids: ${anonymous.before} → ${anonymous.after}`]),
  ];
  return lines.length === 0 ? [] : ['    ids', ...lines];
};

const projectLines = (one: ProjectDiff): readonly string[] => {
  const where = one.in === 'both' ? '' : one.in === 'before' ? ': only before' : ': only after';
  return [
    `  ${one.vendor} ${one.project}${where}`,
    ...(one.model.before === one.model.after || one.in !== 'both'
      ? []
      : [`    model: ${one.model.before ?? 'none'} → ${one.model.after ?? 'none'}`]),
    ...callLines(one.identityCalls),
    ...countLines('calls', one.calls),
    ...countLines('events', one.events),
    ...idLines(one.ids),
    ...profileLines(one.profiles),
    '',
  ];
};

/** A comparison for reading in a terminal: findings first. */
export const diffText = (diff: Diff): string => {
  const { added, gone, known } = diff.findings;
  const changed = diff.projects.filter(hasChanged);
  const place = (one: { readonly rule: string; readonly vendor: string | null; readonly project: string | null }): string =>
    [one.rule, one.vendor, one.project].filter((part) => part !== null).join(' ');
  const out = [
    added.length === 0 ? 'No finding was added.' : `${counted(added.length, 'finding')} added:`,
    ...added.flatMap((f) => [`  + ${f.severity.toUpperCase()}  ${f.title}  [${place(f)}]`, `      ${f.what}`]),
    ...(gone.length === 0
      ? []
      : [`${counted(gone.length, 'finding')} gone:`, ...gone.map((f) => `  - ${f.severity.toUpperCase()}  ${f.title}  [${place(f)}]`)]),
    ...(known === 0 ? [] : [`${counted(known, 'finding')} as before.`]),
    '',
    ...(diff.flows.length === 0 ? [] : ['Flows:']),
    ...diff.flows.map(
      (f) => `  ${f.flow} [${f.vendor} ${f.project}]: ${f.before.join(', ') || 'not tried'} → ${f.after.join(', ') || 'not tried'}`,
    ),
    ...(diff.flows.length === 0 ? [] : ['']),
    ...(changed.length === 0 ? ['Calls, ids and profiles are as before.'] : ['Projects:', ...changed.flatMap(projectLines)]),
  ];
  return `${out.map(printable).join('\n').trimEnd()}\n`;
};
