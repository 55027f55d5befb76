import { idText, type Json } from '../core/json.ts';
import { threadsOf } from '../core/thread.ts';
import { seesCalls } from './project-calls.ts';
import type { RawFinding, Rule } from './rule.ts';

/** How a missing id is written, and what mixpanel-js 2.83 makes of it (executed). Null for a usable id. */
const emptiness = (id: Json | undefined): { readonly written: string; readonly effect: string } | null => {
  if (id === undefined) return { written: 'identify()', effect: 'It sends an $identify that names the same id twice and links nobody.' };
  if (typeof id === 'object' && id !== null)
    return {
      written: `identify(${JSON.stringify(id)})`,
      effect: 'The whole object becomes the user id. Another object, even with the same user in it, would be another user.',
    };
  if (id === null || id === '' || id === 0 || id === false)
    return {
      written: `identify(${id === '' ? "''" : String(id)})`,
      effect: `The SDK stores ${id === '' ? 'an empty' : `"${String(id)}" as`} distinct_id, sends it on every event, and keeps it over page loads until the next real identify or reset.`,
    };
  return null;
};

/** W05. Segment's `identify(traits)` and `identify(null)` keep the current id and do no harm, so only Mixpanel is judged. */
export const emptyIdentify: Rule = {
  id: 'empty-identify',
  number: 'W05',
  severity: 'warning',
  vendors: ['mixpanel'],
  models: 'all',
  title: 'identify was called without an id',
  cite: 'https://github.com/mixpanel/mixpanel-js/blob/master/src/mixpanel-core.js',
  settings: [],
  explainedBy: ['placeholder-id'],
  check: ({ analysis, project }) => {
    const findings = threadsOf(analysis, project).flatMap((thread) =>
      thread.beats.flatMap((beat): readonly RawFinding[] => {
        if (beat.kind !== 'identify' || beat.call === null) return [];
        const empty = emptiness(beat.id);
        if (empty === null) return [];
        const text = typeof beat.id === 'object' ? idText(beat.id) : null;
        const wrong = project.events.filter((e) => text !== null && e.included && e.event.ids.knownId === text).map((e) => e.index);
        return [
          {
            severity: 'warning',
            document: beat.document,
            evidence: [{ call: beat.call }],
            wrong,
            about: {
              ids: [beat.before, beat.after].flatMap((i) => i.anonymousId ?? []),
              device: thread.device,
              from: beat.at,
              to: beat.at,
            },
            what: `mixpanel.${empty.written} was called: the id was missing.`,
            consequence: `${empty.effect} The visitor is not identified, and their events stay anonymous.`,
            fix: 'Call identify only with a real id, as text: if (user && user.id) mixpanel.identify(String(user.id)); when somebody logs out call mixpanel.reset() instead.',
          },
        ];
      }),
    );
    return {
      findings,
      unchecked: seesCalls(analysis, project)
        ? []
        : ['Calls of this project were not observed, so that calls without an id cannot be seen.'],
    };
  },
};
