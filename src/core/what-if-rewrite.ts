import type { Adapter } from './adapter.ts';
import type { ClientEvent } from './client.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { memberAt, withMember } from './json-path.ts';
import type { LandedEvent } from './landed.ts';
import type { Ids, Observation, ObservationOf } from './observation.ts';
import type { Position } from './position.ts';
import { createSendsInside } from './sends-inside.ts';
import type { Cuts } from './what-if-cuts.ts';
import { callKey, type Group } from './what-if-steps.ts';
import type { Step, Told } from './what-if-story.ts';

/** What becomes of a payload; null leaves it out. */
export type Change = (payload: Json) => Json | null;

export type Rewritten = {
  readonly changes: ReadonlyMap<LandedEvent, Change>;
  /** Observations replaced by another, or left out. */
  readonly instead: ReadonlyMap<Observation, Observation | null>;
  readonly added: readonly Observation[];
};

type Pair = { readonly was: ClientEvent; readonly is: ClientEvent | null };

/** A pair whose payload was not known to come from its call: it may be one of the events that no call explains. */
type Loose = Pair & { readonly document: string; readonly at: number; readonly name: string | null };

/** How long after its call an event is at most made. */
const sameCallMs = 5000;

const leaveOut: Change = () => null;
const isEvent = ({ kind }: ClientEvent): boolean => kind === 'event';

/** The descendants of calls, by document and id of the call they were made in. */
const nestedCalls = (observations: readonly Observation[]) => {
  const inside = new Map<string, ObservationOf<'call.observed'>[]>();
  for (const one of observations) {
    if (one.kind !== 'call.observed' || one.parent === null) continue;
    const key = callKey(one.document, one.parent);
    inside.set(key, [...(inside.get(key) ?? []), one]);
  }
  const all = (document: string, call: string): readonly ObservationOf<'call.observed'>[] =>
    (inside.get(callKey(document, call)) ?? []).flatMap((one) => [one, ...all(document, one.call)]);
  return all;
};

/**
 * What the edited course of a group means for what was observed. Only what the two courses disagree on is touched, so that
 * edits without consequence leave everything as it was, and members that the rules do not know keep their values.
 */
