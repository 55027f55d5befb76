import { useEffect, useRef, useState } from 'preact/hooks';
import { keyOf } from '../keyboard.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';

/** Export, redacted unless real ids are asked for by name. */
export const ExportMenu = () => {
  const store = useStore();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) setOpen(false);
    };
    const closedByKey = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      // The menu closes alone: what Escape means to the panel comes with the next one.
      event.stopImmediatePropagation();
      setOpen(false);
      box.current?.querySelector('button')?.focus();
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
  const take = (redact: boolean): void => {
    setOpen(false);
    store.export(redact);
  };
  return (
    <div class="menu" ref={box}>
      <button type="button" class="button" {...keyOf('export')} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="export" />
        <span class="tool-word">{words.tools.export}</span>
      </button>
      {open && (
        <div class="menu-list">
          <button type="button" onClick={() => take(true)}>
            <strong>{words.tools.exportRedacted}</strong>
            <span class="menu-help">{words.tools.exportRedactedHelp}</span>
          </button>
          <button type="button" onClick={() => take(false)}>
            <strong>{words.tools.exportWhole}</strong>
            <span class="menu-help">{words.tools.exportWholeHelp}</span>
          </button>
          <button
            type="button"
            onClick={() => {
              setOpen(false);
              store.exportTest();
            }}
          >
            <strong>{words.tools.exportTest}</strong>
            <span class="menu-help">{words.tools.exportTestHelp}</span>
          </button>
          <button
            type="button"
            onClick={() => {
              setOpen(false);
              store.exportConfig();
            }}
          >
            <strong>{words.tools.exportConfig}</strong>
            <span class="menu-help">{words.tools.exportConfigHelp}</span>
          </button>
        </div>
      )}
    </div>
  );
};
