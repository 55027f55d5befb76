import type { AnalyticsEvent } from './event.ts';
import type { MergeNote, Profile } from './landed.ts';
import type { Ingested, ModelRun } from './model.ts';
import { compareEarliest, type Earliest, type Tally } from './tally.ts';

export type ProfileList = {
  readonly profiles: readonly Profile[];
  /** `p1`… by the model's number of the profile. */
  readonly ids: ReadonlyMap<number, string>;
};

type Source = {
  readonly run: ModelRun;
  readonly tally: Tally;
  /** Indices of the events that put ids together, ascending. */
  readonly joins: readonly number[];
  readonly resultOf: (index: number) => Ingested;
  readonly eventOf: (index: number) => AnalyticsEvent | null;
};

type Group = { events: number; first: number; earliest: Earliest };

const group = (run: ModelRun, tally: Tally): readonly (readonly [number, Group])[] => {
  const groups = new Map<number, Group>();
  tally.each((slot, events, first, earliest) => {
    const profile = run.profileOf(slot);
    if (profile === null) return;
    const found = groups.get(profile);
    if (found === undefined) groups.set(profile, { events, first, earliest });
    else {
      found.events += events;
      found.first = Math.min(found.first, first);
      if (compareEarliest(earliest, found.earliest) < 0) found.earliest = earliest;
    }
  });
  return [...groups].sort(([, a], [, b]) => a.first - b.first);
};

const notesByProfile = ({ run, joins, resultOf }: Source): ReadonlyMap<number, readonly number[]> => {
  const notes = new Map<number, number[]>();
  for (const index of joins) {
    const { slot } = resultOf(index);
    const profile = slot === null ? null : run.profileOf(slot);
    if (profile === null) continue;
    const list = notes.get(profile);
    if (list === undefined) notes.set(profile, [index]);
    else list.push(index);
  }
  return notes;
};

/** The profiles that have events, in order of their first event, with what joined them. */
export const listProfiles = (source: Source): ProfileList => {
  const { run, tally, resultOf, eventOf } = source;
  const notes = notesByProfile(source);
  const ids = new Map<number, string>();
  const profiles = group(run, tally).map(([profile, { events, earliest }], place): Profile => {
    const id = `p${place + 1}`;
    ids.set(profile, id);
    const members = run.idsOf(profile);
    const held = new Set(members);
    const mergedBy: MergeNote[] = [];
    for (const index of notes.get(profile) ?? []) {
      const { link, joined, ground } = resultOf(index);
      const together = joined ?? link;
      // A link that was re-pointed since no longer explains this profile.
      if (together.every((name) => held.has(name))) mergedBy.push({ event: index, ids: together, rule: ground.rule, cite: ground.cite });
    }
    return {
      id,
      label: run.labelOf(profile),
      known: run.isKnown(profile),
      ids: members,
      events,
      firstTouch: { event: earliest.index, ...eventOf(earliest.index)?.touch },
      mergedBy,
    };
  });
  return { profiles, ids };
};
