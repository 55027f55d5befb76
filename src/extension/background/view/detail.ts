import type { Adapter } from '../../../core/adapter.ts';
import type { LandedEvent, ProjectAnalysis } from '../../../core/landed.ts';
import type { Because } from '../../../core/model.ts';
import type { ForeignObservation, Observation, ObservationOf } from '../../../core/observation.ts';
import type { EventRef, Moment } from '../../../core/story.ts';
import type { RowDetail } from '../../../messages/view.ts';
import type { Judged } from '../../../reports/engine.ts';
import { findPlaces, type Places } from './places.ts';

type Line = Observation | ForeignObservation;

export type DetailDeps = {
  readonly adapters: readonly Adapter[];
  readonly sentenceFor: (event: LandedEvent, because: Because, nameOf: (index: number) => string) => string;
};

const isSent = (line: Line): line is ObservationOf<'wire.sent'> => line.kind === 'wire.sent';
const isSettled = (line: Line): line is ObservationOf<'wire.settled'> => line.kind === 'wire.settled';

/** Every request that carried the event: its first sending, and re-sends by the same insert or message id. */
const requestsOf = (event: LandedEvent, lines: readonly Line[], adapter: Adapter | undefined): RowDetail['events'][number]['requests'] => {
  const first = event.sent;
  const id = event.event.id;
  const carries = (line: ObservationOf<'wire.sent'>): boolean => {
    if (first !== null && line.document === first.document && line.seq === first.seq) return true;
    if (id === null || line.vendor !== event.event.vendor || line.payloads === null) return false;
    const project = event.event.project;
    return line.payloads.some((payload) => adapter?.toEvent(payload, project)?.id === id);
  };
  return lines
    .filter(isSent)
    .filter(carries)
    .map((sent) => {
      const settled = lines.find((line) => isSettled(line) && line.document === sent.document && line.request === sent.request);
      const end = settled !== undefined && isSettled(settled) ? settled : null;
      return { url: sent.url, transport: sent.transport, status: end?.status ?? null, outcome: end?.outcome ?? 'pending', at: sent.at };
    });
};

const toEvent = (
  ref: EventRef,
  project: ProjectAnalysis,
  event: LandedEvent,
  { places, lines, deps }: { places: Places; lines: readonly Line[]; deps: DetailDeps },
): RowDetail['events'][number] => {
  const because = project.because(event);
  const nameOf = (index: number): string => project.events[index]?.event.name ?? '';
  return {
    ref,
    name: event.event.name,
    delivery: event.delivery,
    predicted: event.predicted,
    landedOn: event.landedOn,
    landsOn: event.landsOn,
    merge: event.merge,
    reason: event.reason,
    sentence: deps.sentenceFor(event, because, nameOf),
    because,
    becauseKey: because.kind === 'linked' ? places.rowOfEvent(project.vendor, project.project, because.event) : null,
    ground: event.ground,
    assumptions: event.assumptions,
    payload: event.event.payload,
    requests: requestsOf(
      event,
      lines,
      deps.adapters.find((each) => each.vendor === project.vendor),
    ),
  };
};

const refsOf = (moment: Moment): readonly EventRef[] =>
  moment.kind === 'call' ? moment.events : moment.kind === 'event' ? [moment.event] : [];

/** Everything there is to say about one row; null when no row has that key (any more). */
export const toDetail = (key: string, judged: Judged, lines: readonly Line[], deps: DetailDeps): RowDetail | null => {
  const moment = judged.analysis.moments.find((each) => each.key === key);
  if (moment === undefined) return null;
  const places = findPlaces(judged.analysis);
  const call = moment.kind === 'call' ? moment : null;
  const stored = moment.kind === 'storage' ? moment : null;
  return {
    key,
    args: call?.args ?? null,
    site: call?.site ?? stored?.site ?? null,
    before: call?.before ?? stored?.previous ?? null,
    after: call?.after ?? stored?.ids ?? null,
    events: refsOf(moment).flatMap((ref) => {
      const project = places.project(ref.vendor, ref.project);
      const event = places.event(ref);
      return project === null || event === null ? [] : [toEvent(ref, project, event, { places, lines, deps })];
    }),
  };
};
