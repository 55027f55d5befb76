import type { Lane } from '../rail.ts';
import { rowHeightPx } from '../window-of.ts';
import { words } from '../words/en.ts';

const laneWidthPx = 10;
const half = rowHeightPx / 2;

export const railWidth = (columns: number): number => Math.max(1, columns) * laneWidthPx + 6;

const xOf = (column: number): number => column * laneWidthPx + laneWidthPx / 2 + 3;

export type RailLane = { readonly lane: Lane; readonly hue: string };

export type RailCellProps = {
  readonly columns: number;
  readonly index: number;
  /** Lanes that pass here, with the colour of the person they belong to now. */
  readonly lanes: readonly RailLane[];
  /** The lane this row itself stands on. */
  readonly own: Lane | null;
  /** Colour of the person this row lands on: differs from its lane's where an event landed on somebody else. */
  readonly hue: string;
  readonly known: boolean;
  /** A heading stands before its row: whatever comes from above goes on below. */
  readonly through?: boolean;
};

type LineProps = RailLane & { readonly index: number; readonly through: boolean };

const Line = ({ lane, hue, index, through }: LineProps) => {
  const x = xOf(lane.column);
  const top = lane.from < index ? 0 : half;
  const bottom = through || lane.to > index ? rowHeightPx : half;
  return <line class={hue} x1={x} x2={x} y1={top} y2={bottom} />;
};

/** One row's piece of the identity rail: a line for each living anonymous id, a dot for its own, a bar where a reset ends it. */
export const RailCell = ({ columns, index, lanes, own, hue, known, through = false }: RailCellProps) => {
  const width = railWidth(columns);
  const ends = own !== null && own.end === 'reset' && own.to === index;
  return (
    <svg class="rail" width={width} height={rowHeightPx} viewBox={`0 0 ${width} ${rowHeightPx}`} aria-hidden="true">
      {lanes.map(({ lane, hue: laneHue }) => (
        <Line key={`${lane.id} ${lane.from}`} lane={lane} hue={laneHue} index={index} through={through} />
      ))}
      {own !== null && !ends && (
        <circle class={`${hue} ${known ? 'is-known' : 'is-anonymous'}`} cx={xOf(own.column)} cy={half} r={3.5}>
          <title>{words.timeline.lane(own.id)}</title>
        </circle>
      )}
      {own !== null && ends && <path class="rail-end" d={`M${xOf(own.column) - 4} ${half}h8`} />}
    </svg>
  );
};
