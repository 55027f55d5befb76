import { apply, codeOf, getOwn, ownValue, test } from './intrinsics.ts';

type Page = Window & typeof globalThis;

/**
 * Whether a function is the browser's own, by how it writes itself down. What a page binds or proxies has no name there, what it
 * writes itself has a body.
 */
const isNative = (value: unknown): boolean =>
  typeof value === 'function' && test(/^function (get )?\w+\(\) \{\s*\[native code\]\s*\}$/, codeOf(value));

/**
 * The browser's own classes, taken when the page first does something that is watched: to take them before its first script would
 * cost every page that never does. What the page has put in the place of one of them or of its members is not asked: nothing is of
 * such a class, and such a member says undefined.
 */
export const createNatives = (page: Page, isOwn = isNative) => {
  class Nothing {}
  const kind = <Name extends keyof Page>(name: Name): Page[Name] => {
    const found = ownValue(page, name as string);
    return (isOwn(found) ? found : Nothing) as Page[Name];
  };
  /** A method or getter of a class as a function of its object, and of what it is called with. */
  const member = <Result>(of: keyof Page, name: string): ((self: object, ...args: readonly unknown[]) => Result | undefined) => {
    const found = getOwn((kind(of) as { readonly prototype: object }).prototype, name);
    const asked = found?.get ?? (found?.value as () => Result);
    const own = isOwn(asked);
    return (self, ...args) => (own ? apply(asked, self, args as []) : undefined);
  };
  return { kind, member };
};
export type Natives = ReturnType<typeof createNatives>;
