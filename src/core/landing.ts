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
export type ProjectEvents = {
  readonly vendor: string;
  readonly project: string;
  readonly placed: readonly Placed[];
  /** Every request failed: *as delivered* would be empty, so that the events stand as called. */
  readonly nothingArrived: boolean;
};

/** So many requests fail before beacons, of which nobody sees what becomes, are taken for failed as well. */
const manyFailed = 3;

/** Whether something was sent, and all of it failed. */
const allFailed = (records: readonly EventRecord[], ledger: Ledger): boolean => {
  const failed = new Set<object>();
  let unseen = false;
  for (const record of records) {
    if (record.sendings.length === 0) continue;
    const delivery = deliveryOf(record, ledger.ends);
    if (delivery !== 'failed' && delivery !== 'unconfirmed') return false;
    if (delivery === 'unconfirmed') unseen = true;
    for (const { request } of record.sendings) if (request.outcome === 'failed') failed.add(request);
  }
  return failed.size >= (unseen ? manyFailed : 1);
};

const placeOne = (
  record: EventRecord,
  project: string,
  ledger: Ledger,
  { as, order }: Pick<AnalysisOptions, 'as' | 'order'>,
  inProject: (event: AnalyticsEvent, project: string) => AnalyticsEvent,
): Placed => {
  const delivery = deliveryOf(record, ledger.ends);
  const included = isIncluded(delivery, as);
  const position = as === 'called' ? record.called : (ingestedAt(record, ledger.ends) ?? record.called);
  const event = inProject(record.event, project);
  const at = order === 'client-time' ? (event.at ?? position.at) : position.at;
  const { key } = record;
  const last = record.told.placed;
  const holds =
    last !== null &&
    last.event === event &&
    last.delivery === delivery &&
    last.included === included &&
    last.position === position &&
    last.key === key;
  return holds ? last : { record, key, event, delivery, included, at, position };
};

/** The events of every project in model order: as ingested, as called, or by client time. */
export const placeEvents = (
  ledger: Ledger,
  options: AnalysisOptions,
  inProject: (event: AnalyticsEvent, project: string) => AnalyticsEvent,
): readonly ProjectEvents[] => {
  const all: { readonly vendor: string; readonly project: string; readonly records: EventRecord[] }[] = [];
  const byVendor = new Map<string, Map<string, EventRecord[]>>();
  const listOf = (vendor: string, project: string): EventRecord[] => {
    const projects = byVendor.get(vendor) ?? new Map<string, EventRecord[]>();
    byVendor.set(vendor, projects);
    let records = projects.get(project);
    if (records === undefined) {
      records = [];
      projects.set(project, records);
      all.push({ vendor, project, records });
    }
    return records;
  };
  for (const { vendor, project } of ledger.projects()) listOf(vendor, project);
  for (const record of ledger.events()) listOf(record.vendor, ledger.projectOf(record)).push(record);
  return all.map(({ vendor, project, records }) => {
    const nothingArrived = allFailed(records, ledger);
    const view = { as: nothingArrived ? ('called' as const) : options.as, order: options.order };
    const placed = records.map((record) => {
      const one = placeOne(record, project, ledger, view, inProject);
      record.told.placed = one;
      return one;
    });
    return { vendor, project, placed: placed.sort(compare), nothingArrived };
  });
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
