import type { View } from '../messages/view.ts';

/** Pages alone, without an SDK, a login or anything else, leave the tester where they were: at the first step. */
export const saysNothing = (view: View): boolean =>
  view.identities.length === 0 && view.projects.length === 0 && view.rows.every((row) => row.kind === 'document');
