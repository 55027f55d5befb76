import type { Judged } from '../../src/reports/engine.ts';

/** What is found, how flows end and what could not be judged, without the places in the log that a shorter log has elsewhere. */
export const verdictsOf = ({ findings, flows, unchecked }: Judged) => ({
  findings: findings.map(({ rule, severity, vendor, project, document, affected, related, consequence, fix }) => ({
    rule,
    severity,
    vendor,
    project,
    document,
    affected,
    related,
    consequence,
    fix,
  })),
  flows: flows.map(({ flow, run, verdict, steps }) => ({ flow, run, verdict, steps: steps.map((step) => [step.step, step.verdict]) })),
  unchecked,
});

/** Every profile with its ids, how many events are on it, where it came from and what joined it. */
export const peopleOf = ({ analysis }: Judged) =>
  analysis.projects.flatMap(({ vendor, project, profiles }) =>
    profiles.map(({ label, known, ids, events, firstTouch, mergedBy }) => ({
      vendor,
      project,
      label,
      known,
      ids,
      events,
      from: firstTouch?.url,
      merges: mergedBy.map((merge) => [merge.ids, merge.rule]),
    })),
  );

/** Where each event landed and lands, by its key. */
export const landingsOf = ({ analysis }: Judged): ReadonlyMap<string, string> =>
  new Map(
    analysis.projects.flatMap(({ events }) =>
      events.map((event) => [event.key, [event.landedOn, event.landsOn, event.delivery, event.merge, event.reason].join(' ')] as const),
    ),
  );

export const eventsIn = ({ analysis }: Judged): number => analysis.projects.reduce((sum, { events }) => sum + events.length, 0);

/** How many of either list are not at their place in the other. */
const differences = (one: readonly unknown[], other: readonly unknown[]): number => {
  const left = other.map((each) => JSON.stringify(each));
  const unlike = one.filter((each, index) => JSON.stringify(each) !== left[index]).length;
  return unlike + Math.max(0, other.length - one.length);
};

/** What a shortened log tells otherwise than the whole one, in counts: all are 0 when it tells the same. */
export const untrueIn = (short: Judged, whole: Judged) => {
  const [told, truth] = [verdictsOf(short), verdictsOf(whole)];
  const landings = landingsOf(whole);
  return {
    people: differences(peopleOf(short), peopleOf(whole)),
    identities: differences(short.analysis.identities, whole.analysis.identities),
    findings: differences(told.findings, truth.findings),
    flows: differences(told.flows, truth.flows) + differences(told.unchecked, truth.unchecked),
    landings: [...landingsOf(short)].filter(([key, landing]) => landings.get(key) !== landing).length,
  };
};
