import type { ProjectAnalysis } from './landed.ts';
import type { ProfileWrite } from './profile-writes.ts';
import type { IdentityNow, Moment } from './story.ts';

/** Everything derived from a recording up to `until`. Rules, flows, panel and reports read nothing else. */
export type Analysis = {
  /** Epoch ms up to which the story is known: in files the last `at`. */
  readonly until: number;
  /** The last `at` that was seen, epoch ms. An `until` beyond it says that the recording goes on. */
  readonly lastSeen?: number;
  /** In order of first appearance. */
  readonly projects: readonly ProjectAnalysis[];
  /** In client-time order (position order for ties). */
  readonly moments: readonly Moment[];
  readonly identities: readonly IdentityNow[];
  /** Requests and lines that wrote properties of a profile, in order of arrival. */
  readonly profileWrites?: readonly ProfileWrite[];
  /** Lines or observations that could not be used, with the reasons of the first five. */
  readonly skipped: number;
  readonly devices: readonly { readonly id: string; readonly label: string }[];
};
