import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { needsNoReset } from '../flows/differences.ts';
import { isUnseen } from './check-emptiness.ts';
import type { Judged } from './engine.ts';
import { landsOn } from './lands-on.ts';
import { type RecordedStep, recordedSteps } from './recorded-steps.ts';

/** Facts of one step: more would say the same of other names. */
const factsMax = 6;
const linesMax = 12;

/** Text as a string of the language; what ends a line or a string is escaped. */
const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'").replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;

const commented = (text: string): string => [...text].map((c) => (c < ' ' || c === '\u2028' || c === '\u2029' ? ' ' : c)).join('');

type People = ReadonlyMap<string, string>;

const peopleOf = (steps: readonly RecordedStep[]): People => {
  const people = new Map<string, string>();
  for (const { kind, who } of steps) if (kind === 'login' && who !== null && !people.has(who)) people.set(who, `user${people.size + 1}`);
  return people;
};

type Fact = { readonly name: string; readonly vendors: readonly string[] };

/** Names of events, with the vendors where all events of that name in the step satisfy `is`. */
const factsOf = (events: readonly LandedEvent[], is: (event: LandedEvent) => boolean): readonly Fact[] => {
  const byName = new Map<string, Map<string, boolean>>();
  for (const one of events) {
    if (one.event.name.startsWith('$')) continue;
    const vendors = byName.get(one.event.name) ?? new Map<string, boolean>();
    vendors.set(one.event.vendor, (vendors.get(one.event.vendor) ?? true) && is(one));
    byName.set(one.event.name, vendors);
  }
  return [...byName]
    .map(([name, vendors]) => ({ name, vendors: [...vendors].flatMap(([vendor, holds]) => (holds ? [vendor] : [])) }))
    .filter(({ vendors }) => vendors.length > 0);
};

/** Steps of SDKs' own making, such as Segment's `identify`, are no names that a person would look for. */
const trackedOnly = (events: readonly LandedEvent[]): readonly LandedEvent[] =>
  events.filter(({ event: { name, claims } }) => !(claims.shape === 'segment' && claims.type === name));

const landings = (facts: readonly Fact[], who: string, all: readonly string[]): readonly string[] =>
  facts
    .slice(0, factsMax)
    .flatMap(({ name, vendors }) =>
      vendors.length === all.length
        ? [`await expect(identity).toHaveLandedOn(${quoted(name)}, ${who});`]
        : vendors.map((vendor) => `await expect(identity).toHaveLandedOn(${quoted(name)}, ${who}, { vendor: ${quoted(vendor)} });`),
    );

const titles = { visit: 'Look around as a visitor', login: 'Sign up or log in', logout: 'Log out' } as const;

const actsOf = ({ kind, lines }: RecordedStep, number: number, who: string | null): readonly string[] => [
  `await test.step('${number}. ${titles[kind]}${who === null || kind === 'visit' ? '' : ` (${who})`}', async () => {`,
  '  // TODO: do here, with `page`, what was done in the recording:',
  ...lines.slice(0, linesMax).map((line) => `  //   ${commented(line)}`),
  ...(lines.length > linesMax ? [`  //   and ${lines.length - linesMax} more`] : []),
  '});',
];

/** What has to be true after a step, whatever the recording showed: a test made of a faulty site fails until it is mended. */
const checksOf = (
  step: RecordedStep,
  before: RecordedStep | undefined,
  next: RecordedStep | undefined,
  people: People,
  projects: readonly ProjectAnalysis[],
): readonly string[] => {
  const vendors = [...new Set(projects.map(({ vendor }) => vendor))];
  const who = step.who === null ? null : (people.get(step.who) ?? null);
  const lands = (event: LandedEvent, id: string): boolean =>
    projects.some((one) => one.vendor === event.event.vendor && one.project === event.event.project && landsOn(one, event, id));
  if (step.kind === 'login' && who !== null && step.who !== null) {
    const id = step.who;
    const own = factsOf(trackedOnly(step.events), ({ event }) => event.ids.knownId === id);
    const names = new Set(step.events.map(({ event }) => event.name));
    const earlier = before?.events.filter(({ event }) => !names.has(event.name)) ?? [];
    const joined = factsOf(trackedOnly(earlier), (event) => event.event.ids.knownId === null && lands(event, id));
    return [
      `await expect(identity).toBeIdentifiedAs(${who});`,
      ...landings(own, who, vendors),
      ...(joined.length === 0 ? [] : [`// What was done before is ${who}'s as well.`, ...landings(joined, who, vendors)]),
    ];
  }
  if (step.kind === 'logout' && who !== null) {
    const due = projects.filter((project) => !needsNoReset(project));
    const resets =
      due.length === projects.length
        ? ['await expect(identity).toHaveReset();']
        : due.map(({ vendor }) => `await expect(identity).toHaveReset({ vendor: ${quoted(vendor)} });`);
    return [
      ...(resets.length === 0 ? [] : [`// Exactly one reset between ${who} and whoever comes next.`, ...resets]),
      ...(due.length === projects.length ? ['await expect(identity).toBeAnonymous();'] : []),
      ...(next === undefined ? [] : [`const left${who.slice(4)} = Date.now();`]),
    ];
  }
  return [];
};

/** After a log-out no event carries who left, unless they come back. */
const lateChecks = (steps: readonly RecordedStep[], people: People): readonly string[] =>
  steps.flatMap(({ kind, who }, at) => {
    const name = people.get(who ?? '');
    const later = steps.slice(at + 1);
    if (kind !== 'logout' || name === undefined || later.length === 0 || later.some((one) => one.who === who)) return [];
    const number = name.slice(4);
    return [
      `const late${number} = events.filter((event) => (event.at ?? 0) > left${number} && event.knownId === ${name});`,
      `expect(late${number}, \`after the log-out no event carries \${${name}}\`).toEqual([]);`,
    ];
  });

const indented = (lines: readonly string[]): string => lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n');

/**
 * A recording as a Playwright test: its assertions are facts of identity, its steps are left to be filled in. Null when
 * nobody was ever identified in it: then there is nothing to assert.
 */
export const toPlaywrightSpec = ({ analysis }: Judged, source: string): string | null => {
  const projects = analysis.projects.filter((project) => project.fedBy === undefined && !isUnseen(project));
  const all = recordedSteps(analysis, projects);
  const people = peopleOf(all);
  if (people.size === 0) return null;
  const body = all.flatMap((step, at) => {
    const name = people.get(step.who ?? '') ?? null;
    // Only who does not come back is followed to the end.
    const isAgain = step.kind === 'logout' && all.slice(at + 1).some(({ who }) => who === step.who);
    const checks = checksOf(step, all[at - 1], isAgain ? undefined : all[at + 1], people, projects);
    return ['', ...actsOf(step, at + 1, name), ...checks];
  });
  const late = lateChecks(all, people);
  const ids = [...people].map(([id, name]) => `const ${name} = ${quoted(id)};`);
  return `import { expect, test } from 'idscope/playwright';

// Made by Idscope from ${commented(source)}. Fill in the steps marked TODO; without them the test fails.

// TODO: the ids that these people have in your tests.
${ids.join('\n')}

test(${quoted(`identity: ${source}`)}, async ({ page, identity }) => {
  test.setTimeout(120_000);
${indented(body.slice(1))}

  await identity.settled();
${late.length === 0 ? '' : `${indented(['const { simulation } = await identity.analysis();', 'const events = simulation.projects.flatMap((project) => project.events);', ...late])}\n`}  await expect(identity).toHaveNoFindings({ severity: 'error' });
});
`;
};
