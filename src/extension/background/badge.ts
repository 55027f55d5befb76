/** The number on the toolbar's icon for one tab; `text` is empty where there is nothing to count. */
export type SetBadge = (tab: number, text: string, title: string) => void;

const most = 99;

/** Who cannot see the badge is told by the icon's title. */
const titleOf = (errors: number): string => (errors === 0 ? 'Idscope' : `Idscope: ${errors} ${errors === 1 ? 'error' : 'errors'}`);

/** Counts the errors of each tab's story on the toolbar's icon. Browsers forget it when the tab goes to another page. */
export const createBadge = (set: SetBadge) => {
  const shown = new Map<number, string>();
  return {
    /** `page` is what stands in the tab now. */
    show: (tab: number, errors: number, page: string | null): void => {
      const state = `${errors} ${page}`;
      if (shown.get(tab) === state) return;
      shown.set(tab, state);
      set(tab, errors === 0 ? '' : errors > most ? `${most}+` : String(errors), titleOf(errors));
    },
    /** Nobody looks at the tab any more: a number would grow old. */
    clear: (tab: number): void => {
      if (!shown.delete(tab)) return;
      set(tab, '', titleOf(0));
    },
  };
};

export type Badge = ReturnType<typeof createBadge>;
