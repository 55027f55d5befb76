import { type Html, html } from './html-parts.ts';

/** What a row of the timeline says of an anonymous id. `holder` is the project on a device that holds the id. */
export type Track = {
  readonly holder: string;
  readonly id: string | null;
  /** The class of the profile's colour; null while there is no profile. */
  readonly hue: string | null;
  readonly known: boolean;
  /** The row ends the id's life. */
  readonly ends: boolean;
};

type Lane = { readonly holder: string; readonly id: string; readonly column: number; readonly from: number; to: number; ended: boolean };

/** More columns than this say nothing to an eye: later lanes share the last one. */
const maxColumns = 6;
const gap = 12;

type Rail = { readonly lanes: readonly Lane[]; readonly columns: number };

const lanesOf = (rows: readonly (Track | null)[]): Rail => {
  const lanes: Lane[] = [];
  const open = new Map<string, Lane>();
  const taken: boolean[] = [];
  for (const [at, track] of rows.entries()) {
    if (track === null) continue;
    const current = open.get(track.holder);
    if (current !== undefined && (track.ends || track.id === null || track.id === current.id)) {
      current.to = at;
      if (!track.ends) continue;
      current.ended = true;
    }
    if (current !== undefined) {
      open.delete(track.holder);
      taken[current.column] = false;
    }
    if (track.ends || track.id === null) continue;
    const free = taken.indexOf(false);
    const column = Math.min(free < 0 ? taken.length : free, maxColumns - 1);
    taken[column] = true;
    const lane: Lane = { holder: track.holder, id: track.id, column, from: at, to: at, ended: false };
    lanes.push(lane);
    open.set(track.holder, lane);
  }
  return { lanes, columns: Math.max(0, ...lanes.map(({ column }) => column + 1)) };
};

const centre = (column: number): number => 8 + column * gap;

/** How wide the column of the rail is, in pixels. */
export const railWidth = (rows: readonly (Track | null)[]): number => {
  const { columns } = lanesOf(rows);
  return columns === 0 ? 8 : centre(columns - 1) + 16;
};

/** The cell of each row: the lanes that pass, begin or end there, and a dot for the row's own, filled where somebody is known. */
export const railCells = (rows: readonly (Track | null)[]): readonly Html[] => {
  const { lanes, columns } = lanesOf(rows);
  const width = columns === 0 ? 0 : centre(columns - 1) + 8;
  const hues = new Map<Lane, string>();
  const passing = new Set<Lane>();
  const starts = new Map<number, Lane[]>();
  for (const lane of lanes) starts.set(lane.from, [...(starts.get(lane.from) ?? []), lane]);
  return rows.map((track, at) => {
    for (const lane of starts.get(at) ?? []) passing.add(lane);
    for (const lane of passing) if (lane.to < at) passing.delete(lane);
    const own = track === null ? undefined : [...passing].find((lane) => lane.holder === track.holder);
    if (own !== undefined && track !== null && track.hue !== null) hues.set(own, track.hue);
    const parts = [...passing].map((lane) => {
      const x = centre(lane.column);
      const [top, bottom] = [lane.from === at ? '50%' : '0', lane.to === at ? '50%' : '100%'];
      const hue = hues.get(lane) ?? 'nobody';
      const line = html`<line class="lane ${hue}" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}"/>`;
      if (lane !== own) return line;
      const mark =
        lane.ended && lane.to === at
          ? html`<line class="lane end ${hue}" x1="${x - 5}" x2="${x + 5}" y1="50%" y2="50%"/>`
          : html`<circle class="dot ${hue}${track?.known === true ? ' full' : ''}" cx="${x}" cy="50%" r="4"/>`;
      return html`${line}${mark}`;
    });
    return html`<td class="rail">${parts.length === 0 ? null : html`<svg aria-hidden="true" width="${width}">${parts}</svg>`}</td>`;
  });
};
