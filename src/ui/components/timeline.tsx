import type { JSX } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { View } from '../../messages/view.ts';
import { count } from '../format.ts';
import { profileAt, projectOf } from '../landed-at.ts';
import { hueClass } from '../palette.ts';
import { type LaneInSight, railInSight } from '../rail-view.ts';
import { elsewhereIn } from '../sessions.ts';
import { isHeading, rowIndexOf } from '../timeline-items.ts';
import { useStore } from '../use-store.ts';
import { useTimelineScroll } from '../use-timeline-scroll.ts';
import { rowHeightPx, windowOf } from '../window-of.ts';
import { words } from '../words/en.ts';
import { MarkTools } from './mark-tools.tsx';
import { RailCell, type RailLane, railWidth } from './rail-cell.tsx';
import { TimelineColumns, TimelineHeading } from './timeline-head.tsx';
import { rowElementId, TimelineRow } from './timeline-row.tsx';

const none: View['rows'] = [];

/** Lines kept for who scrolls back. */
const mostMade = 500;

/** Below this width lanes stand closer together: as in styles/timeline.css. */
const narrowPx = 620;

/**
 * The visible part of the timeline: the list is as tall as all rows, the page holds only what is seen. What is above is padding:
 * a place in each row's own style would cost the browser a search through the styles of all rows there ever were.
 */
export const Timeline = () => {
  const store = useStore();
  const { view, selected, hues } = store.state.value;
  const items = store.items.value;
  const rail = store.rail.value;
  const projects = store.projects.value;
  const rows = view?.rows ?? none;
  // Both walk through all rows: not for every pixel that is scrolled.
  const selectedPlace = useMemo(
    () => (selected === null ? -1 : items.findIndex((item) => !isHeading(item) && rows[item]?.key === selected)),
    [items, rows, selected],
  );
  const rowsShown = useMemo(() => items.reduce((sum, item) => (isHeading(item) ? sum : sum + 1), 0), [items]);
  const { scroller, scrollTop, height, width, atEnd, scrolled, toEnd } = useTimelineScroll(items.length, selectedPlace);

  // One listener for all rows. What a click does, the keyboard does panel-wide: see use-keyboard.ts.
  useLayoutEffect(() => {
    const box = scroller.current;
    const clicked = (event: MouseEvent): void => {
      const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-row]') : null;
      if (row?.dataset.row !== undefined) store.select(row.dataset.row, true);
    };
    box?.addEventListener('click', clicked);
    return () => box?.removeEventListener('click', clicked);
  }, [store, scroller]);

  const narrow = width > 0 && width < narrowPx;
  /** Lines as they were made: while nothing but the place of the window changes, scrolling makes only what comes into sight. */
  const made = useMemo(() => new Map<number, JSX.Element | null>(), [view, items, rail, selected, hues, narrow]);

  if (view === null) return null;
  const { from, to } = windowOf(scrollTop, height, items.length);
  const shown = items.slice(from, to);
  const inSight = railInSight(rail, rows, projects, rowIndexOf(shown[0] ?? 0), rowIndexOf(shown.at(-1) ?? 0));
  const hueOf = ({ profile }: LaneInSight): string => hueClass(hues, profile?.label ?? null);
  const lanesAt = (index: number): readonly RailLane[] => inSight.at(index).map((each) => ({ lane: each.lane, hue: hueOf(each) }));
  const { columns } = rail;
  const several = view.projects.length > 1;
  const elsewhereOf = elsewhereIn(view);

  const make = (item: number, place: number): JSX.Element | null => {
    const index = rowIndexOf(item);
    const row = rows[index];
    if (row === undefined) return null;
    if (isHeading(item)) {
      const passing = lanesAt(index).filter(({ lane }) => lane.from < index);
      const piece = <RailCell columns={columns} narrow={narrow} index={index} lanes={passing} own={null} hue="" known={false} through />;
      return <TimelineHeading key={`heading ${row.key}`} view={view} row={row} position={place} rail={piece} />;
    }
    const profile = profileAt(projects, row);
    const own = inSight.own(index);
    const hue = own !== null && profile === null ? hueOf(own) : hueClass(hues, profile?.label ?? null);
    const label = inSight.label(index);
    return (
      <TimelineRow
        key={row.key}
        row={row}
        profile={profile}
        vendorTitle={several || row.kind === 'sdk' ? (projectOf(projects, row.vendor, row.project)?.vendorTitle ?? row.vendor) : null}
        elsewhere={elsewhereOf(row)}
        selected={row.key === selected}
        position={place}
        railTitle={inSight.title(index)}
        railLabel={label === null ? null : { text: label, hue: own === null ? '' : hueOf(own) }}
        rail={
          <RailCell
            columns={columns}
            narrow={narrow}
            index={index}
            lanes={lanesAt(index)}
            own={own?.lane ?? null}
            hue={hue}
            known={profile?.known ?? false}
            did={row.merge === 'merged' || row.merge === 'refused' ? row.merge : null}
            with={inSight.partner(index)}
          />
        }
      />
    );
  };

  const draw = (item: number, place: number): JSX.Element | null => {
    const known = made.get(item);
    if (known !== undefined) return known;
    if (made.size > mostMade) made.clear();
    const line = make(item, place);
    made.set(item, line);
    return line;
  };

  const drawn = selectedPlace >= from && selectedPlace < to;
  return (
    <div class="timeline" style={{ '--rail': `${railWidth(columns, narrow)}px` }}>
      <div class="scroller" ref={scroller} onScroll={scrolled}>
        <table
          class="grid"
          role="grid"
          tabIndex={0}
          aria-label={words.timeline.name}
          aria-rowcount={items.length + 1}
          aria-activedescendant={drawn ? rowElementId(selectedPlace) : undefined}
        >
          <thead>
            <TimelineColumns />
          </thead>
          <tbody style={{ height: `${items.length * rowHeightPx}px`, paddingTop: `${from * rowHeightPx}px` }}>
            {shown.map((item, offset) => draw(item, from + offset))}
          </tbody>
        </table>
      </div>
      {rowsShown === 0 && <p class="nothing">{words.timeline.noMatch}</p>}
      <footer class="foot">
        <span>{words.timeline.shown(rowsShown, rows.length)}</span>
        <MarkTools />
        {!atEnd && (
          <button type="button" class="link" onClick={toEnd} title={count(items.length)}>
            {words.timeline.newRows}
          </button>
        )}
      </footer>
    </div>
  );
};
