import type { Io } from './io.ts';

/** 0: fine, or the check passed. 1: the check failed. 2: unusable input or options. */
export type ExitCode = 0 | 1 | 2;

export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly usage: string;
  readonly run: (args: readonly string[], io: Io) => Promise<ExitCode>;
};
