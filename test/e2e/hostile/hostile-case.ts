/** One page that is bad for whoever observes it. Scripts run in the page, after the prelude of `hostile-page.ts`. */
export type HostileCase = {
  /** Path of the page, and the row of the table. */
  readonly id: string;
  /** Sentence of the test, with the threats it shows (docs/THREATS.md). */
  readonly title: string;
  /** Runs before the SDK is there. */
  readonly before?: string;
  /** Runs when the SDK is there. Ends with `finish()`. */
  readonly script: string;
  readonly body?: string;
  /** Further documents of the site, by path. */
  readonly more?: Readonly<Record<string, string>>;
  /** Methods that the page made unchangeable cannot be observed: then the requests tell of each event. */
  readonly countedBy?: 'calls' | 'requests';
  /** How many calls there are depends on the stack: they are counted in each visit for itself. */
  readonly differs?: true;
  /** So much that some may be lost, as long as it is counted and shown. */
  readonly mayLose?: true;
  /** A loss that the panel has to show. */
  readonly loss?: RegExp;
  /** A sentence of the panel's status that has to be there. */
  readonly note?: RegExp;
  /** What the page cannot tell by itself: called with the calls as recorded, returns a complaint or null. */
  readonly judge?: (calls: readonly { readonly method: string; readonly args: readonly unknown[] }[]) => string | null;
};
