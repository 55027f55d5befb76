import type { ProjectAnalysis } from '../core/landed.ts';
import { counted } from '../core/wording.ts';
import type { Finding } from '../rules/rule.ts';
import { type Checked, toCheck } from './check.ts';
import type { Judged } from './engine.ts';
import { type Html, html, source } from './html-parts.ts';
import { style } from './html-style.ts';
import { chip, timeline } from './html-timeline.ts';
import type { Check } from './shapes.ts';

/** One recording in a report. `checked` is what `toCheck` said, by default with its defaults. */
export type HtmlSection = { readonly title: string; readonly judged: Judged; readonly checked?: Checked };

const signs = { pass: '✓', fail: '✗', waiting: '…', 'not-applicable': '–' } as const;
const anchor = (at: number): string => `recording-${at + 1}`;

const finding = (f: Finding): Html =>
  html`<article class="card"><div class="top"><span class="badge ${f.severity}">${f.severity}</span><h4>${f.title}</h4><span class="soft">${f.rule} · ${[f.vendor, f.project].filter((x) => x !== null).join(' ')}</span>${f.affected > 0 ? html`<span class="badge fail">${counted(f.affected, 'event')} on the wrong person</span>` : null}</div><dl><dt>What happened</dt><dd>${f.what}</dd><dt>What it means</dt><dd>${f.consequence}</dd><dt>How to mend it</dt><dd>${f.fix}</dd>${f.related.length > 0 ? html`<dt>Explains</dt><dd>${f.related.join(', ')}</dd>` : null}<dt>Source</dt><dd>${source(f.cite)}</dd></dl></article>`;

const flow = (run: Check['flows'][number]): Html =>
  html`<article class="card"><div class="top"><span class="badge ${run.verdict}">${run.verdict}</span><h4>${run.flow}</h4><span class="soft">${run.vendor} ${run.project} · run ${run.run}</span></div><ol class="steps">${run.steps.map((s) => html`<li><span class="sign ${s.verdict}" title="${s.verdict}">${signs[s.verdict]}</span><span>${s.step.replaceAll('-', ' ')}<small>${s.why}</small></span></li>`)}</ol></article>`;

const profiles = (project: ProjectAnalysis): Html =>
  html`<h3>People in ${project.vendor} ${project.project}</h3><p class="soft">${counted(project.profiles.length, 'profile')} · merge model ${project.model ?? 'none: as the ids say'}${project.model !== null && !project.modelConfirmed ? ' (assumed)' : ''}${project.assumptions.length > 0 ? ` · assumed: ${project.assumptions.map((a) => `${a.name} = ${a.value}`).join(', ')}` : ''}</p><div class="wide"><table><thead><tr><th>person</th><th>ids</th><th>events</th><th>first touch</th><th>merged by</th></tr></thead><tbody>${project.profiles.map((p) => html`<tr><td>${chip(project, p.id, p.label)}</td><td class="text id">${p.ids.join(' · ')}</td><td>${p.events}</td><td class="text">${p.firstTouch === null ? '' : [p.firstTouch.url, p.firstTouch.referrer, p.firstTouch.utm === undefined ? undefined : Object.values(p.firstTouch.utm).join(' / ')].filter((x) => x !== undefined && x !== '').join(' · ')}</td><td class="text">${p.mergedBy.map((m) => `#${m.event}`).join(', ')}</td></tr>`)}</tbody></table></div>`;

const section = ({ title, judged }: HtmlSection, { check, reasons }: Checked, at: number): Html =>
  html`<section id="${anchor(at)}" aria-labelledby="${anchor(at)}-title"><div class="head"><h2 id="${anchor(at)}-title">${title}</h2><span class="badge ${check.verdict}">${check.verdict}</span></div>${reasons.map((r) => html`<p>${r}</p>`)}<h3>Findings</h3>${check.findings.length === 0 ? html`<p class="soft">Nothing found.</p>` : check.findings.map(finding)}<h3>Flows</h3>${check.flows.length === 0 ? html`<p class="soft">No flow was tried.</p>` : html`<div class="flows">${check.flows.map(flow)}</div>`}${check.unchecked.length === 0 ? null : html`<details><summary>${counted(check.unchecked.length, 'thing')} could not be judged</summary><ul>${check.unchecked.map((u) => html`<li>${u.rule ?? u.flow ?? ''} <span class="soft">${u.project ?? ''}</span> ${u.why}</li>`)}</ul></details>`}<h3>Timeline</h3>${timeline(judged)}${judged.analysis.projects.map(profiles)}</section>`;

const verdictLink = (s: HtmlSection, { check }: Checked, at: number): Html =>
  html`<a href="#${anchor(at)}"><span class="badge ${check.verdict}">${check.verdict}</span>${s.title}</a>`;

/** A self-contained page: no script, no request, everything from the recordings escaped. Redaction is the caller's choice. */
export const toHtml = (sections: readonly HtmlSection[]): string => {
  const checks = sections.map((s) => s.checked ?? toCheck(s.judged));
  const failed = checks.filter((c) => c.check.verdict === 'fail').length;
  const said = (s: HtmlSection, at: number, tell: (s: HtmlSection, c: Checked, at: number) => Html): Html => {
    const checked = checks[at];
    return checked === undefined ? html`` : tell(s, checked, at);
  };
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer"><title>Idscope report</title><style>${{ html: style }}</style></head>
<body><header><h1>Which user does each event land on?</h1><p class="soft">${counted(sections.length, 'recording')}, ${failed === 0 ? 'all pass' : `${failed} failed`}. Times are UTC.</p>${sections.length > 1 ? html`<nav aria-label="Recordings">${sections.map((s, at) => said(s, at, verdictLink))}</nav>` : null}</header><main>${sections.map((s, at) => said(s, at, section))}</main><footer>Made by Idscope from recorded observations. What a vendor does with them is simulated from its documentation.</footer></body></html>
`.html;
};
