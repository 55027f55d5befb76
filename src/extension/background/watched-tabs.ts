import type { Clock } from '../platform/clock.ts';
import type { SessionStore } from '../platform/session-store.ts';

const key = 'watched';
/** A panel is back within a moment of the worker's death; a tab nobody asks for by then is left alone. */
const graceMs = 3_000;

/** The tabs that somebody looks at. Only these may report. Kept in the store, because a page may wake the worker before its panel does. */
export type WatchedTabs = {
  has(tab: number): boolean;
  all(): readonly number[];
  /** A panel of the tab is there. Returns what to call when it goes. */
  open(tab: number): () => void;
};

export const openWatchedTabs = ({
  store,
  stored,
  clock,
  onChange,
}: {
  store: SessionStore;
  stored: Readonly<Record<string, unknown>>;
  clock: Clock;
  /** A tab began (`on`) or ceased to be watched. */
  onChange: (tab: number, on: boolean) => void;
}): WatchedTabs => {
  const kept: unknown = stored[key];
  const panels = new Map<number, number>((Array.isArray(kept) ? kept : []).filter((tab) => typeof tab === 'number').map((tab) => [tab, 0]));

  const keep = (): void => {
    // Losing this costs a page's reports after the worker's death, until the panel is back: not worth failing for.
    store.write({ [key]: [...panels.keys()] }).catch(() => undefined);
  };
  const leave = (tab: number): void => {
    panels.delete(tab);
    keep();
    onChange(tab, false);
  };
  if (panels.size > 0) {
    clock.after(graceMs, () => {
      for (const [tab, count] of [...panels]) if (count === 0) leave(tab);
    });
  }

  return {
    has: (tab) => panels.has(tab),
    all: () => [...panels.keys()],
    open: (tab) => {
      panels.set(tab, (panels.get(tab) ?? 0) + 1);
      keep();
      // Also for a tab that was watched already: bridges may have lost their ports with the worker.
      onChange(tab, true);
      let open = true;
      return () => {
        if (!open) return;
        open = false;
        const left = (panels.get(tab) ?? 1) - 1;
        if (left > 0) panels.set(tab, left);
        else leave(tab);
      };
    },
  };
};
