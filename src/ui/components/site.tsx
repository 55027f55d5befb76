import { useStore } from '../use-store.ts';
import { words } from '../words/en.ts';

/** A call site: stack frames, one a line; those with an address open in Sources where the browser can. */
const place = /((?:https?|webpack|file|webpack-internal):[^\s)]+?):(\d+):(\d+)/;

export const Site = ({ site }: { readonly site: string }) => {
  const { source } = useStore();
  const open = source.openSource;
  return (
    <ol class="site mono">
      {site.split('\n').map((frame, index) => {
        const found = place.exec(frame);
        const [, url, line, column] = found ?? [];
        return (
          <li key={`${index} ${frame}`}>
            {open !== null && url !== undefined ? (
              <button type="button" class="link" title={words.detail.openSource} onClick={() => open(url, Number(line), Number(column))}>
                {frame.trim()}
              </button>
            ) : (
              <span>{frame.trim()}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
};
