/** Where the last words of a document wait for the next one. It is gone before the page's own scripts run. */
const key = '__idscopeLastWords';

/**
 * Chromium tells Playwright nothing of what a document does while it leaves, neither calls of bindings nor requests. So
 * its last batches wait in the storage of the tab for the next document of the same origin. Where storage is closed, as
 * in a sandbox, they are lost. Has to run before the hook wraps storage.
 */
export const createLastWords = (page: Window) => {
  const methods = ((): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null => {
    try {
      const { sessionStorage } = page;
      return {
        getItem: sessionStorage.getItem.bind(sessionStorage),
        setItem: sessionStorage.setItem.bind(sessionStorage),
        removeItem: sessionStorage.removeItem.bind(sessionStorage),
      };
    } catch {
      return null;
    }
  })();
  return {
    keep: (batch: string): void => {
      try {
        const before = methods?.getItem(key);
        methods?.setItem(key, before ? `${before}\n${batch}` : batch);
      } catch {
        // The storage is full.
      }
    },
    /** What earlier documents left, oldest first. */
    take: (): readonly string[] => {
      const text = methods?.getItem(key);
      methods?.removeItem(key);
      return text ? text.split('\n') : [];
    },
  };
};
