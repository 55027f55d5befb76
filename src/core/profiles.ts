import type { MergeNote, Profile } from './landed.ts';
import type { Ground, Ingested, ModelRun, ProfileLimit } from './model.ts';
import type { Tally } from './tally.ts';

/** An event that put ids together. */
export type Join = { readonly event: number; readonly slot: number | null; readonly ids: readonly string[]; readonly ground: Ground };

/** The join that an event was, null when it put nothing together. */
export const joinOf = ({ merge, joined, joinedBy, link, slot, ground }: Ingested, event: number): Join | null =>
  merge === 'merged' || joined !== undefined ? { event, slot, ids: joined ?? link, ground: joinedBy ?? ground } : null;

/** The profiles that have events, in order of their first event. Each is built when it is asked for. */
export type ProfileList = {
  readonly size: number;
  at(place: number): Profile;
  /** The documented limits that the profile has nearly reached. */
  nearLimits(place: number): readonly ProfileLimit[];
  /** `p1`… by the model's number of the profile; null for one without events. */
  idOf(profile: number): string | null;
};

/** From this share of a limit on it is worth a warning. */
const nearly = 0.9;
const noLimits: readonly ProfileLimit[] = [];

type Source = {
  readonly run: ModelRun;
  readonly tally: Tally;
  /** In order of events. */
  readonly joins: readonly Join[];
};

/** Columns by group: a group is the slots of one profile. */
type Groups = { readonly profile: number[]; readonly events: number[]; readonly first: number[]; readonly earliest: number[] };

const group = ({ run, tally }: Source): Groups => {
  const groups = new Map<number, number>();
  const profile: number[] = [];
  const events: number[] = [];
  const first: number[] = [];
  /** The slot that holds the profile's earliest event. */
  const earliest: number[] = [];

  const isEarlier = (a: number, b: number): boolean => {
    const difference = tally.earliestAt(a) - tally.earliestAt(b);
    // Without a time on either side the difference is no number.
    return difference < 0 || (!(difference > 0) && tally.earliest(a) < tally.earliest(b));
  };

  for (let slot = 0; slot < tally.size; slot += 1) {
    const count = tally.events(slot);
    const owner = count === 0 ? null : run.profileOf(slot);
    if (owner === null) continue;
    const known = groups.get(owner);
    if (known === undefined) {
      groups.set(owner, profile.length);
      profile.push(owner);
      events.push(count);
      first.push(tally.first(slot));
      earliest.push(slot);
      continue;
    }
    events[known] = (events[known] ?? 0) + count;
    first[known] = Math.min(first[known] ?? 0, tally.first(slot));
    if (isEarlier(slot, earliest[known] ?? slot)) earliest[known] = slot;
  }
  return { profile, events, first, earliest };
};

const joinsByProfile = ({ run, joins }: Source): ReadonlyMap<number, readonly Join[]> => {
  const found = new Map<number, Join[]>();
  for (const join of joins) {
    const profile = join.slot === null ? null : run.profileOf(join.slot);
    if (profile === null) continue;
    const list = found.get(profile);
    if (list === undefined) found.set(profile, [join]);
    else list.push(join);
  }
  return found;
};

/** Tells of the model as it is now: not to be read after the next `ingest`. */
export const listProfiles = (source: Source): ProfileList => {
  const { run, tally } = source;
  const groups = group(source);
  const joins = joinsByProfile(source);
  const order = groups.profile.map((_, place) => place).sort((a, b) => (groups.first[a] ?? 0) - (groups.first[b] ?? 0));
  const ids = new Map<number, string>();
  for (const [place, at] of order.entries()) ids.set(groups.profile[at] ?? 0, `p${place + 1}`);

  const mergedBy = (profile: number, held: ReadonlySet<string>): readonly MergeNote[] => {
    const notes: MergeNote[] = [];
    for (const { event, ids: together, ground } of joins.get(profile) ?? []) {
      // A link that was re-pointed since no longer explains this profile.
      if (together.every((name) => held.has(name))) notes.push({ event, ids: together, rule: ground.rule, cite: ground.cite });
    }
    return notes;
  };

  const nearLimits = (place: number): readonly ProfileLimit[] =>
    run.limitsOf?.(groups.profile[order[place] ?? 0] ?? 0).filter(({ value, limit }) => limit > 1 && value >= limit * nearly) ?? noLimits;

  return {
    nearLimits,
    size: order.length,
    idOf: (profile) => ids.get(profile) ?? null,
    at: (place) => {
      const at = order[place] ?? 0;
      const profile = groups.profile[at] ?? 0;
      const slot = groups.earliest[at] ?? 0;
      const members = run.idsOf(profile);
      const near = nearLimits(place);
      return {
        id: `p${place + 1}`,
        label: run.labelOf(profile),
        known: run.isKnown(profile),
        ids: members,
        events: groups.events[at] ?? 0,
        firstTouch: { event: tally.earliest(slot), ...tally.touch(slot) },
        mergedBy: mergedBy(profile, new Set(members)),
        ...(near.length === 0 ? {} : { nearLimits: near }),
      };
    },
  };
};

/** All of them at once. */
export const allProfiles = (list: ProfileList): readonly Profile[] => Array.from({ length: list.size }, (_, place) => list.at(place));
