import { startCarriedId } from './carried-id.ts';
import type { AnalyticsEvent } from './event.ts';
import { createEventRows, type EventRows } from './event-rows.ts';
import { withNames } from './fold-view.ts';
import type { Ingested, MergeModel, MergeOutcome, Settings } from './model.ts';
import { type Join, joinOf, listProfiles, type ProfileList } from './profiles.ts';
import { createSeenIds } from './seen-ids.ts';
import { createTally } from './tally.ts';
import { widenIntegers } from './widen.ts';

/** How events fared, and how many of them fared so. */
export type Outcome = {
  readonly merge: MergeOutcome;
  readonly reason: string | null;
  readonly assumptions: readonly string[];
  times: number;
};

/** One event with its fate, as `simulate` tells it. */
export type StreamedEvent = {
  readonly index: number;
  readonly id: string | null;
  readonly name: string;
  readonly at: number | null;
  readonly anonymousId: string | null;
  readonly knownId: string | null;
  readonly profile: string | null;
  readonly landedOn: string | null;
  readonly landsOn: string | null;
  readonly merge: MergeOutcome;
  readonly reason: string | null;
  readonly assumptions: readonly string[];
};

/**
 * One project's events, each taken once and in order, through its model: what an analysis of the same events says,
 * in memory that grows with ids and merges. Rows of events are kept only as far as was asked for.
 */
export type ProjectStream = {
  /** False when an event of the same insert or message id was there already. */
  add(event: AnalyticsEvent): boolean;
  readonly count: number;
  readonly duplicates: number;
  /** Whether rows were kept, and `event` can be asked. */
  readonly hasRows: boolean;
  /** What the model says now; only while rows were kept. */
  event(index: number): StreamedEvent;
  profiles(): ProfileList;
  /** In order of the first event that fared so. */
  outcomes(): readonly Outcome[];
  /** How many events rest on each assumption, by its name. */
  touched(): ReadonlyMap<string, number>;
  /** How many events belong to another profile, by its label, than at first. */
  moved(): number;
};

const none = -1;
const nothing: readonly string[] = [];
/** More slots than there can be: it packs an outcome and a slot into one number. */
const slots = 2 ** 32;

