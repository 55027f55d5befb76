import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View, ViewRow } from '../../messages/view.ts';
import { count, hostOf, pagePath } from '../format.ts';
import { profileAt, projectOf } from '../landed-at.ts';
import { hueClass } from '../palette.ts';
import { lanesWithin } from '../rail.ts';
import type { Store } from '../store.ts';
import { isHeading, rowIndexOf } from '../timeline-items.ts';
import { useStore } from '../use-store.ts';
import { atEnd, rowHeightPx, scrollToShow, windowOf } from '../window-of.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';
import { RailCell, type RailLane, railWidth } from './rail-cell.tsx';
import { rowElementId, TimelineRow } from './timeline-row.tsx';

const Heading = ({
  view,
  row,
  top,
  position,
}: {
  readonly view: View;
  readonly row: ViewRow;
  readonly top: number;
  readonly position: number;
}) => {
  const url = view.documents.find((document) => document.id === row.document)?.url ?? '';
  return (
    <div class="row is-heading" role="row" aria-rowindex={position + 2} style={{ transform: `translateY(${top}px)` }}>
      <span class="cell rail-cell" role="gridcell" />
      <span class="cell heading" role="gridcell" title={url}>
        <Icon name="page" />
        <span class="title">{pagePath(url)}</span> <span class="info">{hostOf(url)}</span>{' '}
        <span class="info">{words.timeline.continued}</span>
      </span>
    </div>
  );
};

const Columns = () => (
  <div class="row columns" role="row" aria-rowindex={1}>
    <span class="cell rail-cell" role="columnheader">
      <span class="visually-hidden">{words.timeline.columns.rail}</span>
    </span>
    <span class="cell time" role="columnheader">
      {words.timeline.columns.time}
    </span>
    <span class="cell what" role="columnheader">
      {words.timeline.columns.what}
    </span>
    <span class="cell ids" role="columnheader">
      {words.timeline.columns.ids}
    </span>
    <span class="cell delivery-cell" role="columnheader">
      {words.timeline.columns.delivery}
    </span>
    <span class="cell lands" role="columnheader">
      {words.timeline.columns.lands}
    </span>
  </div>
);

/** Colour of a lane: the person its last event lands on now. */
const laneHue = (store: Store, rows: readonly ViewRow[], from: number, to: number): string => {
  const { hues } = store.state.value;
  for (let index = to; index >= from; index--) {
    const row = rows[index];
    if (row === undefined || row.slot === null) continue;
    const profile = profileAt(store.projects.value, row);
    if (profile !== null) return hueClass(hues, profile.label);
  }
  return 'hue-none';
};

/** The visible part of the timeline, rows placed absolutely: the list is as tall as all rows, the page holds only what is seen. */
export const Timeline = () => {
  const store = useStore();
  const { view, selected, hues } = store.state.value;
  const items = store.items.value;
  const rail = store.rail.value;
  const projects = store.projects.value;
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [height, setHeight] = useState(600);
  const following = useRef(true);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const measured = (): void => setHeight(box.clientHeight);
    measured();
    const observer = new ResizeObserver(measured);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  // New rows pull the list along only for who is at its end already.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null || !following.current) return;
    box.scrollTop = items.length * rowHeightPx;
    setScrollTop(box.scrollTop);
  }, [items, height]);

  const rows = view?.rows ?? [];
  useEffect(() => {
    const box = scroller.current;
    if (box === null || selected === null) return;
    const place = store.items.peek().findIndex((item) => !isHeading(item) && rows[item]?.key === selected);
    if (place < 0) return;
    const wanted = scrollToShow(place, box.scrollTop, box.clientHeight);
    if (wanted !== box.scrollTop) {
      following.current = false;
      box.scrollTop = wanted;
      setScrollTop(wanted);
    }
  }, [selected, height]);

  const scrolled = (box: HTMLDivElement): void => {
    following.current = atEnd(box.scrollTop, box.clientHeight, items.length);
    setScrollTop(box.scrollTop);
  };
  const toLatest = (): void => {
    following.current = true;
    const box = scroller.current;
    if (box !== null) box.scrollTop = items.length * rowHeightPx;
  };

  if (view === null) return null;
  const { from, to } = windowOf(scrollTop, height, items.length);
  const shown = items.slice(from, to);
  const lanes = lanesWithin(rail, rowIndexOf(shown[0] ?? 0), rowIndexOf(shown.at(-1) ?? 0));
  const hueOf = new Map(lanes.map((lane) => [lane, laneHue(store, rows, lane.from, lane.to)]));
  const lanesAt = (index: number): readonly RailLane[] =>
    lanes.filter((lane) => lane.from <= index && lane.to >= index).map((lane) => ({ lane, hue: hueOf.get(lane) ?? 'hue-none' }));
  const several = view.projects.length > 1;

  const draw = (item: number, place: number) => {
    const index = rowIndexOf(item);
    const row = rows[index];
    const top = place * rowHeightPx;
    if (row === undefined) return null;
    if (isHeading(item)) return <Heading key={`heading ${row.key}`} view={view} row={row} top={top} position={place} />;
    const profile = profileAt(projects, row);
    const own = rail.lanes[rail.laneOf[index] ?? -1] ?? null;
    const hue = own !== null && profile === null ? (hueOf.get(own) ?? 'hue-none') : hueClass(hues, profile?.label ?? null);
    return (
      <TimelineRow
        key={row.key}
        row={row}
        profile={profile}
        vendorTitle={several ? (projectOf(projects, row.vendor, row.project)?.vendorTitle ?? row.vendor) : null}
        selected={row.key === selected}
        position={place}
        top={top}
        rail={<RailCell columns={rail.columns} index={index} lanes={lanesAt(index)} own={own} hue={hue} known={profile?.known ?? false} />}
        onSelect={() => store.select(row.key, true)}
      />
    );
  };

  const active = shown.some((item) => !isHeading(item) && rows[item]?.key === selected) ? selected : null;
  const rowsShown = items.reduce((sum, item) => (isHeading(item) ? sum : sum + 1), 0);
  return (
    <div class="timeline" style={{ '--rail': `${railWidth(rail.columns)}px` }}>
      <div
        class="grid"
        role="grid"
        tabIndex={0}
        aria-label={words.timeline.name}
        aria-rowcount={items.length + 1}
        aria-activedescendant={active === null ? undefined : rowElementId(active)}
      >
        <div role="rowgroup">
          <Columns />
        </div>
        <div class="scroller" role="rowgroup" ref={scroller} onScroll={(event) => scrolled(event.currentTarget)}>
          <div class="sizer" role="presentation" style={{ height: `${items.length * rowHeightPx}px` }}>
            {shown.map((item, offset) => draw(item, from + offset))}
          </div>
        </div>
      </div>
      {rowsShown === 0 && <p class="nothing">{words.timeline.noMatch}</p>}
      <footer class="foot">
        <span>{words.timeline.shown(rowsShown, rows.length)}</span>
        {!atEnd(scrollTop, height, items.length) && (
          <button type="button" class="link" onClick={toLatest} title={count(items.length)}>
            {words.timeline.newRows}
          </button>
        )}
      </footer>
    </div>
  );
};
