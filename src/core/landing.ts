import { isUndelivered } from './delivery.ts';
import type { AnalyticsEvent } from './event.ts';
import type { FoldEvent } from './fold.ts';
import type { Ledger } from './ledger.ts';
import { deliveryOf, type EventRecord, ingestedAt, type Placed } from './ledger-records.ts';
import type { Delivery } from './observation.ts';
import type { AnalysisOptions } from './options.ts';

const compare = (a: Placed, b: Placed): number => {
  if (a.at !== b.at) return a.at - b.at;
  const { position: left } = a;
  const { position: right } = b;
  if (left.at !== right.at) return left.at - right.at;
  if (left.document !== right.document) return left.document < right.document ? -1 : 1;
  return left.seq - right.seq || left.part - right.part;
};

export const isIncluded = (delivery: Delivery, as: AnalysisOptions['as']): boolean =>
  as === 'called' ? delivery !== 'suppressed' : !isUndelivered(delivery);

/** The events of a project in model order. */
export type ProjectEvents = { readonly vendor: string; readonly project: string; readonly placed: readonly Placed[] };

const placeOne = (
  record: EventRecord,
  project: string,
  ledger: Ledger,
  { as, order }: AnalysisOptions,
  inProject: (event: AnalyticsEvent, project: string) => AnalyticsEvent,
): Placed => {
  const delivery = deliveryOf(record, ledger.ends);
  const included = isIncluded(delivery, as);
  const position = as === 'called' ? record.called : (ingestedAt(record) ?? record.called);
  const event = inProject(record.event, project);
  const at = order === 'client-time' ? (event.at ?? position.at) : position.at;
  const { key } = record;
  const last = record.told.placed;
  const holds = last !== null && last.event === event && last.delivery === delivery && last.position === position && last.key === key;
  return holds ? last : { record, key, event, delivery, included, at, position };
};

/** The events of every project in model order: as ingested, as called, or by client time. */
export const placeEvents = (
  ledger: Ledger,
  options: AnalysisOptions,
  inProject: (event: AnalyticsEvent, project: string) => AnalyticsEvent,
): readonly ProjectEvents[] => {
  const all: { readonly vendor: string; readonly project: string; readonly placed: Placed[] }[] = [];
  const byVendor = new Map<string, Map<string, Placed[]>>();
  const listOf = (vendor: string, project: string): Placed[] => {
    const projects = byVendor.get(vendor) ?? new Map<string, Placed[]>();
    byVendor.set(vendor, projects);
    let placed = projects.get(project);
    if (placed === undefined) {
      placed = [];
      projects.set(project, placed);
      all.push({ vendor, project, placed });
    }
    return placed;
  };
  for (const { vendor, project } of ledger.projects()) listOf(vendor, project);
  for (const record of ledger.events()) {
    const project = ledger.projectOf(record);
    const placed = placeOne(record, project, ledger, options, inProject);
    record.told.placed = placed;
    listOf(record.vendor, project).push(placed);
  }
  for (const { placed } of all) placed.sort(compare);
  return all;
};

/** The first place at which two lists differ: what comes before need not be folded again. */
export const firstChange = (before: readonly FoldEvent[], after: readonly FoldEvent[]): number => {
  const length = Math.min(before.length, after.length);
  for (let index = 0; index < length; index += 1) {
    const a = before[index];
    const b = after[index];
    if (a?.event !== b?.event || a?.included !== b?.included || a?.key !== b?.key) return index;
  }
  return length;
};
