import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { atEnd, endOf, headHeightPx, scrollToShow } from './window-of.ts';

export type TimelineScroll = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly scrollTop: number;
  /** Height in which rows are seen, below the column names. */
  readonly height: number;
  /** Width of a row; zero until it is known. */
  readonly width: number;
  readonly atEnd: boolean;
  scrolled(): void;
  toEnd(): void;
};

/** Where the timeline stands: follows new rows for who is at its end, and brings the selected row into sight. */
export const useTimelineScroll = (items: number, selectedPlace: number): TimelineScroll => {
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [height, setHeight] = useState(600);
  const [width, setWidth] = useState(0);
  const following = useRef(true);

  const goTo = (wanted: number): void => {
    const box = scroller.current;
    if (box === null) return;
    box.scrollTop = wanted;
    setScrollTop(box.scrollTop);
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    const measured = (): void => {
      setHeight(Math.max(0, box.clientHeight - headHeightPx));
      setWidth(box.clientWidth);
    };
    measured();
    const observer = new ResizeObserver(measured);
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    if (following.current) goTo(endOf(height, items));
  }, [items, height]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null || selectedPlace < 0) return;
    // Who looks at a row is not carried away by what comes after it.
    following.current = false;
    const wanted = scrollToShow(selectedPlace, box.scrollTop, box.clientHeight - headHeightPx);
    if (wanted !== box.scrollTop) goTo(wanted);
  }, [selectedPlace, height]);

  return {
    scroller,
    scrollTop,
    height,
    width,
    atEnd: atEnd(scrollTop, height, items),
    scrolled: () => {
      const box = scroller.current;
      if (box === null) return;
      following.current = atEnd(box.scrollTop, box.clientHeight - headHeightPx, items);
      setScrollTop(box.scrollTop);
    },
    toEnd: () => {
      following.current = true;
      goTo(endOf(height, items));
    },
  };
};