export const rewrite = (
  group: Group,
  told: readonly Told[],
  observations: readonly Observation[],
  adapter: Adapter,
  next: () => number,
  cuts: Cuts,
): Rewritten => {
  const { client, vendor, project, device } = group;
  const changes = new Map<LandedEvent, Change>();
  const instead = new Map<Observation, Observation | null>();
  const added: Observation[] = [];
  const nested = nestedCalls(observations);
  const byLine = group.anonymousId !== null;
  const vendorOf = new Map(
    observations.flatMap((one) => (one.kind === 'call.observed' ? [[callKey(one.document, one.call), one.vendor] as const] : [])),
  );

  const nameOf = (payload: JsonObject): string | null =>
    adapter.toEvent(client.complete(payload, { project, at: 0, id: '' }), project)?.name ?? null;

  /** The same event in both courses, by name and order; and what only the edited course sends. */
  const compare = ({ was, is }: Told): { readonly pairs: readonly Pair[]; readonly fresh: readonly ClientEvent[] } => {
    const rest = (is ?? []).filter(isEvent);
    const pairs = (was ?? []).filter(isEvent).map((one): Pair => {
      const name = nameOf(one.payload);
      const index = rest.findIndex((other) => nameOf(other.payload) === name);
      return { was: one, is: index < 0 ? null : (rest.splice(index, 1)[0] ?? null) };
    });
    return { pairs, fresh: rest };
  };

  const loose: Loose[] = [];
  const setLoose = ({ document, at }: Step, pair: Pair): void => {
    loose.push({ ...pair, document, at, name: nameOf(pair.was.payload) });
  };
  const takeLoose = ({ event: { name, at } }: LandedEvent, step: Step): Pair | null => {
    const made = at ?? step.at;
    const index = loose.findIndex(
      (one) => one.document === step.document && one.name === name && one.at <= made + 50 && made <= one.at + sameCallMs,
    );
    return index < 0 ? null : (loose.splice(index, 1)[0] ?? null);
  };

  const restamp = (event: LandedEvent, { was, is }: Pair): void => {
    if (is === null) {
      changes.set(event, leaveOut);
      return;
    }
    const differing = client.identity.filter(
      (path) => JSON.stringify(memberAt(was.payload, path)) !== JSON.stringify(memberAt(is.payload, path)),
    );
    if (differing.length === 0) return;
    changes.set(event, (payload) =>
      isJsonObject(payload) ? differing.reduce((now, path) => withMember(now, path, memberAt(is.payload, path)), payload) : payload,
    );
  };

  /** The sending of the event that was called last. */
  let lastSent: Position | null = null;

  /** SDKs send in the order of calls: what is sent in addition follows what was called before it, also inside of a request. */
  const sendingAt = (step: Step, seq: number, number: number): { readonly document: string; readonly seq: number; readonly at: number } => {
    const before = lastSent;
    const waits = before !== null && (before.document === step.document ? before.seq > seq : before.at > step.at);
    if (!waits) return { document: step.document, seq: seq + number * 2 ** -20, at: step.at };
    const { document, at, part } = before;
    const request = observations.find((one) => one.document === document && one.seq === before.seq);
    const more = request?.kind === 'wire.sent' && part + 1 < (request.payloads?.length ?? 0);
    return { document, at, seq: more ? cuts.before({ ...before, part: part + 1 }, number) : before.seq + 0.25 + number * 2 ** -20 };
  };

  /** Says that the vendor got these: nothing tells that it would not have. */
  const send = (step: Step, from: number, events: readonly ClientEvent[]): void => {
    for (const { payload } of events) {
      const number = next();
      const request = `what-if-${number}`;
      const whole = client.complete(payload, { project, at: step.at, id: request });
      const {
        document,
        at: sentAt,
        seq: at,
      } = byLine ? { document: step.document, at: step.at, seq: from + number * 2 ** -20 } : sendingAt(step, from, number);
      const place = { at: sentAt, document, device, vendor, project };
      if (byLine) {
        added.push({ seq: at, ...place, kind: 'event.injected', payload: whole });
        continue;
      }
      added.push({ seq: at, ...place, kind: 'wire.sent', request, transport: 'fetch', url: '', payloads: [whole] });
      const { vendor: _, project: __, ...where } = place;
      added.push({ seq: at + 2 ** -22, ...where, kind: 'wire.settled', request, status: 200, outcome: 'accepted' });
    }
  };

  const watched = createSendsInside(() => adapter.habits ?? null);
  for (const one of observations)
    if (one.kind === 'call.observed' && one.vendor === vendor)
      watched.take(one, one.parent === null ? null : (vendorOf.get(callKey(one.document, one.parent)) ?? null));

  /** Where the SDK's own calls are told as well, so are those of what it sends now. */
  const tellInside = (outer: ObservationOf<'call.observed'>, sent: readonly ClientEvent[]): void => {
    if (!watched.isLeftTo(adapter.meaning(outer.method, outer.args), outer)) return;
    for (const { payload } of sent.filter(isEvent)) {
      const number = next();
      added.push({
        ...outer,
        seq: outer.seq + number * 2 ** -20,
        call: `what-if-${number}`,
        method: client.track,
        args: [nameOf(payload), memberAt(payload, 'properties') ?? {}],
        before: outer.after,
        site: null,
        parent: outer.call,
        queued: false,
        replayOf: null,
      });
    }
  };

  const suppressed = new Set(
    told.flatMap(({ step }) =>
      step.kind === 'call' && step.events.some(({ delivery }) => delivery === 'suppressed') ? [step.document] : [],
    ),
  );

  const call = (step: Extract<Step, { readonly kind: 'call' }>, one: Told): void => {
    const { fact } = step;
    const inner = [...nested(fact.document, fact.call), ...(fact.replayOf === null ? [] : nested(fact.document, fact.replayOf))];
    if (step.dropped) {
      for (const event of step.events) changes.set(event, leaveOut);
      const explained = step.events.map(({ event }) => event.name);
      for (const was of (one.was ?? []).filter(isEvent)) {
        const index = explained.indexOf(nameOf(was.payload) ?? '');
        if (index < 0) setLoose(step, { was, is: null });
        else explained.splice(index, 1);
      }
      const twin = observations.find(
        (other) => other.kind === 'call.observed' && other.document === fact.document && other.call === fact.replayOf,
      );
      for (const gone of [fact, twin, ...inner]) if (gone !== undefined) instead.set(gone, null);
      return;
    }
    const { pairs, fresh } = compare(one);
    const events = [...step.events];
    for (const pair of pairs) {
      const index = events.findIndex(({ event }) => event.name === nameOf(pair.was.payload));
      const [event] = index < 0 ? [] : events.splice(index, 1);
      if (event === undefined) setLoose(step, pair);
      else restamp(event, pair);
    }
    const [pair] = pairs;
    // Whatever else left from inside the call carries the ids of its time too.
    if (pair !== undefined && pair.is !== null) for (const event of events) restamp(event, pair);
    if (one.changed) {
      const { before, after } = one;
      instead.set(fact, { ...fact, before, after });
      const sendsLess = fresh.length > 0 || pairs.some(({ is }) => is === null);
      const own = inner.filter((made) => made.vendor === vendor);
      for (const made of own) instead.set(made, sendsLess ? null : { ...made, before: after, after });
      if (sendsLess) tellInside({ ...fact, before, after }, one.is ?? []);
    }
    if (!suppressed.has(step.document)) send(step, fact.seq, fresh);
  };

  const inserted = (step: Extract<Step, { readonly kind: 'insert' }>, { is, before, after }: Told): void => {
    const seq = group.inserts.find(({ method, args }) => method === step.method && args === step.args)?.seq ?? 0;
    if (!byLine) {
      const near = observations.findLast((other) => other.kind === 'call.observed' && other.vendor === vendor && other.device === device);
      // Where the calls of the document do not know their project yet, the inserted one must not tell them.
      const untold = observations.some(
        (other) => other.kind === 'call.observed' && other.vendor === vendor && other.document === step.document && other.project === null,
      );
      const made: ObservationOf<'call.observed'> = {
        seq,
        at: step.at,
        document: step.document,
        device,
        ...placeOfDocument(observations, step.document),
        kind: 'call.observed',
        call: `what-if-${next()}`,
        vendor,
        project: untold ? null : project,
        instance: near?.kind === 'call.observed' ? near.instance : vendor,
        method: step.method,
        args: step.args.map((arg) => arg ?? null),
        before,
        after,
        site: null,
        parent: null,
        queued: false,
        replayOf: null,
      };
      added.push(made);
      tellInside(made, is ?? []);
    }
    if (!suppressed.has(step.document)) send(step, seq, (is ?? []).filter(isEvent));
  };

  for (const one of told) {
    const { step } = one;
    if (step.kind === 'call') call(step, one);
    else if (step.kind === 'insert') inserted(step, one);
    else {
      const explained = takeLoose(step.event, step);
      for (const pair of explained === null ? compare(one).pairs : [explained]) restamp(step.event, pair);
    }
    const own = step.kind === 'call' ? step.events : step.kind === 'event' ? [step.event] : [];
    lastSent = own.findLast(({ sent }) => sent !== null)?.sent ?? lastSent;
  }

  for (const [observation, ids] of storedAfter(group, told, observations)) {
    if (observation.ids.anonymousId !== null || observation.ids.knownId !== null) instead.set(observation, { ...observation, ids });
  }
  return { changes, instead, added };
};

