import type { Flow, FlowResult, FlowStep } from '../../../flows/flow.ts';
import type { ViewFlow, ViewFlowStep } from '../../../messages/view.ts';
import type { Places } from './places.ts';

/** A run of a flow with the titles of its registry, and the rows that decided its steps. */
export const toViewFlow = (result: FlowResult, flow: Flow | undefined, places: Places): ViewFlow => {
  const rowOf = ({ at }: FlowStep): string | null =>
    at === undefined ? null : 'moment' in at ? at.moment : places.rowOfEvent(result.vendor, result.project, at.event);
  const steps = result.steps.map((each): ViewFlowStep => {
    const { step, verdict, why } = each;
    const title = flow?.steps.find((one) => one.step === step)?.title ?? step;
    const key = rowOf(each);
    return { step, verdict, why, title, ...(key === null ? {} : { key }) };
  });
  return { ...result, title: flow?.title ?? result.flow, steps };
};
