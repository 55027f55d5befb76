import type { Ledger } from './ledger.ts';
import { type CallRecord, type EventRecord, placeOf } from './ledger-records.ts';
import { type MomentSource, momentBase, seenKey } from './moment-list.ts';
import type { Position } from './position.ts';
import type { EventRef, Moment } from './story.ts';

/** Which event of which project a record became. */
export type RefOf = (record: EventRecord) => EventRef | null;

const storageMoment = (source: Extract<MomentSource, { readonly kind: 'storage' }>, ledger: Ledger): Moment => {
  const { fact, position, previous, told } = source;
  const place = placeOf(fact);
  const project = fact.project ?? ledger.projectOf({ project: null, place, vendor: fact.vendor });
  const cause = fact.cause === null ? null : (outerId(ledger, fact.document, fact.cause) ?? fact.cause);
  if (told !== null && told.project === project && told.cause === cause) return told;
  source.told = {
    key: seenKey(position),
    at: position.at,
    document: place.document,
    device: place.device,
    tab: place.tab,
    frame: place.frame,
    seq: position.seq,
    kind: 'storage',
    vendor: fact.vendor,
    project,
    ids: fact.ids,
    previous,
    cause,
    ...(fact.site ? { site: fact.site } : {}),
  };
  return source.told;
};

const saysEvents = (refs: readonly EventRef[], records: readonly EventRecord[], refOf: RefOf): boolean => {
  if (refs.length !== records.length) return false;
  for (let index = 0; index < refs.length; index += 1) {
    const record = records[index];
    if (record === undefined || refs[index] !== refOf(record)) return false;
  }
  return true;
};

const callMoment = (call: CallRecord, position: Position, ledger: Ledger, refOf: RefOf): Moment => {
  const { method, args, before, after, site, parent } = call.fact;
  const project = ledger.projectOf(call);
  const inside = parent === null ? null : (outerId(ledger, call.place.document, parent) ?? parent);
  const { told } = call;
  if (
    told?.kind === 'call' &&
    told.project === project &&
    told.parent === inside &&
    told.carriedOut === call.carriedOut &&
    told.args === args &&
    told.before === before &&
    told.after === after &&
    saysEvents(told.events, call.events, refOf)
  ) {
    return told;
  }
  // Written out: objects made by spreading are slow to make and to read, and there are as many as calls.
  const { place } = call;
  call.told = {
    key: `call:${call.id}`,
    at: position.at,
    document: place.document,
    device: place.device,
    tab: place.tab,
    frame: place.frame,
    seq: position.seq,
    kind: 'call',
    call: call.id,
    vendor: call.vendor,
    project,
    instance: call.instance,
    method,
    args,
    meaning: call.meaning,
    before,
    after,
    site,
    wasQueued: call.wasQueued,
    carriedOut: call.carriedOut,
    parent: inside,
    events: call.events.flatMap((record) => refOf(record) ?? []),
  };
  return call.told;
};

const momentOf = (source: MomentSource, ledger: Ledger, refOf: RefOf): Moment | null => {
  if (source.kind === 'fixed') return source.moment;
  if (source.kind === 'storage') return storageMoment(source, ledger);
  if (source.kind === 'call') return source.call.outer === null ? callMoment(source.call, source.position, ledger, refOf) : null;
  const { record, place, position } = source;
  const event = record.call === null ? refOf(record) : null;
  if (event === null) return null;
  const base = momentBase(place, position, record.key, record.event.at ?? position.at);
  return { ...base, kind: 'event', vendor: event.vendor, project: event.project, event };
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
