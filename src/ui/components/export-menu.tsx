import { keyOf } from '../keyboard.ts';
import { useMenu } from '../use-menu.ts';
import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';
import { Icon } from './icon.tsx';

/** Export, redacted unless real ids are asked for by name. */
export const ExportMenu = () => {
  const store = useStore();
  const { box, open, toggle, close } = useMenu();
  const take = (redact: boolean): void => {
    close();
    store.export(redact);
  };
  return (
    <div class="menu" ref={box}>
      <button
        type="button"
        class="button"
        {...keyOf('export')}
        aria-expanded={open}
        disabled={store.state.value.view === null}
        onClick={toggle}
      >
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
              close();
              store.exportTest();
            }}
          >
            <strong>{words.tools.exportTest}</strong>
            <span class="menu-help">{words.tools.exportTestHelp}</span>
          </button>
          <button
            type="button"
            onClick={() => {
              close();
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
