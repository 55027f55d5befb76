import { counted } from '../core/wording.ts';
import type { FlowResult } from '../flows/flow.ts';
import type { Finding, Unchecked } from '../rules/rule.ts';
import type { Checked } from './check.ts';
import type { Judged } from './engine.ts';

/** One `testcase`: `failure` makes it fail, `skipped` says why nothing can be said; both null when it passed. */
type Case = {
  readonly name: string;
  readonly failure: { readonly type: string; readonly message: string; readonly text: string } | null;
  readonly skipped: string | null;
  /** Told in the suite's output. */
  readonly note: string | null;
};

type Suite = { readonly name: string; readonly cases: readonly Case[] };

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/** Characters that XML 1.0 cannot hold, even escaped, and halves of pairs. */
const impossible = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const attribute = (text: string): string => text.replace(impossible, '\u{fffd}').replace(/[&<>"\n\r\t]/g, (c) => entities[c] ?? c);
const content = (text: string): string => text.replace(impossible, '\u{fffd}').replace(/[&<>\r]/g, (c) => entities[c] ?? c);

const passed = (name: string, note: string | null = null): Case => ({ name, failure: null, skipped: null, note });
const skipped = (name: string, why: string): Case => ({ name, failure: null, skipped: why, note: null });
const failed = (name: string, type: string, message: string, text = message): Case => ({
  name,
  failure: { type, message, text },
  skipped: null,
  note: null,
});

const story = (f: Finding): string =>
  [
    f.title,
    `What happened: ${f.what}`,
    `What it means: ${f.consequence}`,
    `How to mend it: ${f.fix}`,
    ...(f.affected === 0 ? [] : [`${counted(f.affected, 'event')} on the wrong person`]),
    ...(f.related.length === 0 ? [] : [`Explains: ${f.related.join(', ')}`]),
    `Source: ${f.cite}`,
  ].join('\n');

const findingCases = (findings: readonly Finding[], { failing, failOn, baseline }: Checked): readonly Case[] => {
  const bad = new Set(failing.findings);
  const known = new Set(baseline?.known);
  const times = new Map<string, number>();
  const cases = findings.map((f): Case => {
    const time = (times.get(f.rule) ?? 0) + 1;
    times.set(f.rule, time);
    const name = `${f.rule}${time === 1 ? '' : ` (${time})`}: ${f.title}`;
    if (bad.has(f)) return failed(name, f.rule, f.what, story(f));
    return passed(name, `${known.has(f) ? 'Known before' : `Below ${failOn}`}: ${f.severity}, ${f.rule}\n${story(f)}`);
  });
  return findings.some((f) => bad.has(f))
    ? cases
    : [passed(`No ${baseline === null ? '' : 'new '}finding at or above ${failOn}`), ...cases];
};

const steps = (run: FlowResult): string => run.steps.map(({ step, verdict, why }) => `${verdict}  ${step}: ${why}`).join('\n');

const flowCase = (run: FlowResult, { failing }: Checked): Case => {
  const name = `Flow ${run.flow}, run ${run.run}`;
  const failure = failing.flows.find((one) => one.run === run);
  if (failure !== undefined) return failed(name, 'flow', failure.why, steps(run));
  if (run.verdict === 'pass') return passed(name);
  return run.verdict === 'fail'
    ? passed(name, `Failed before as well: ${run.flow}\n${steps(run)}`)
    : skipped(name, `The flow is ${run.verdict}.`);
};

const uncheckedCase = ({ rule, flow, why }: Unchecked): Case => skipped(rule ?? (flow === undefined ? 'Project' : `Flow ${flow}`), why);

const suitesOf = ({ analysis, flows }: Judged, checked: Checked, title: string): readonly Suite[] => {
  const { check, failing } = checked;
  const known = new Set(analysis.projects.map((p) => p.project));
  const projects = analysis.projects.map(({ vendor, project }): Suite => {
    const here = (one: { readonly vendor: string | null; readonly project: string | null }): boolean =>
      one.vendor === vendor && one.project === project;
    return {
      name: `${vendor} ${project}`,
      cases: [
        ...findingCases(check.findings.filter(here), checked),
        ...flows.filter(here).map((run) => flowCase(run, checked)),
        ...check.unchecked.filter((one) => one.project === project).map(uncheckedCase),
      ],
    };
  });
  const general: readonly Case[] = [
    ...(failing.emptiness.length === 0
      ? [passed('Analytics was observed')]
      : failing.emptiness.map((why) => failed('Analytics was observed', 'nothing-checked', why))),
    ...failing.flows.filter(({ run }) => run === null).map(({ flow, why }) => failed(`Flow ${flow}`, 'flow', why)),
    ...check.findings
      .filter((f) => !analysis.projects.some((p) => p.vendor === f.vendor && p.project === f.project))
      .flatMap((f) => findingCases([f], checked)),
    ...check.unchecked.filter(({ project }) => project === null || !known.has(project)).map(uncheckedCase),
  ];
  return [{ name: title === '' ? 'idscope' : title, cases: general }, ...projects];
};

const caseXml = (suite: string, { name, failure, skipped: why }: Case): string => {
  const open = `    <testcase name="${attribute(name)}" classname="${attribute(suite)}" time="0"`;
  if (failure !== null)
    return `${open}>\n      <failure type="${attribute(failure.type)}" message="${attribute(failure.message)}">${content(failure.text)}</failure>\n    </testcase>`;
  return why === null ? `${open}/>` : `${open}>\n      <skipped message="${attribute(why)}"/>\n    </testcase>`;
};

const suiteXml = ({ name, cases }: Suite, id: number, { timestamp, time }: { timestamp: string; time: string }): string => {
  const count = (is: (one: Case) => boolean): number => cases.filter(is).length;
  const notes = cases.flatMap(({ note }) => note ?? []).join('\n\n');
  return [
    `  <testsuite name="${attribute(name)}" package="idscope" id="${id}" tests="${cases.length}" failures="${count((c) => c.failure !== null)}" errors="0" skipped="${count((c) => c.skipped !== null)}" timestamp="${timestamp}" hostname="localhost" time="${time}">`,
    '    <properties/>',
    ...cases.map((one) => caseXml(name, one)),
    `    <system-out>${content(notes)}</system-out>`,
    '    <system-err></system-err>',
    '  </testsuite>',
  ].join('\n');
};

/**
 * A check as JUnit XML, as Jenkins, GitLab and other CI servers read it: one suite for the recording, one for each project.
 * A failure here is what fails the check, and the other way round. It follows both common schemas, Ant's and the one of
 * Jenkins' xUnit plugin (Surefire); `title` names the recording.
 */
export const toJunit = (judged: Judged, checked: Checked, title = ''): string => {
  const times = judged.analysis.moments.map(({ at }) => at).filter(Number.isFinite);
  const first = times.reduce((a, b) => Math.min(a, b), times[0] ?? 0);
  const last = times.reduce((a, b) => Math.max(a, b), first);
  const when = { timestamp: new Date(first).toISOString().slice(0, 19), time: ((last - first) / 1000).toFixed(3) };
  const suites = suitesOf(judged, checked, title);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.map((suite, id) => suiteXml(suite, id, when)).join('\n')}\n</testsuites>\n`;
};
