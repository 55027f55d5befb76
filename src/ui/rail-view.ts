import type { ViewProfile, ViewRow } from '../messages/view.ts';
import { shortId } from './format.ts';
import { type Projects, profileAt } from './landed-at.ts';
import { personOf } from './palette.ts';
import { type Lane, lanesWithin, type Rail } from './rail.ts';
import { railWords as words } from './words/rail.ts';

/** Rows looked at from a lane's end for one that lands on somebody: most do at once. */
const looked = 400;

/**
 * The person a lane belongs to now: of those its events land on, the one who holds its id, because behind a refused link they
 * land on somebody else. Where nobody holds it, the one the last event lands on.
 */
export const laneProfile = (projects: Projects, rows: readonly ViewRow[], lane: Lane): ViewProfile | null => {
  const met: ViewProfile[] = [];
  for (let index = lane.to; index >= Math.max(lane.from, lane.to - looked); index--) {
    const row = rows[index];
    const profile = row === undefined ? null : profileAt(projects, row);
    if (profile === null || met.includes(profile)) continue;
    if (profile.ids.some((id) => personOf(id) === lane.id)) return profile;
    met.push(profile);
  }
  return met[0] ?? null;
};

export type LaneInSight = { readonly lane: Lane; readonly profile: ViewProfile | null };

/** What the rail shows of a window of rows. */
export type RailInSight = {
  /** Lanes that pass through a row. */
  at(index: number): readonly LaneInSight[];
  /** The lane that a row itself stands on. */
  own(index: number): LaneInSight | null;
  /** The lane beside `own` that belongs to the same person, where this row's event merged the two. */
  partner(index: number): Lane | null;
  /** The name to show beside a row: where its lane begins, and where it is merged into somebody. */
  label(index: number): string | null;
  /** Everything the rail says of a row, in words. */
  title(index: number): string;
};

/** Looks the lanes of a window of rows up once; `from` and `to` are row indices, both inclusive. */
export const railInSight = (rail: Rail, rows: readonly ViewRow[], projects: Projects, from: number, to: number): RailInSight => {
  const lanes = lanesWithin(rail, from, to).map((lane): LaneInSight => ({ lane, profile: laneProfile(projects, rows, lane) }));
  const found = new Map(lanes.map((each) => [each.lane, each]));
  const at = (index: number): readonly LaneInSight[] => lanes.filter(({ lane }) => lane.from <= index && lane.to >= index);
  const own = (index: number): LaneInSight | null => {
    const lane = rail.lanes[rail.laneOf[index] ?? -1];
    return lane === undefined ? null : (found.get(lane) ?? null);
  };
  const nameOf = ({ profile }: LaneInSight): string | null => (profile === null ? null : shortId(personOf(profile.label)));
  const says = ({ lane, profile }: LaneInSight): string => words.lane(lane.id, profile === null ? null : personOf(profile.label));
  return {
    at,
    own,
    partner: (index) => {
      const mine = own(index);
      if (mine === null || mine.profile === null || rows[index]?.merge !== 'merged') return null;
      return at(index).find(({ lane, profile }) => lane !== mine.lane && profile === mine.profile)?.lane ?? null;
    },
    label: (index) => {
      const mine = own(index);
      if (mine === null) return null;
      const begins = mine.lane.from === index;
      return begins || mine.lane.joined === index ? nameOf(mine) : null;
    },
    title: (index) => {
      const mine = own(index);
      const row = rows[index];
      const others = at(index).filter(({ lane }) => lane !== mine?.lane);
      const did = row?.merge === 'merged' ? words.merged : row?.merge === 'refused' ? words.refused(row.reason ?? '') : null;
      const ends = mine !== null && mine.lane.to === index && mine.lane.end !== 'open' ? words.ends[mine.lane.end] : null;
      const ownSays = mine === null ? [] : [[says(mine), did, ends].filter((part) => part !== null).join(' · ')];
      return [...ownSays, ...others.map((each) => words.passes(says(each)))].join('\n');
    },
  };
};
