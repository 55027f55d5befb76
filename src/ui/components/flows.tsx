import { useContext } from 'preact/hooks';
import type { ViewFlow, ViewFlowStep } from '../../messages/view.ts';
import { vendorTitle } from '../landed-at.ts';
import { TimelineContext, useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';

const glyphs = { pass: '✓', fail: '✕', waiting: '…', incomplete: '…', 'not-applicable': '–' } as const;
const order: readonly ViewFlow['verdict'][] = ['fail', 'incomplete', 'pass', 'not-applicable'];

/** So many runs are shown with all their steps; of more, those that ask for something. */
const fewRuns = 3;

const StepJump = ({ step: { key, title } }: { readonly step: ViewFlowStep }) => {
  const store = useStore();
  const label = words.flows.show(title);
  if (!useContext(TimelineContext) || key === undefined) return null;
  return (
    <button type="button" class="jump step-jump" data-jump={key} title={label} aria-label={label} onClick={() => store.jump(key)}>
      <Icon name="jump" />
    </button>
  );
};

const RunCard = ({ flow, vendor, open }: { readonly flow: ViewFlow; readonly vendor: string; readonly open: boolean }) => {
  const first = flow.steps.find(({ verdict }) => verdict === 'fail');
  return (
    <details class={`flow is-${flow.verdict}`} data-flow={flow.flow} data-verdict={flow.verdict} open={open}>
      <summary>
        <span class={`verdict is-${flow.verdict}`}>
          <span aria-hidden="true">{glyphs[flow.verdict]}</span> {words.flows.verdict(flow.verdict)}
        </span>
        <strong>{vendor}</strong>
        <span class="muted">{words.flows.run(flow.run)}</span>
        {first !== undefined && <span class="muted run-why">{first.title}</span>}
      </summary>
      <ol class="flow-steps">
        {flow.steps.map((step) => (
          <li key={step.step} class={`is-${step.verdict}`}>
            <span class="glyph" role="img" aria-label={words.flows.verdict(step.verdict)}>
              {glyphs[step.verdict]}
            </span>
            <strong>{step.title}</strong> <span class="why">{step.why}</span> <StepJump step={step} />
          </li>
        ))}
      </ol>
    </details>
  );
};

type Group = { readonly flow: string; readonly title: string; readonly runs: readonly ViewFlow[] };

/** Runs of one scenario together, the scenario that asks for something first. */
const groupsOf = (flows: readonly ViewFlow[]): readonly Group[] => {
  const groups = new Map<string, Group>();
  for (const run of flows) {
    const { flow, title } = run;
    groups.set(flow, { flow, title, runs: [...(groups.get(flow)?.runs ?? []), run] });
  }
  return [...groups.values()];
};

/** Every login scenario that was run, step by step, and those still to be tried. */
export const Flows = () => {
  const store = useStore();
  const { view } = store.state.value;
  const flows = (view?.flows ?? []).toSorted((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  const untried = view?.untried ?? [];
  return (
    <div class="page">
      {flows.length === 0 && (
        <div class="nothing">
          <h2>{words.flows.none}</h2>
          <p>{words.flows.noneHelp}</p>
        </div>
      )}
      {groupsOf(flows).map(({ flow, title, runs }) => (
        <section key={flow} class="flow-group">
          <header>
            <h2>{title}</h2>
            <span class="muted">{words.flows.passed(runs.filter(({ verdict }) => verdict === 'pass').length, runs.length)}</span>
          </header>
          {runs.map((run) => (
            <RunCard
              key={`${run.vendor} ${run.project} ${run.run}`}
              flow={run}
              open={flows.length <= fewRuns || run.verdict === 'fail' || run.verdict === 'incomplete'}
              vendor={vendorTitle(store.projects.value, run.vendor)}
            />
          ))}
        </section>
      ))}
      {untried.length > 0 && (
        <section class="untried">
          <h2>{words.flows.untried}</h2>
          <p class="muted">{words.flows.untriedHelp}</p>
          <ul>
            {untried.map((flow) => (
              <li key={flow.flow}>{flow.title}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};
