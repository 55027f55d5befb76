import { idText, member } from '../core/json.ts';
import type { LandedEvent } from '../core/landed.ts';
import { counted } from '../core/wording.ts';
import { atEvents, firstOf, given } from './evidence.ts';
import { propertiesOf } from './given-properties.ts';
import type { Rule } from './rule.ts';

/** Mixpanel's own SDKs name themselves, and send both ids. */
const isOwnCode = ({ event, predicted, call }: LandedEvent): boolean =>
  !predicted &&
  call === null &&
  idText(member(propertiesOf(event), 'mp_lib')) === null &&
  member(propertiesOf(event), '$lib_version') === undefined;

const idsIn = ({ event: { claims } }: LandedEvent) =>
  claims.shape === 'mixpanel' ? { user: claims.userId ?? '', device: claims.deviceId ?? '' } : { user: '', device: '' };

/** W44. */
export const knownIdNeverLinked: Rule = {
  id: 'known-id-never-linked',
  number: 'W44',
  severity: 'warning',
  vendors: ['mixpanel'],
  models: ['mixpanel-simplified'],
  title: 'Users and visitors are never sent together',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/migrating-to-simplified-id-merge-system',
  settings: [],
  explainedBy: ['wrong-merge-api', 'bare-anonymous-distinct-id', 'placeholder-id'],
  check: ({ analysis, project }) => {
    const included = project.events.filter((e) => e.included);
    const own = included.filter(isOwnCode);
    const users = own.filter((e) => idsIn(e).user !== '' && idsIn(e).device === '');
    const visitors = own.filter((e) => idsIn(e).user === '' && idsIn(e).device !== '');
    const linked = included.some((e) => idsIn(e).user !== '' && idsIn(e).device !== '');
    const none = { findings: [], unchecked: [] };
    if (users.length === 0 || linked) return none;
    // A server that knows users only has nothing to link. The browser's SDK will, sooner or later.
    if (visitors.length === 0)
      return { findings: [], unchecked: ['No event of a visitor was seen, so that there was nothing to link users with.'] };
    const [first] = users;
    return {
      findings: [
        {
          severity: 'warning',
          document: first?.document ?? null,
          evidence: [...atEvents(project, visitors, 2), ...atEvents(project, users, 3)],
          wrong: [],
          about: {
            ids: given(
              users.map((e) => idsIn(e).user),
              visitors.map((e) => idsIn(e).device),
            ),
            device: null,
            from: firstOf([...users, ...visitors]),
            to: analysis.until,
          },
          what: `Own code sends ${counted(visitors.length, 'event')} with $device_id and ${counted(users.length, 'event')} with $user_id, and none with both.`,
          consequence:
            'Mixpanel learns from an event with both ids whose device it was. Without one, what visitors did before they logged in never counts for the user.',
          fix: 'After the log-in send $device_id beside $user_id, at least with the first event.',
        },
      ],
      unchecked: [],
    };
  },
};
