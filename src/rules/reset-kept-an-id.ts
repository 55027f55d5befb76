import { endOfThread, threadsOf } from '../core/thread.ts';
import { counted, resetCall } from '../core/wording.ts';
import { type KeptId, keptIdsOf } from './kept-ids.ts';
import { seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

const fixOf = (vendor: string, how: KeptId['how']): string => {
  if (how === 'restored')
    return 'Do not hand the SDK an anonymous id from before the log-out: make a new one, in your cookie too, when somebody logs out.';
  if (vendor === 'posthog') return 'On devices that several people share call posthog.reset(true), which makes a new device id as well.';
  return vendor === 'rudderstack'
    ? 'Call rudderanalytics.reset(true) when somebody logs out: without true the anonymous id stays.'
    : `See that ${resetCall(vendor)} makes a new anonymous id.`;
};

const consequenceOf = ({ how, id, person, next }: KeptId, strayed: number): string => {
  const who = next?.after.knownId ?? 'whoever logs in next';
  if (how === 'device')
    return `PostHog keeps ${person} and ${who} apart as persons, but whatever goes by device (${id}) takes them for one: device counts, and flags that are kept per device.`;
  return `The anonymous id ${id} belongs to ${person} and to ${who}: what joins ids by it takes them for one person${
    strayed === 0 ? '' : `, and ${counted(strayed, 'anonymous event')} in between ${strayed === 1 ? 'counts' : 'count'} for both`
  }.`;
};

/** W18. Information while one person alone used the browser: nothing is mixed up yet. */
export const resetKeptAnId: Rule = {
  id: 'reset-kept-an-id',
  number: 'W18',
  severity: 'warning',
  vendors: 'all',
  models: 'all',
  title: 'An id survived the reset',
  cite: 'https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk/supported-api/',
  settings: [],
  explainedBy: ['placeholder-id'],
  check: ({ analysis, project }) => {
    const findings = threadsOf(analysis, project).flatMap((thread): readonly RawFinding[] => {
      const kept = keptIdsOf(analysis, project, thread);
      // One line of code is behind all of them: the first that did harm tells of it.
      const worst = kept.find((k) => k.next !== null) ?? kept[0];
      if (worst === undefined) return [];
      const { reset, person, id, how, next, after } = worst;
      const until = next === null ? after : after.slice(0, after.indexOf(next));
      const strayed = until.flatMap((b) =>
        b.kind === 'event' && b.event.included && how !== 'device' && next !== null && b.event.event.ids.anonymousId === id
          ? [b.event.index]
          : [],
      );
      return [
        {
          severity: next === null ? 'info' : 'warning',
          document: reset.document,
          evidence: [
            reset.call === null ? { observation: [reset.document, reset.seq] } : { call: reset.call },
            ...(next === null || next.call === null ? [] : [{ call: next.call }]),
            ...strayed.slice(0, 3).map((index) => ({ event: index, project: project.project })),
          ],
          wrong: strayed,
          about: {
            ids: [id, person, ...(next?.after.knownId ? [next.after.knownId] : [])],
            device: thread.device,
            from: reset.at,
            to: endOfThread(analysis, thread),
          },
          what: `reset() ended the session of ${person}, but the ${how === 'device' ? 'device id' : 'anonymous id'} ${id} ${how === 'restored' ? 'came back afterwards' : 'stayed'}${next === null ? '' : `; then ${next.after.knownId} was identified on the same browser`}.`,
          consequence: consequenceOf(worst, strayed.length),
          fix: fixOf(project.vendor, how),
        },
      ];
    });
    return {
      findings,
      unchecked: seesCalls(analysis, project)
        ? []
        : ['Calls of this project were not observed, so that it cannot be told what a reset left.'],
    };
  },
};
