import { counted } from '../core/wording.ts';
import { flows } from '../flows/index.ts';
import type { Finding } from '../rules/rule.ts';
import { type Checked, toCheck } from './check.ts';
import type { Judged } from './engine.ts';
import { coloursOf } from './html-colours.ts';
import { brief, type Html, html, source } from './html-parts.ts';
import { profilesOf } from './html-profiles.ts';
import { style } from './html-style.ts';
import { timeline } from './html-timeline.ts';
import type { Check } from './shapes.ts';
import { clock } from './story-lines.ts';
import { ticketFacts } from './ticket-facts.ts';

/** One recording in a report. `checked` is what `toCheck` said, by default with its defaults. */
export type HtmlSection = { readonly title: string; readonly judged: Judged; readonly checked?: Checked };

type Run = Check['flows'][number];

const signs = { pass: '✓', fail: '✗', waiting: '…', 'not-applicable': '–' } as const;
const anchor = (at: number): string => `recording-${at + 1}`;
const badge = (kind: string, text = kind): Html => html`<span class="badge ${kind}">${text}</span>`;
const place = (vendor: string | null, project: string | null): Html =>
  html`${vendor === null ? null : `${vendor} `}${project === null ? null : brief(project)}`;

const evidence = (judged: Judged, f: Finding): Html => {
  const { steps, sites } = ticketFacts(judged, f);
  const shown = steps.filter((step) => step.evidence);
  return html`${shown.length === 0 ? null : html`<dt>Evidence</dt><dd>${shown.map(({ at, text }) => html`<div><code>${clock(at)}</code> ${text}</div>`)}</dd>`}
    ${sites.length === 0 ? null : html`<dt>In the code</dt><dd>${sites.map((site) => html`<div><code>${site}</code></div>`)}</dd>`}`;
};

const finding = (judged: Judged, f: Finding, known: boolean): Html => html`
<article class="card">
  <div class="top">${badge(f.severity)}<h4>${f.title}</h4>${known ? badge('not-applicable', 'known before') : null}
    ${f.affected > 0 ? badge('fail', `${counted(f.affected, 'event')} on the wrong person`) : null}
    <span class="soft">${f.rule} · ${place(f.vendor, f.project)}</span></div>
  <dl>
    <dt>What happened</dt><dd>${f.what}</dd>
    <dt>What it means</dt><dd>${f.consequence}</dd>
    <dt>How to mend it</dt><dd>${f.fix}</dd>
    ${f.related.length > 0 ? html`<dt>Explains</dt><dd>${f.related.join(', ')}</dd>` : null}
    ${evidence(judged, f)}
    <dt>Source</dt><dd>${source(f.cite)}</dd>
  </dl>
</article>`;

const titleOf = (run: Run, step: string): string => flows.find((f) => f.id === run.flow)?.steps.find((s) => s.step === step)?.title ?? step;

const flow = (run: Run): Html => html`
<article class="card">
  <div class="top">${badge(run.verdict)}<h4>${flows.find((f) => f.id === run.flow)?.title ?? run.flow}</h4></div>
  <p class="soft">${run.flow} · ${place(run.vendor, run.project)} · run ${run.run}</p>
  <ol class="steps">${run.steps.map(
    (s) => html`
    <li><span class="sign ${s.verdict}" role="img" aria-label="${s.verdict}">${signs[s.verdict]}</span>
      <span>${titleOf(run, s.step)}<small>${s.why}</small></span></li>`,
  )}</ol>
</article>`;

const cards = (runs: readonly Run[]): Html | null => (runs.length === 0 ? null : html`<div class="flows">${runs.map(flow)}</div>`);

/** Those that passed are folded away where others did not. */
const flowsOf = (runs: readonly Run[]): Html | null => {
  if (runs.length === 0) return html`<p class="soft">No flow was tried.</p>`;
  const passed = runs.filter(({ verdict }) => verdict === 'pass');
  const others = runs.filter(({ verdict }) => verdict !== 'pass');
  if (others.length === 0 || passed.length === 0) return cards(runs);
  return html`${cards(others)}<details><summary>${counted(passed.length, 'flow')} passed</summary>${cards(passed)}</details>`;
};

const unchecked = (check: Check): Html | null =>
  check.unchecked.length === 0
    ? null
    : html`<details><summary>${counted(check.unchecked.length, 'thing')} could not be judged</summary>
<ul>${check.unchecked.map((u) => html`<li>${u.rule ?? u.flow ?? 'project'} <span class="soft">${place(null, u.project)}</span>: ${u.why}</li>`)}</ul></details>`;

const section = ({ title, judged }: HtmlSection, { check, reasons, baseline }: Checked, at: number): Html => {
  const colourOf = coloursOf(judged);
  return html`
<section id="${anchor(at)}" aria-labelledby="${anchor(at)}-title">
<div class="head"><h2 id="${anchor(at)}-title">${title}</h2>${badge(check.verdict)}</div>
${reasons.map((reason) => html`<p>${reason}</p>`)}
<h3>Findings</h3>
${check.findings.length === 0 ? html`<p class="soft">Nothing found.</p>` : check.findings.map((f) => finding(judged, f, baseline?.known.includes(f) === true))}
<h3>Flows</h3>
${flowsOf(check.flows)}
${unchecked(check)}
<h3>Timeline</h3>
${timeline(judged, colourOf)}
${judged.analysis.projects.map((project) => profilesOf(project, colourOf))}
</section>`;
};

const link = ({ title }: HtmlSection, { check }: Checked, at: number): Html =>
  html`<a href="#${anchor(at)}">${badge(check.verdict)}${title}</a>`;

const policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A self-contained page: no script, no request, everything from the recordings escaped. Redaction is the caller's choice. */
export const toHtml = (sections: readonly HtmlSection[]): string => {
  const told = sections.map((s) => ({ s, checked: s.checked ?? toCheck(s.judged) }));
  const failed = told.filter(({ checked }) => checked.check.verdict === 'fail').length;
  const links = html`<nav aria-label="Recordings">${told.map(({ s, checked }, at) => link(s, checked, at))}</nav>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${{ html: policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Idscope report</title>
<style>${{ html: style }}</style>
</head>
<body>
<header>
<h1>Which user does each event land on?</h1>
<p class="soft">${counted(sections.length, 'recording')}, ${failed === 0 ? 'all pass' : `${failed} failed`}. Times are UTC.</p>
${sections.length > 1 ? links : null}
</header>
<main>${told.map(({ s, checked }, at) => section(s, checked, at))}</main>
<footer>Made by Idscope from recorded observations. What a vendor does with them is simulated from its documentation.</footer>
</body>
</html>
`.html;
};
