/** Choices of this panel when the browser keeps nothing: they hold until it is closed. */
const here = new Map<string, string>();

const storage = (): Storage | null => {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    // Refused to pages whose cookies are blocked.
    return null;
  }
};

/** How the tester last chose to look at things; `otherwise` until then, or when what is kept is none of `among`. */
export const remembered = <T extends string>(name: string, among: readonly T[], otherwise: T): T => {
  const kept = here.get(name) ?? storage()?.getItem(`idscope.${name}`) ?? null;
  return among.find((each) => each === kept) ?? otherwise;
};

export const remember = (name: string, value: string): void => {
  here.set(name, value);
  try {
    storage()?.setItem(`idscope.${name}`, value);
  } catch {
    // Full or refused: the choice holds until the panel is closed.
  }
};
