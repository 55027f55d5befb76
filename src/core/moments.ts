import type { Ledger } from './ledger.ts';
import { type EventRecord, placeOf } from './ledger-records.ts';
import { type MomentSource, momentBase, seenKey } from './moment-list.ts';
import type { Position } from './position.ts';
import type { EventRef, Moment } from './story.ts';

/** Which event of which project a record became. */
export type RefOf = (record: EventRecord) => EventRef | null;

const isEventRef = (ref: EventRef | null): ref is EventRef => ref !== null;

const momentOf = (source: MomentSource, ledger: Ledger, refOf: RefOf): Moment | null => {
  if (source.kind === 'fixed') return source.moment;
  if (source.kind === 'storage') {
    const { fact, position, previous } = source;
    const place = placeOf(fact);
    const project = fact.project ?? ledger.projectOf({ project: null, place, vendor: fact.vendor });
    const cause = fact.cause === null ? null : (outerId(ledger, fact.document, fact.cause) ?? fact.cause);
    return {
      ...momentBase(place, position, seenKey(position)),
      kind: 'storage',
      vendor: fact.vendor,
      project,
      ids: fact.ids,
      previous,
      cause,
    };
  }
  if (source.kind === 'event') {
    const { record, place, position } = source;
    const event = record.call === null ? refOf(record) : null;
    if (event === null) return null;
    const base = momentBase(place, position, record.key, record.event.at ?? position.at);
    return { ...base, kind: 'event', vendor: event.vendor, project: event.project, event };
  }
  const { call, position } = source;
  if (call.outer !== null) return null;
  const { method, args, before, after, site, parent } = call.fact;
  return {
    ...momentBase(call.place, position, `call:${call.id}`),
    kind: 'call',
    call: call.id,
    vendor: call.vendor,
    project: ledger.projectOf(call),
    instance: call.instance,
    method,
    args,
    meaning: call.meaning,
    before,
    after,
    site,
    wasQueued: call.wasQueued,
    carriedOut: call.carriedOut,
    parent: parent === null ? null : (outerId(ledger, call.place.document, parent) ?? parent),
    events: call.events.map(refOf).filter(isEventRef),
  };
};

/** The id under which a call stands in the story: the stub call's, of the outermost call of its vendor. */
const outerId = (ledger: Ledger, document: string, id: string): string | null => {
  let call = ledger.callOf(document, id);
  while (call?.outer) call = call.outer;
  return call?.id ?? null;
};

/** The story in client time; at the same time in the order of the log. */
export const buildMoments = (ledger: Ledger, refOf: RefOf): readonly Moment[] => {
  const placed: { readonly moment: Moment; readonly position: Position }[] = [];
  let ordered = true;
  let last = Number.NEGATIVE_INFINITY;
  for (const source of ledger.moments()) {
    const moment = momentOf(source, ledger, refOf);
    if (moment === null) continue;
    if (moment.at < last) ordered = false;
    last = moment.at;
    placed.push({ moment, position: source.position });
  }
  // Sources come in log order, which a stable sort keeps among equals.
  if (!ordered) placed.sort((a, b) => a.moment.at - b.moment.at);
  return placed.map(({ moment }) => moment);
};
