import type { ViewFlow } from '../../messages/view.ts';
import { vendorTitle } from '../landed-at.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

const glyphs = { pass: '✓', fail: '✕', waiting: '…', incomplete: '…', 'not-applicable': '–' } as const;
const order: readonly ViewFlow['verdict'][] = ['fail', 'incomplete', 'pass', 'not-applicable'];

/** So many runs are shown with all their steps; of more, those that ask for something. */
const fewRuns = 3;

const FlowCard = ({ flow, vendor, open }: { readonly flow: ViewFlow; readonly vendor: string; readonly open: boolean }) => (
  <details class={`flow is-${flow.verdict}`} data-flow={flow.flow} data-verdict={flow.verdict} open={open}>
    <summary>
      <span class={`verdict is-${flow.verdict}`}>
        <span aria-hidden="true">{glyphs[flow.verdict]}</span> {words.flows.verdict(flow.verdict)}
      </span>
      <h2>{flow.title}</h2>
      <span class="muted">
        {vendor} · {words.flows.run(flow.run)}
      </span>
    </summary>
    <ol class="flow-steps">
      {flow.steps.map((step) => (
        <li key={step.step} class={`is-${step.verdict}`}>
          <span class="glyph" role="img" aria-label={words.flows.verdict(step.verdict)}>
            {glyphs[step.verdict]}
          </span>
          <strong>{step.title}</strong> <span class="why">{step.why}</span>
        </li>
      ))}
    </ol>
  </details>
);

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
      {flows.map((flow) => (
        <FlowCard
          key={`${flow.flow} ${flow.vendor} ${flow.project} ${flow.run}`}
          flow={flow}
          open={flows.length <= fewRuns || flow.verdict === 'fail' || flow.verdict === 'incomplete'}
          vendor={vendorTitle(store.projects.value, flow.vendor)}
        />
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
