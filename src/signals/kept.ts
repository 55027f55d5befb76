const has = (read: () => boolean): boolean => {
  try {
    return read();
  } catch {
    // A sandboxed page keeps nothing.
    return false;
  }
};

/** Whether a key of cookies or storage is there. What it holds is not looked at. */
export const isKept = (page: Window, key: string): boolean =>
  has(() => page.document.cookie.split('; ').some((pair) => pair.startsWith(`${key}=`))) ||
  has(() => page.localStorage.getItem(key) !== null) ||
  has(() => page.sessionStorage.getItem(key) !== null);
