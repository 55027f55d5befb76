import type { Profile } from './landed.ts';
import type { Because, Ingested, ModelRun } from './model.ts';
import { allProfiles, type Join, listProfiles, type ProfileList } from './profiles.ts';
import type { Tally } from './tally.ts';

/** A model together with what was counted while it ran. */
export type FoldState = { readonly run: ModelRun; readonly tally: Tally };

export const forkState = ({ run, tally }: FoldState): FoldState => ({ run: run.fork(), tally: tally.fork() });

/** Where events stand at one moment. */
export type FoldView = {
  /** `p1`…, in order of first event; null when the event has no profile. */
  profileIdOf(index: number): string | null;
  /** The label of the event's profile at that moment. */
  landsOn(index: number): string | null;
  because(index: number): Because;
  /** Names of the assumptions that where the event landed, or where it stands now, rests on. */
  assumptions(index: number): readonly string[];
  profiles(): readonly Profile[];
};

const nothing: readonly string[] = [];

/** The names of both lists, each once; the first list itself where the other one adds nothing. */
export const withNames = (names: readonly string[], others: readonly string[]): readonly string[] => {
  const fresh = others.filter((name) => !names.includes(name));
  return fresh.length === 0 ? names : [...names, ...fresh];
};

export const labelAt = (run: ModelRun, slot: number | null): string | null => {
  if (slot === null) return null;
  const profile = run.profileOf(slot);
  return profile === null ? null : run.labelOf(profile);
};

/** Reads `state` as it is: what is folded into it later shows in no answer that was given, and spoils those to come. */
export const createFoldView = ({ run, tally }: FoldState, joins: readonly Join[], resultOf: (index: number) => Ingested): FoldView => {
  let list: ProfileList | null = null;
  let profiles: readonly Profile[] | null = null;

  const current = (): ProfileList => {
    list ??= listProfiles({ run, tally, joins });
    return list;
  };

  return {
    landsOn: (index) => labelAt(run, resultOf(index).slot),
    profileIdOf: (index) => {
      const { slot } = resultOf(index);
      const profile = slot === null ? null : run.profileOf(slot);
      return profile === null ? null : current().idOf(profile);
    },
    because: (index) => {
      const { slot, ground } = resultOf(index);
      return slot === null ? { kind: 'none', ground } : run.because(slot);
    },
    assumptions: (index) => {
      const { slot, assumptions } = resultOf(index);
      return slot === null ? assumptions : withNames(assumptions, run.restsOn?.(slot) ?? nothing);
    },
    profiles: () => {
      profiles ??= allProfiles(current());
      return profiles;
    },
  };
};