const placeOfDocument = (observations: readonly Observation[], document: string): { readonly tab?: number; readonly frame?: number } => {
  const one = observations.find((other) => other.document === document);
  return { ...(one?.tab === undefined ? {} : { tab: one.tab }), ...(one?.frame === undefined ? {} : { frame: one.frame }) };
};

/** What storage would have held wherever it was seen and the courses differ. */
const storedAfter = (
  { vendor, project, device }: Group,
  told: readonly Told[],
  observations: readonly Observation[],
): readonly (readonly [ObservationOf<'storage.changed'>, Ids])[] => {
  const byCall = new Map(
    told.flatMap((one) => (one.step.kind === 'call' ? [[callKey(one.step.document, one.step.fact.call), one] as const] : [])),
  );
  const found: (readonly [ObservationOf<'storage.changed'>, Ids])[] = [];
  let latest: Told | undefined;
  let following = 0;
  observations.forEach((observation, index) => {
    for (; (told[following]?.step.place ?? Number.POSITIVE_INFINITY) <= index; following += 1) latest = told[following];
    if (observation.kind !== 'storage.changed' || observation.vendor !== vendor || observation.device !== device) return;
    if (observation.project !== null && observation.project !== project) return;
    const cause = observation.cause === null ? undefined : byCall.get(callKey(observation.document, observation.cause));
    const one = cause ?? latest;
    if (one?.changed === true) found.push([observation, one.after]);
  });
  return found;
};
