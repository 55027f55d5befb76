import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';

export type DialogProps = {
  readonly title: string;
  readonly kind?: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
};

/** A sheet above the panel. Modal, so that the browser keeps the focus inside and gives it back to where it was. */
export const Dialog = ({ title, kind = '', onClose, children }: DialogProps) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  // Closed while it is still in the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  // That it is closed is told later, when the next sheet may be open already.
  const closed = (): void => {
    if (dialog.current !== null) onClose();
  };
  return (
    <dialog ref={dialog} class={`sheet ${kind}`} aria-labelledby={id} onClose={closed}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
};
