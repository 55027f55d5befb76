import type { Json } from './json.ts';

/**
 * What one SDK does with events that it has not sent and with ids that another tab changed. Measured, so that a page that
 * is gone and a second tab are told of as they are.
 */
export type Habits = {
  /**
   * Where events wait to be sent.
   * - `always`: in storage, from the call until the answer; a later page of the same origin sends what is left.
   * - `handed-on`: in storage under a key of the page's own; some later page takes it over, seconds after it began.
   * - `when-stored`: in memory; what is left when the page goes is stored, and the next page takes it over at once.
   * - `never`: in memory only; what no request took along is lost with the page.
   */
  readonly keepsUnsent: 'always' | 'handed-on' | 'when-stored' | 'never';
  /**
   * What became of calls made on the SDK's stub. `unobserved`: the SDK takes them over where nobody can watch, so the stub's
   * record is the only one, and they count as carried out once the SDK is there.
   */
  readonly replays: 'observed' | 'unobserved';
  /**
   * The ids that a tab sends after another tab changed what is stored.
   * - `read-again`: those in storage, which is read for each call.
   * - `read-until-emptied`: those in storage; once another tab empties it, the tab's own again, which it then writes back.
   * - `kept`: those of the tab, until its next page.
   * - `not-measured`: nothing is made of what another tab did.
   */
  readonly ids: 'read-again' | 'read-until-emptied' | 'kept' | 'not-measured';
  /** Each id has an entry of its own in storage, and a call writes those that it changes. */
  readonly storesApart?: true;
  /** The ids beside a call are those that the SDK holds, not those in storage, once its start was told. */
  readonly tellsOwnIds?: true;
  /** Whether the visitor opted out is read from storage for each event; else it is what the SDK read when it began and was told since. */
  readonly consent?: 'read-again';
  /** A call to opt out, with these arguments, empties what the SDK stores, also the events that wait there; the page goes on with its ids in memory. */
  readonly optOutEmpties?: (args: readonly Json[]) => boolean;
  /** Whatever else a call means, it sends by calling the tracking method of the same object: one inside which that was not called sent nothing. */
  readonly sendsByTracking?: true;
  /** The release that this was measured with. */
  readonly sdk: string;
  readonly cite: string;
};
