import type { WhatIfTold } from '../../messages/copy.ts';
import { clockTime } from '../format.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Figure, FindingChanges, FlowChanges, ProjectFigures } from './course-summary.tsx';
import { JumpButton } from './jump-button.tsx';
import { Person } from './person.tsx';

const t = words.whatIf;
const c = words.courses;

type Moved = WhatIfTold['moved'][number];

/** Rows of the table; the number of all stands above it. */
const mostRows = 200;

const Somebody = ({ moved, label }: { readonly moved: Moved; readonly label: string | null }) => {
  const projects = useStore().projects.value;
  if (label === null) return <span class="muted">{t.nobody}</span>;
  const profile = projects
    .find(({ vendor, project }) => vendor === moved.vendor && project === moved.project)
    ?.profiles.find((one) => one.label === label);
  return <Person label={label} known={profile?.known ?? !/^(\$device:|anonymous_id=|[0-9a-f]{8}-)/.test(label)} />;
};

const MovedRow = ({ moved }: { readonly moved: Moved }) => (
  <tr data-moved={moved.name}>
    <td class="mono muted moved-at">{moved.at === null ? '' : clockTime(moved.at)}</td>
    <td class="moved-event">{moved.row === null ? moved.name : <JumpButton to={moved.row}>{moved.name}</JumpButton>}</td>
    <td>
      <Somebody moved={moved} label={moved.from} />
    </td>
    <td>
      <span class="arrow" aria-hidden="true">
        →{' '}
      </span>
      <Somebody moved={moved} label={moved.to} />
    </td>
  </tr>
);

const MovedTable = ({ told }: { readonly told: WhatIfTold }) => (
  <section class="course-part">
    <h3>{told.movedCount === 0 ? t.nothingMoves : t.moves(told.movedCount)}</h3>
    {told.moved.length > 0 && (
      <div class="wide-content">
        <table class="moved">
          <thead>
            <tr>
              <th scope="col" colSpan={2}>
                {t.columns.event}
              </th>
              <th scope="col">{t.columns.before}</th>
              <th scope="col">{t.columns.after}</th>
            </tr>
          </thead>
          <tbody>
            {told.moved.slice(0, mostRows).map((moved, index) => (
              <MovedRow key={`${moved.row} ${index}`} moved={moved} />
            ))}
          </tbody>
        </table>
        {told.movedCount > mostRows && <p class="muted">{t.more(told.movedCount - mostRows)}</p>}
      </div>
    )}
  </section>
);

/** What would have come of the changes: numbers before and after, findings, flows, and every event that moves. */
export const WhatIfResult = ({ told }: { readonly told: WhatIfTold }) => {
  const { gone, added, known } = told.findings;
  const findings = { before: gone.length + known, after: added.length + known };
  return (
    <section class="course" aria-label={t.result} data-what-if>
      <h2>{t.result}</h2>
      <dl class="figures">
        <Figure name={c.wrong} pair={told.wrong} bad />
        <Figure name={c.findings} pair={findings} bad />
        <ProjectFigures projects={told.projects} />
      </dl>
      {told.idle.length > 0 && <p class="muted">{t.idle(told.idle)}</p>}
      <section class="course-part">
        <FindingChanges findings={told.findings} />
      </section>
      <MovedTable told={told} />
      <FlowChanges flows={told.flows} />
    </section>
  );
};
