/** What the command touches of the outside world, so that tests can stand in for it. */
export type Io = {
  /** Writes to standard output, text as it is. Where a promise comes back, much more should wait for it. */
  readonly out: (text: string) => void | Promise<void>;
  /** Writes one line to standard error. */
  readonly warn: (line: string) => void;
  /** The bytes of a file, or of standard input for `-`. Rejects when it cannot be read. */
  readonly read: (path: string) => Promise<Uint8Array>;
  /** The same in portions, for files of any size. */
  readonly chunks: (path: string) => AsyncIterable<Uint8Array>;
  readonly write: (path: string, text: string) => Promise<void>;
  /** A new recording's id: uuid v7. */
  readonly newId: () => string;
  /** Chance text that makes the hidden ids of one report unlike those of another. */
  readonly newSalt: () => string;
  readonly now: () => Date;
};
