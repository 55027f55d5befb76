import { idText, isJsonObject, type Json } from '../core/json.ts';
import { isOrdinary } from '../core/ordinary.ts';
import { atEvents, given, whenOf } from './evidence.ts';
import { propertiesOf, traitsGivenTo } from './given-properties.ts';
import { callsOf, seesCalls } from './project-calls.ts';
import type { Rule } from './rule.ts';

/** Where the SDK itself puts ids. */
const own: ReadonlySet<string> = new Set([
  'distinct_id',
  'alias',
  '$user_id',
  '$device_id',
  '$identified_id',
  '$anon_id',
  '$anon_distinct_id',
  '$distinct_ids',
  '$insert_id',
]);

const holds = (properties: Json, isId: (text: string) => boolean): boolean =>
  isJsonObject(properties) &&
  Object.entries(properties).some(([name, value]) => !own.has(name) && typeof value !== 'object' && isId(idText(value) ?? ''));

/** W33. */
export const knownIdNotInProperties: Rule = {
  id: 'known-id-not-in-properties',
  number: 'W33',
  severity: 'info',
  vendors: ['mixpanel'],
  models: 'all',
  title: 'The user id is in no property',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management',
  settings: [
    {
      name: 'events-of-users',
      title: 'How many events of users must have been seen before a property with their id is missed',
      default: '10',
      values: [],
      cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management',
      assumption: false,
    },
  ],
  explainedBy: ['placeholder-id', 'contact-detail-as-id', 'nothing-delivered'],
  check: ({ analysis, project, settings }) => {
    const events = project.events.filter(
      ({ event, included, predicted }) => included && !predicted && isOrdinary(event) && (event.ids.knownId ?? '') !== '',
    );
    const [first] = events;
    if (first === undefined || events.length < Number(settings['events-of-users'] ?? 10)) return { findings: [], unchecked: [] };
    const carried = events.some(({ event }) => holds(propertiesOf(event), (text) => text === event.ids.knownId));
    const known = new Set(events.map((e) => e.event.ids.knownId ?? ''));
    const calls = callsOf(analysis, project);
    if (carried || calls.some((c) => holds(traitsGivenTo(c), (text) => known.has(text)))) return { findings: [], unchecked: [] };
    if (!seesCalls(analysis, project))
      return { findings: [], unchecked: ['Calls of this project were not observed, so that the properties of profiles are not known.'] };
    const id = first.event.ids.knownId ?? '';
    return {
      findings: [
        {
          severity: 'info',
          document: first.document,
          evidence: atEvents(project, [first]),
          wrong: [],
          about: { ids: given([...known]), device: null, from: whenOf(first), to: analysis.until },
          what: `No event and no profile has a property with the user id (${id} for one).`,
          consequence:
            'Mixpanel may show another id of the same person as distinct_id. When something was merged wrongly, nothing tells whose event it was.',
          fix: `Keep the id in a property of your own as well, after identify: mixpanel.register({ user_id: '${id}' }); mixpanel.people.set({ user_id: '${id}' });`,
        },
      ],
      unchecked: [],
    };
  },
};
