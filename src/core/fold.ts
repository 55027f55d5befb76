import { startCarriedId } from './carried-id.ts';
import { createCheckpoints } from './checkpoints.ts';
import type { AnalyticsEvent } from './event.ts';
import type { Profile } from './landed.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun, Settings } from './model.ts';
import { allProfiles, type Join, joinOf, listProfiles, type ProfileList } from './profiles.ts';
import { createTally, type Tally } from './tally.ts';

/** An event in its place in model order. `included` is false for what the chosen view leaves out. */
export type FoldEvent = { readonly key: string; readonly event: AnalyticsEvent; readonly included: boolean };

/** What ingestion did, and the label of the profile right afterwards. */
export type Folded = Ingested & { readonly landedOn: string | null };

/** One project's events run through its model, incrementally and under revision. */
export type Fold = {
  /**
   * `events` is the project's whole list as it is now; those before `from` are as they were at the last update.
   * Keeps the list: it must not change before the next update.
   */
  update(events: readonly FoldEvent[], from: number): void;
  folded(index: number): Folded;
  /** `p1`…, in order of first event; null when the event has no profile. */
  profileIdOf(index: number): string | null;
  /** The label of the event's profile now. */
  landsOn(index: number): string | null;
  because(index: number): Because;
  profiles(): readonly Profile[];
};

const leftOut: Ground = { rule: 'The vendor never received this event, so it belongs to nobody.', cite: '' };
const nothing: readonly string[] = [];
const excluded: Ingested = { slot: null, merge: 'none', reason: null, link: nothing, ground: leftOut, assumptions: nothing };

type Saved = { readonly run: ModelRun; readonly tally: Tally };

const labelAt = (run: ModelRun, slot: number | null): string | null => {
  if (slot === null) return null;
  const profile = run.profileOf(slot);
  return profile === null ? null : run.labelOf(profile);
};

/** `model` null: the vendor has no server model, and events count for the id they carry. */
export const createFold = (model: MergeModel | null, settings: Settings): Fold => {
  const start = (): Saved => ({ run: model === null ? startCarriedId() : model.start(settings), tally: createTally() });
  const fork = ({ run, tally }: Saved): Saved => ({ run: run.fork(), tally: tally.fork() });

  const checkpoints = createCheckpoints<Saved>();
  const results: Ingested[] = [];
  const landedOn: (string | null)[] = [];
  const joins: Join[] = [];
  let now = start();
  let list: ProfileList | null = null;
  let profiles: readonly Profile[] | null = null;

  const rewind = (to: number): void => {
    if (to >= results.length) return;
    const checkpoint = checkpoints.rewind(to);
    now = checkpoint === null ? start() : fork(checkpoint.state);
    results.length = checkpoint?.at ?? 0;
    landedOn.length = results.length;
    while ((joins.at(-1)?.event ?? -1) >= results.length) joins.pop();
  };

  const ingest = ({ event, included }: FoldEvent, index: number): void => {
    if (!included) {
      results.push(excluded);
      landedOn.push(null);
      return;
    }
    const done = now.run.ingest(event, index);
    const join = joinOf(done, index);
    if (join !== null) joins.push(join);
    if (done.slot !== null) now.tally.add(done.slot, index, event);
    results.push(done);
    landedOn.push(labelAt(now.run, done.slot));
  };

  const update = (next: readonly FoldEvent[], from: number): void => {
    rewind(Math.min(from, next.length));
    list = null;
    profiles = null;
    for (let index = results.length; index < next.length; index += 1) {
      const item = next[index];
      if (item !== undefined) ingest(item, index);
      if (isCheckpoint(index + 1, next.length) && checkpoints.wants(index + 1)) checkpoints.add(index + 1, fork(now));
    }
  };

  const resultOf = (index: number): Ingested => results[index] ?? excluded;

  const current = (): ProfileList => {
    list ??= listProfiles({ run: now.run, tally: now.tally, joins });
    return list;
  };

  return {
    update,
    folded: (index) => ({ ...resultOf(index), landedOn: landedOn[index] ?? null }),
    landsOn: (index) => labelAt(now.run, resultOf(index).slot),
    profileIdOf: (index) => {
      const { slot } = resultOf(index);
      const profile = slot === null ? null : now.run.profileOf(slot);
      return profile === null ? null : current().idOf(profile);
    },
    because: (index) => {
      const { slot, ground } = resultOf(index);
      return slot === null ? { kind: 'none', ground } : now.run.because(slot);
    },
    profiles: () => {
      profiles ??= allProfiles(current());
      return profiles;
    },
  };
};

/** Places worth a checkpoint when the fold runs up to `end`: the end, and 64, 256, 1024 … events before it. */
const isCheckpoint = (at: number, end: number): boolean => {
  let distance = end - at;
  if (distance === 0) return true;
  while (distance > 64 && distance % 4 === 0) distance /= 4;
  return distance === 64;
};
