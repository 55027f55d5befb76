import { createAuthAttempts } from './auth-attempts.ts';
import { createAuthOutcomes } from './auth-outcome.ts';
import { type AuthPatterns, createAuthPatterns, noAuthPatterns } from './auth-patterns.ts';
import { type CallRecord, type EventRecord, type Place, placeOf } from './ledger-records.ts';
import type { Ids, Observation, ObservationOf } from './observation.ts';
import type { Position } from './position.ts';
import type { Moment, MomentBase, MomentFact, MomentOf } from './story.ts';

type FixedSource = { readonly kind: 'fixed'; moment: Moment; readonly position: Position };

/** What becomes a moment: as it is, or once it is known which events a call has and whether a call explains an event. */
export type MomentSource =
  | FixedSource
  | { readonly kind: 'call'; readonly call: CallRecord; readonly position: Position }
  | { readonly kind: 'event'; readonly record: EventRecord; readonly place: Place; readonly position: Position }
  | {
      readonly kind: 'storage';
      readonly fact: ObservationOf<'storage.changed'>;
      readonly position: Position;
      readonly previous: Ids | null;
      told: MomentOf<'storage'> | null;
    };

export type MomentList = ReturnType<typeof createMomentList>;

export const momentBase = (place: Place, position: Position, key: string, at: number = position.at): MomentBase => ({
  key,
  at,
  document: place.document,
  device: place.device,
  tab: place.tab,
  frame: place.frame,
  seq: position.seq,
});

/** The key of a moment that is one observation. */
export const seenKey = (position: Position): string => `seen:${position.document}:${position.seq}`;

const documentFact = (
  what: Extract<MomentFact, { kind: 'document' }>['what'],
  url: string | null,
  referrer: string | null,
): MomentFact => ({
  kind: 'document',
  what,
  url,
  referrer,
});

/** The moment of an observation that stands for itself; null for those that do not. */
const plainFact = (observation: Observation): MomentFact | null => {
  switch (observation.kind) {
    case 'document.opened':
      return documentFact(observation.lifecycle === 'bfcache' ? 'restored' : 'opened', observation.url, observation.referrer);
    case 'document.activated':
      return documentFact('activated', null, null);
    case 'document.closed':
      return documentFact(observation.to === 'bfcache' ? 'frozen' : 'closed', null, null);
    case 'route.changed':
      return documentFact('routed', observation.url, null);
    case 'sdk.found': {
      const { vendor, project, instance, version, hooked, why, capturing } = observation;
      return { kind: 'sdk', vendor, project, instance, version, hooked, why, capturing };
    }
    case 'auth.signalled': {
      const { signal, confirmed, source, detail } = observation;
      return { kind: 'signal', signal, confirmed, source, detail };
    }
    case 'mark.added':
      return { kind: 'mark', note: observation.note };
    case 'loss.counted':
      return { kind: 'loss', what: observation.what, why: observation.why, count: observation.count };
    default:
      return null;
  }
};

export const createMomentList = (auth: AuthPatterns = noAuthPatterns) => {
  const patterns = createAuthPatterns(auth);
  const sources: MomentSource[] = [];
  const joined = createAuthOutcomes();
  const attempts = createAuthAttempts<FixedSource>();

  /** `key` is that of the moment, should it become one of its own. */
  const add = (seen: Observation, position: Position, key: string): void => {
    const observation = seen.kind === 'auth.signalled' && patterns.isNothing(seen) ? null : joined(seen);
    const fact = observation === null ? null : plainFact(observation);
    if (observation === null || fact === null) return;
    if (observation.kind === 'document.opened') attempts.opened(observation, observation.url);
    const confirmed = attempts.confirmedBy(observation);
    if (confirmed !== null) {
      // A new object: what was told of the attempt before stays what it was.
      confirmed.moment = { ...confirmed.moment, ...fact };
      return;
    }
    const source: FixedSource = { kind: 'fixed', moment: { ...momentBase(placeOf(seen), position, key), ...fact }, position };
    sources.push(source);
    attempts.attempted(observation, source);
  };
  /** What the site said that an address stands for. */
  const reached = (seen: ObservationOf<'document.opened' | 'route.changed'>, position: Position): void => {
    const found = patterns.reached(seen.url);
    if (found === null) return;
    const { seq, at, document, device, tab, frame } = seen;
    const place = { seq, at, document, device, ...(tab === undefined ? {} : { tab }), ...(frame === undefined ? {} : { frame }) };
    const told = {
      ...place,
      kind: 'auth.signalled',
      signal: found.signal,
      confirmed: true,
      source: 'pattern',
      detail: found.pattern,
    } as const;
    add(told, position, `${seenKey(position)}:signal`);
  };

  return {
    plain: (seen: Observation, position: Position): void => {
      add(seen, position, seenKey(position));
      if (seen.kind === 'document.opened' || seen.kind === 'route.changed') reached(seen, position);
    },
    call: (call: CallRecord, position: Position): void => {
      sources.push({ kind: 'call', call, position });
    },
    event: (record: EventRecord, place: Place, position: Position): void => {
      sources.push({ kind: 'event', record, place, position });
    },
    storage: (fact: ObservationOf<'storage.changed'>, position: Position, previous: Ids | null): void => {
      sources.push({ kind: 'storage', fact, position, previous, told: null });
    },
    /** The last change of this storage was none after all. */
    takeBack: (place: Place, { vendor, project }: ObservationOf<'storage.changed'>): void => {
      const index = sources.findLastIndex(
        (source) =>
          source.kind === 'storage' &&
          source.fact.vendor === vendor &&
          source.fact.project === project &&
          source.fact.document === place.document,
      );
      if (index !== -1) sources.splice(index, 1);
    },
    all: (): readonly MomentSource[] => sources,
  };
};
