import { changesOf } from './changes.ts';
import type { Flow } from './flow.ts';
import { apartStep } from './kept-apart.ts';
import { exitStep, firstStep, idsOfFirst, nobodyStep, resetStep } from './leaving.ts';
import { freshVisitor, freshVisitorTitle, runsOf, step } from './steps.ts';

/** Two people use one browser, one after the other, and stay two. */
export const sharedDevice: Flow = {
  id: 'shared-device',
  title: 'Two people share a device',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified',
  steps: [
    freshVisitorTitle,
    { step: 'first-logs-in', title: 'The first person logs in' },
    { step: 'logout', title: 'They log out' },
    { step: 'reset-took-effect', title: 'The reset took effect' },
    { step: 'anonymous-lands-on-nobody', title: 'What follows lands on nobody known' },
    { step: 'second-logs-in', title: 'The second person logs in' },
    { step: 'kept-apart', title: 'Neither has events of the other' },
  ],
  judge: (input) =>
    runsOf(input, ['fresh-visitor'], (thread) => {
      // Without a browser a thread follows one anonymous id, which two people only share by mistake: rules tell of that.
      if (thread.device === null) return [];
      const changes = changesOf(input, thread).filter((c) => c.second !== c.first);
      const complete = changes.some((c) => c.second !== null);
      return changes
        .filter((c) => c.second !== null || !complete)
        .map((change) => {
          const leaving = { ...input, thread, change };
          return [
            freshVisitor(thread, idsOfFirst(leaving)),
            firstStep(leaving, 'first-logs-in'),
            exitStep(leaving),
            resetStep(leaving),
            nobodyStep(leaving, 'anonymous-lands-on-nobody'),
            change.second === null
              ? step('second-logs-in', 'waiting', 'Log in as somebody else, in the same browser.')
              : step('second-logs-in', 'pass', `Identified as ${change.second}.`, thread.beats[change.next ?? -1]),
            apartStep(leaving),
          ];
        });
    }),
};
