/** What following a window's tabs needs of the browser. Numbers of tabs are told without any permission. */
export type TabsOfWindow = {
  /** The window that this page belongs to, and the tab in front of it; null where there is none. */
  current(): Promise<{ readonly window: number; readonly tab: number | null }>;
  onActivated(listener: (tab: number, window: number) => void): void;
};

/** Tells of the tab in front of this page's window: the present one, then each that takes its place. */
export const followActiveTab = (tabs: TabsOfWindow, show: (tab: number) => void): void => {
  let own: number | null = null;
  let shown: number | null = null;
  /** What was told before the window was known. */
  const early: (readonly [tab: number, window: number])[] = [];
  const turnTo = (tab: number): void => {
    if (tab === shown) return;
    shown = tab;
    show(tab);
  };
  tabs.onActivated((tab, window) => {
    if (own === null) early.push([tab, window]);
    else if (window === own) turnTo(tab);
  });
  void tabs.current().then(({ window, tab }) => {
    own = window;
    const [last] = early.filter(([, of]) => of === window).at(-1) ?? [tab];
    if (last !== null) turnTo(last);
  });
};
