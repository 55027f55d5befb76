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
  /** The release that this was measured with. */
  readonly sdk: string;
  readonly cite: string;
};
