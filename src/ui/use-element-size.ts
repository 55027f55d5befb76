import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

export type Size = { readonly width: number; readonly height: number };

/** The inner size of an element as it changes; zero until it is known. */
export const useElementSize = (element: RefObject<Element | null>): Size => {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const box = element.current;
    if (box === null) return;
    const measured = (): void => {
      const { clientWidth: width, clientHeight: height } = box;
      setSize((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    measured();
    const observer = new ResizeObserver(measured);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return size;
};
