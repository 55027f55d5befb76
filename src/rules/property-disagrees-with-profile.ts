import { idText } from '../core/json.ts';
import type { LandedEvent } from '../core/landed.ts';
import { spelling } from '../core/placeholder.ts';
import { sdkName } from '../core/wording.ts';
import { atEvents, eventsNamedFirst, given, whenOf } from './evidence.ts';
import { propertiesOf } from './given-properties.ts';
import type { RawFinding, Rule } from './rule.ts';

/** Names under which sites keep the id of whoever is logged in. Those of owners, authors and the like name others. */
const ownId = /^(current|my|login|logged_?in)?_?(user|customer|member|account|person|profile|client)?_?(id|uid|guid|uuid|key|number|no)$/i;
const isOwnId = (name: string): boolean =>
  ownId.test(name.replace(/[\s-]/g, '_').replace(/([a-z])([A-Z])/g, '$1_$2')) && !/^(id|key|number|no)$/i.test(name);

/** How often a property must have agreed with the user before a difference means something. */
const least = 2;

/** W41. A property that was registered for one user, and goes on for the next. */
export const propertyDisagreesWithProfile: Rule = {
  id: 'property-disagrees-with-profile',
  number: 'W41',
  severity: 'warning',
  vendors: ['mixpanel', 'posthog', 'segment', 'rudderstack', 'amplitude', 'ga4'],
  models: 'all',
  title: 'A property names another user than the one an event lands on',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management',
  settings: [],
  explainedBy: [
    'user-switched-without-reset',
    'logout-without-reset',
    'impersonation',
    'id-shape-changed',
    'placeholder-id',
    'tabs-disagree',
    'identity-changed-in-same-tick',
    'visitor-identified-too-early',
    'alias-misuse',
  ],
  check: ({ analysis, project }) => {
    type Habit = { readonly agreed: Map<string, number>; doubtful: boolean; readonly stale: Map<string, LandedEvent[]> };
    /** The same few names come with every event. */
    const ownNames = new Map<string, boolean>();
    const isOwn = (name: string): boolean => {
      const known = ownNames.get(name) ?? isOwnId(name);
      ownNames.set(name, known);
      return known;
    };
    const habits = new Map<string, Habit>();
    const events = project.events.filter((e) => e.included && e.merge !== 'ignored' && e.event.payload !== null);
    for (const event of events.toSorted((a, b) => whenOf(a) - whenOf(b))) {
      const known = event.event.ids.knownId ?? '';
      for (const [name, value] of Object.entries(propertiesOf(event.event))) {
        if (!isOwn(name) || typeof value === 'object') continue;
        const id = idText(value) ?? '';
        const habit = habits.get(name) ?? { agreed: new Map(), doubtful: false, stale: new Map() };
        habits.set(name, habit);
        if (id === '') continue;
        if (spelling(id) === spelling(known)) habit.agreed.set(id, (habit.agreed.get(id) ?? 0) + 1);
        else if ((habit.agreed.get(id) ?? 0) >= least) habit.stale.set(id, [...(habit.stale.get(id) ?? []), event]);
        // One that ever named somebody who was nobody's user id is of another kind.
        else habit.doubtful = true;
      }
    }
    const findings = [...habits].flatMap(([name, { doubtful, stale }]): readonly RawFinding[] =>
      doubtful
        ? []
        : [...stale].flatMap(([id, all]): readonly RawFinding[] => {
            const profile = events.find((e) => e.event.ids.knownId === id)?.profile;
            const wrong = all.filter((e) => e.profile !== profile);
            const [first] = wrong;
            if (first === undefined) return [];
            return [
              {
                severity: 'warning',
                document: first.document,
                evidence: atEvents(project, wrong),
                wrong: [],
                about: {
                  ids: given(
                    id,
                    wrong.flatMap((e) => [e.event.ids.knownId, e.event.ids.anonymousId]),
                  ),
                  device: first.device,
                  from: whenOf(first),
                  to: analysis.until,
                },
                what: `${eventsNamedFirst(wrong)} ${wrong.length === 1 ? 'says' : 'say'} ${name}: ${id}, but ${wrong.length === 1 ? 'lands' : 'land'} on ${first.landsOn ?? 'nobody'}.`,
                consequence: `Reports by ${name} and reports by user contradict each other, and nobody can tell which is right.`,
                fix: `Set ${name} anew whenever somebody is identified, and remove it at the log-out together with the reset of ${sdkName(project.vendor)}.`,
              },
            ];
          }),
    );
    return { findings, unchecked: [] };
  },
};
