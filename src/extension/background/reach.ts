/** Which tabs have no content script of ours: pages older than the extension, and pages closed to extensions. */
export type Reach = {
  readonly unreachable: (tab: number) => boolean;
  /** Asks the tab's bridges to connect and learns whether there are any. */
  wake(tab: number): void;
  /** A bridge of the tab spoke by itself. */
  reached(tab: number): void;
  /** Asks again after each load; only while somebody looks, because loads would wake the worker all day. */
  follow(on: boolean): void;
};

export const createReach = ({
  wake,
  onTabLoaded,
  watches,
  onChange,
}: {
  wake: (tab: number) => Promise<boolean>;
  onTabLoaded: (listener: (tab: number) => void) => () => void;
  watches: (tab: number) => boolean;
  onChange: () => void;
}): Reach => {
  const unreachable = new Set<number>();
  let stop: (() => void) | null = null;

  const learn = (tab: number, there: boolean): void => {
    if (there !== unreachable.has(tab)) return;
    if (there) unreachable.delete(tab);
    else unreachable.add(tab);
    onChange();
  };
  const ask = (tab: number): void => {
    void wake(tab).then((there) => learn(tab, there));
  };

  return {
    unreachable: (tab) => unreachable.has(tab),
    wake: ask,
    reached: (tab) => learn(tab, true),
    follow: (on) => {
      if (on) {
        stop ??= onTabLoaded((tab) => {
          if (watches(tab)) ask(tab);
        });
        return;
      }
      stop?.();
      stop = null;
    },
  };
};
