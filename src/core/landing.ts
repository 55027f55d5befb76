import { isUndelivered } from './delivery.ts';
import type { AnalyticsEvent } from './event.ts';
import type { FoldEvent } from './fold.ts';
import type { Ledger } from './ledger.ts';
import { deliveryOf, type EventRecord, ingestedAt } from './ledger-records.ts';
import type { Delivery } from './observation.ts';
import type { AnalysisOptions } from './options.ts';
import type { Position } from './position.ts';

/** An event in its place in model order. */
export type Placed = {
  readonly record: EventRecord;
  readonly key: string;
  readonly event: AnalyticsEvent;
  readonly delivery: Delivery;
  readonly included: boolean;
  readonly at: number;
  readonly position: Position;
};

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

/** The events of every project in model order: as ingested, as called, or by client time. Keys are `vendor\nproject`. */
export const placeEvents = (
  ledger: Ledger,
  options: AnalysisOptions,
  inProject: (event: AnalyticsEvent, project: string) => AnalyticsEvent,
): ReadonlyMap<string, readonly Placed[]> => {
  const projects = new Map<string, Placed[]>();
  for (const { vendor, project } of ledger.projects()) projects.set(`${vendor}\n${project}`, []);
  for (const record of ledger.events()) {
    const project = ledger.projectOf(record);
    const delivery = deliveryOf(record, ledger.ends);
    const included = isIncluded(delivery, options.as);
    const position = options.as === 'called' || !included ? record.called : (ingestedAt(record) ?? record.called);
    const event = inProject(record.event, project);
    const at = options.order === 'client-time' ? (event.at ?? position.at) : position.at;
    const placed: Placed = { record, key: record.key, event, delivery, included, at, position };
    const key = `${record.vendor}\n${project}`;
    const list = projects.get(key);
    if (list === undefined) projects.set(key, [placed]);
    else list.push(placed);
  }
  for (const list of projects.values()) list.sort(compare);
  return projects;
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
