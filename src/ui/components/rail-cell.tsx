import type { Lane } from '../rail.ts';
import { rowHeightPx } from '../window-of.ts';

const widestLanePx = 10;
const narrowestLanePx = 4;
const edgePx = 3;
const half = rowHeightPx / 2;

/** Room for the lanes of a wide timeline and of a narrow one; lanes move together when there are many. */
const roomPx = 80;
const narrowRoomPx = 48;

/** Pixels between lanes. */
export const laneWidth = (columns: number, narrow: boolean): number =>
  Math.max(narrowestLanePx, Math.min(widestLanePx, (narrow ? narrowRoomPx : roomPx) / Math.max(1, columns)));

export const railWidth = (columns: number, narrow: boolean): number =>
  Math.ceil(Math.max(1, columns) * laneWidth(columns, narrow)) + 2 * edgePx;

/** A lane that passes a row, with the colour of the person it belongs to now. */
export type RailLane = { readonly lane: Lane; readonly hue: string };

export type RailCellProps = {
  readonly columns: number;
  readonly narrow: boolean;
  readonly index: number;
  readonly lanes: readonly RailLane[];
  /** The lane this row itself stands on. */
  readonly own: Lane | null;
  /** Colour of the person this row lands on: differs from its lane's where an event landed on somebody else. */
  readonly hue: string;
  readonly known: boolean;
  /** What this row's event did to its lane. */
  readonly did?: 'merged' | 'refused' | null;
  /** The lane that belongs to the same person from this row on. */
  readonly with?: Lane | null;
  /** A heading stands before its row: whatever comes from above goes on below. */
  readonly through?: boolean;
};

type LineProps = RailLane & { readonly x: number; readonly index: number; readonly through: boolean };

/** Thin and dashed while nobody knows whose it is, full from the event on that said so. */
const Line = ({ lane, hue, x, index, through }: LineProps) => {
  const isBefore = lane.joined === null || index < lane.joined || (through && index <= lane.joined);
  const top = lane.from < index || (lane.returned && !through) ? 0 : half;
  const bottom = through || lane.to > index ? rowHeightPx : half;
  return <line class={`${hue} ${isBefore ? 'is-before' : ''}`} x1={x} x2={x} y1={top} y2={bottom} />;
};

/** One row's piece of the identity rail: a line for each living anonymous id, a dot for its own, what merged or was refused, a bar where a reset ends it. */
export const RailCell = ({
  columns,
  narrow,
  index,
  lanes,
  own,
  hue,
  known,
  did = null,
  with: partner = null,
  through = false,
}: RailCellProps) => {
  const width = railWidth(columns, narrow);
  const between = laneWidth(columns, narrow);
  const xOf = (lane: Lane): number => lane.column * between + between / 2 + edgePx;
  const radius = Math.min(3.5, between / 2 + 0.5);
  const x = own === null ? 0 : xOf(own);
  const ends = own !== null && own.end === 'reset' && own.to === index;
  return (
    <svg class="rail" width={width} height={rowHeightPx} viewBox={`0 0 ${width} ${rowHeightPx}`} aria-hidden="true">
      {lanes.map(({ lane, hue: laneHue }) => (
        <Line key={`${lane.id} ${lane.from}`} lane={lane} hue={laneHue} x={xOf(lane)} index={index} through={through} />
      ))}
      {own !== null && partner !== null && <line class={`${hue} rail-join`} x1={x} x2={xOf(partner)} y1={half} y2={half} />}
      {own !== null && did === 'merged' && <circle class={`${hue} rail-merged`} cx={x} cy={half} r={radius + 2.5} />}
      {own !== null && !ends && did !== 'refused' && (
        <circle class={`${hue} ${known ? 'is-known' : 'is-anonymous'}`} cx={x} cy={half} r={radius} />
      )}
      {own !== null && did === 'refused' && <path class="rail-refused" d={`M${x - 4} ${half - 4}l8 8m0 -8l-8 8`} />}
      {own !== null && ends && <path class="rail-end" d={`M${x - 4} ${half}h8`} />}
    </svg>
  );
};