/** `mostRows`: rows are kept as long as there are no more events than this. Without a model, events count for the id they carry. */
export const createProjectStream = (model: MergeModel | null, settings: Settings, mostRows: number): ProjectStream => {
  const run = model === null ? startCarriedId() : model.start(settings);
  const tally = createTally();
  const seen = createSeenIds();
  const joins: Join[] = [];
  const outcomes: Outcome[] = [];
  const outcomeNumbers = new Map<string, number>();
  /** A landing is a slot with the label that some of its events first landed on; a slot that is renamed has several. */
  const landingSlot: number[] = [];
  const landingLabel: (string | null)[] = [];
  /** How many events landed so, once another landing of the slot came after it. */
  const landingTimes: number[] = [];
  /** By slot, side by side so that an event touches one place in memory: its latest landing plus one, and how many events landed so. */
  let latestLanding: Int32Array = new Int32Array(0);
  /** How many events of a slot had an outcome that rests on assumptions, where the model tells of slots that come to do so. */
  const resting = new Map<number, number>();
  let rows: EventRows | null = mostRows > 0 ? createEventRows() : null;
  let count = 0;
  let duplicates = 0;
  let list: ProfileList | null = null;

  const labelOf = (slot: number): string | null => {
    const profile = run.profileOf(slot);
    return profile === null ? null : run.labelOf(profile);
  };

  const land = (slot: number): number => {
    const label = labelOf(slot);
    const place = 2 * slot;
    latestLanding = widenIntegers(latestLanding, place + 2);
    const last = (latestLanding[place] ?? 0) - 1;
    const times = latestLanding[place + 1] ?? 0;
    if (last !== none && landingLabel[last] === label) {
      latestLanding[place + 1] = times + 1;
      return last;
    }
    if (last !== none) landingTimes[last] = times;
    const landing = landingSlot.length;
    latestLanding[place] = landing + 1;
    latestLanding[place + 1] = 1;
    landingSlot.push(slot);
    landingLabel.push(label);
    landingTimes.push(0);
    return landing;
  };

  const timesOf = (landing: number, slot: number): number =>
    (latestLanding[2 * slot] === landing + 1 ? latestLanding[2 * slot + 1] : landingTimes[landing]) ?? 0;

  const outcomeNumberOf = ({ merge, reason, assumptions }: Ingested): number => {
    const plain = reason === null && assumptions.length === 0;
    const key = plain ? merge : `${merge}\n${reason ?? ''}\n${assumptions.join('\n')}`;
    const known = outcomeNumbers.get(key);
    if (known !== undefined) return known;
    outcomeNumbers.set(key, outcomes.length);
    outcomes.push({ merge, reason, assumptions, times: 0 });
    return outcomes.length - 1;
  };

  let latest: Ingested | undefined;
  let latestNumber = none;

  const outcomeOf = (done: Ingested): number => {
    const { merge, reason, assumptions } = done;
    // Models give equal lists as one list, and most events fare as the one before.
    if (latest?.merge === merge && latest.reason === reason && latest.assumptions === assumptions) return latestNumber;
    latestNumber = outcomeNumberOf(done);
    latest = done;
    return latestNumber;
  };

  const touched = (): ReadonlyMap<string, number> => {
    const found = new Map<string, number>();
    const count = (names: readonly string[], times: number): void => {
      for (const name of names) found.set(name, (found.get(name) ?? 0) + times);
    };
    for (const { assumptions, times } of outcomes) count(assumptions, times);
    if (run.restsOn === undefined) return found;
    for (let slot = 0; slot < tally.size; slot += 1) {
      const times = tally.events(slot);
      if (times > 0) count(run.restsOn(slot), times);
    }
    // Those that said so themselves were counted twice.
    for (const [place, times] of resting) {
      const said = outcomes[Math.floor(place / slots)]?.assumptions ?? nothing;
      const later = run.restsOn(place % slots);
      count(
        said.filter((name) => later.includes(name)),
        -times,
      );
    }
    return found;
  };

  return {
    add: (event) => {
      if (event.id !== null && !seen.add(event.id)) {
        duplicates += 1;
        return false;
      }
      const index = count;
      count += 1;
      list = null;
      const done = run.ingest(event, index);
      const { slot } = done;
      const join = joinOf(done, index);
      if (join !== null) joins.push(join);
      if (slot !== null) tally.add(slot, index, event);
      const landed = slot === null ? none : land(slot);
      const number = outcomeOf(done);
      const outcome = outcomes[number];
      if (outcome !== undefined) outcome.times += 1;
      if (slot !== null && done.assumptions.length > 0 && run.restsOn !== undefined) {
        const place = number * slots + slot;
        resting.set(place, (resting.get(place) ?? 0) + 1);
      }
      if (count > mostRows) rows = null;
      rows?.push(event, slot ?? none, landed, number);
      return true;
    },
    get count() {
      return count;
    },
    get duplicates() {
      return duplicates;
    },
    get hasRows() {
      return rows !== null;
    },
    event: (index) => {
      if (rows === null || index >= count) throw new RangeError(`no row was kept of event ${index}`);
      const { slot, landed, outcome, ...row } = rows.at(index);
      const profile = slot === none ? null : run.profileOf(slot);
      list ??= listProfiles({ run, tally, joins });
      const { merge = 'none', reason = null, assumptions = [] } = outcomes[outcome] ?? {};
      return {
        index,
        ...row,
        profile: profile === null ? null : list.idOf(profile),
        landedOn: landingLabel[landed] ?? null,
        landsOn: profile === null ? null : run.labelOf(profile),
        merge,
        reason,
        assumptions: slot === none ? assumptions : withNames(assumptions, run.restsOn?.(slot) ?? nothing),
      };
    },
    touched,
    profiles: () => {
      list ??= listProfiles({ run, tally, joins });
      return list;
    },
    outcomes: () => outcomes,
    moved: () =>
      landingSlot.reduce((sum, slot, landing) => (landingLabel[landing] === labelOf(slot) ? sum : sum + timesOf(landing, slot)), 0),
  };
};
