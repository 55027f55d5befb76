import type { BeforeAfter, FlowChange, ProjectPair, WhatIfTold } from '../../messages/copy.ts';
import { count } from '../format.ts';
import { words } from '../words/en.ts';

const t = words.courses;

type FigureProps = {
  readonly name: string;
  readonly pair: BeforeAfter<number | null>;
  /** Fewer is better. */
  readonly bad?: boolean;
  readonly help?: string;
};

const said = (value: number | null): string => (value === null ? t.absent : count(value));

const tone = ({ before, after }: BeforeAfter<number | null>, bad: boolean): string => {
  if (!bad || before === null || after === null || before === after) return '';
  return after < before ? 'is-better' : 'is-worse';
};

/** A number before and after. */
export const Figure = ({ name, pair, bad = false, help }: FigureProps) => (
  <div class={`figure ${tone(pair, bad)}`} data-figure={name}>
    <dt>{name}</dt>
    <dd>
      <span class="figure-before">{said(pair.before)}</span>
      <span class="arrow" aria-hidden="true">
        →
      </span>
      <span class="visually-hidden">{t.to}</span>
      <strong>{said(pair.after)}</strong>
      {help !== undefined && <span class="muted">{help}</span>}
    </dd>
  </div>
);

/** People of each project before and after. */
export const ProjectFigures = ({ projects }: { readonly projects: readonly ProjectPair[] }) => (
  <>
    {projects.map(({ vendor, project, vendorTitle, people, known }) => (
      <Figure
        key={`${vendor} ${project}`}
        name={projects.length === 1 ? t.people : `${t.people}, ${vendorTitle}`}
        pair={people}
        {...(known.after === null ? {} : { help: t.known(known.after) })}
      />
    ))}
  </>
);

type FindingsProps = { readonly findings: WhatIfTold['findings'] };

/** Findings that come and go. */
export const FindingChanges = ({ findings: { gone, added } }: FindingsProps) => {
  if (gone.length + added.length === 0) return <p class="muted">{t.noneChanged}</p>;
  return (
    <ul class="finding-changes">
      {gone.map((finding, index) => (
        <li key={`gone ${finding.rule} ${index}`} class="is-gone" data-gone={finding.rule}>
          <span class="change-sign" role="img" aria-label={t.goneTitle}>
            ✓
          </span>
          <span class={`severity is-${finding.severity}`}>{words.findings.severity(finding.severity)}</span>
          <s>{finding.title}</s>
        </li>
      ))}
      {added.map((finding, index) => (
        <li key={`new ${finding.rule} ${index}`} class="is-new" data-new={finding.rule}>
          <span class="change-sign" role="img" aria-label={t.addedTitle}>
            +
          </span>
          <span class={`severity is-${finding.severity}`}>{words.findings.severity(finding.severity)}</span>
          <span>
            <strong>{finding.title}</strong> <span class="muted">{finding.what}</span>
          </span>
        </li>
      ))}
    </ul>
  );
};

const verdicts = (list: FlowChange['before']): string => list.map((one) => words.flows.verdict(one)).join(', ') || t.notTried;

/** Flows that end differently. */
export const FlowChanges = ({ flows }: { readonly flows: readonly FlowChange[] }) => {
  if (flows.length === 0) return null;
  return (
    <section class="course-part">
      <h3>{t.flows}</h3>
      <ul class="flow-changes">
        {flows.map((flow) => (
          <li key={`${flow.flow} ${flow.vendor} ${flow.project}`}>
            <strong>{flow.title}</strong> <span class="muted">{verdicts(flow.before)} →</span> <span>{verdicts(flow.after)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
