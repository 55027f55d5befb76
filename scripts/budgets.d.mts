/** What a build weighs against one budget, in kB of 1000 bytes, compressed. */
export type Size = { readonly what: string; readonly files: number; readonly kb: number; readonly most: number };
export const budgets: readonly { readonly what: string; readonly files: RegExp; readonly most: number }[];
export function sizesOf(folder: string): Promise<readonly Size[]>;
export function checkSizes(folder: string): Promise<void>;
