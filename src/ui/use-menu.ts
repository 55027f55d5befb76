import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

export type Menu = {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly open: boolean;
  toggle(): void;
  /** Something of the list was chosen: it closes, and its button has the focus. */
  close(): void;
};

/** A list below a button: it closes with Escape, and when the pointer or the focus goes elsewhere. */
export const useMenu = (): Menu => {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const close = (): void => {
    setOpen(false);
    box.current?.querySelector('button')?.focus();
  };
  // Before it is drawn: an Escape that follows at once is heard already.
  useLayoutEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) setOpen(false);
    };
    const closedByKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      // The menu closes alone: what Escape means to the panel comes with the next one.
      event.stopImmediatePropagation();
      close();
    };
    document.addEventListener('keydown', closedByKey, true);
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('keydown', closedByKey, true);
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);
  return { box, open, toggle: () => setOpen(!open), close };
};
