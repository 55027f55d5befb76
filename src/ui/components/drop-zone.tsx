import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Store } from '../store.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';

/** Browsers tell at least every 350 ms that something is still dragged over. */
const silentMs = 1_500;

const holdsFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') ?? false;

const take = (store: Store, files: readonly File[]): void => {
  if (files.length === 0) return;
  if (store.state.peek().deviceOpen) store.addDevice(files);
  else store.import(files);
};

/** Tells whether files are being dragged over this page, and takes those that are dropped. Without it the browser would go to them. */
const useDropping = (store: Store): boolean => {
  const [over, setOver] = useState(false);
  useEffect(() => {
    let calm: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(calm);
      setOver(false);
    };
    const moved = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
      // A row that goes away under the pointer tells nobody that it was left.
      clearTimeout(calm);
      calm = setTimeout(end, silentMs);
    };
    const left = (event: DragEvent): void => {
      if (event.relatedTarget === null) end();
    };
    const dropped = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      end();
      take(store, [...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragenter', moved);
    addEventListener('dragover', moved);
    addEventListener('dragleave', left);
    addEventListener('drop', dropped);
    return () => {
      end();
      removeEventListener('dragenter', moved);
      removeEventListener('dragover', moved);
      removeEventListener('dragleave', left);
      removeEventListener('drop', dropped);
    };
  }, [store]);
  return over;
};

/** Above everything, sheets too: that is what a popover is for. */
const Zone = () => {
  const { deviceOpen } = useStore().state.value;
  const zone = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => zone.current?.showPopover?.(), []);
  return (
    <div ref={zone} class="drop-zone" popover="manual" data-drop-zone>
      <div class="drop-frame">
        <div class="drop-words">
          <Icon name="import" />
          <strong>{deviceOpen ? words.files.dropDevice : words.files.drop}</strong>
          <span>{words.files.dropHelp}</span>
        </div>
      </div>
    </div>
  );
};

/** Files dropped anywhere on the panel are opened; while they are dragged over it, it says so. The import button does the same by keys. */
export const DropZone = () => {
  const store = useStore();
  return useDropping(store) ? <Zone /> : null;
};
