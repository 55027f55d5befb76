import { member } from '../core/json.ts';
import type { LandedEvent } from '../core/landed.ts';
import { counted } from '../core/wording.ts';
import { atEvents, firstOf, given } from './evidence.ts';
import { propertiesOf } from './given-properties.ts';
import { shapeOf } from './id-shape.ts';
import type { RawFinding, Rule } from './rule.ts';

const deviceOf = ({ event: { claims } }: LandedEvent): string => (claims.shape === 'mixpanel' ? (claims.deviceId ?? '') : '');
const userOf = ({ event: { claims } }: LandedEvent): string => (claims.shape === 'mixpanel' ? (claims.userId ?? '') : '');
/** The SDK makes one of what an older release had stored. Source: mixpanel-browser 2.83.0, executed */
const isInherited = (e: LandedEvent): boolean => member(propertiesOf(e.event), '$had_persisted_distinct_id') === true;

/** W43. */
export const knownIdAsDeviceId: Rule = {
  id: 'known-id-as-device-id',
  number: 'W43',
  severity: 'warning',
  vendors: ['mixpanel'],
  models: 'all',
  title: 'A user id is sent as the id of a device',
  cite: 'https://docs.mixpanel.com/docs/tracking-methods/id-management/migrating-to-simplified-id-merge-system',
  settings: [],
  explainedBy: ['placeholder-id', 'visitor-identified-too-early', 'empty-identify'],
  check: ({ analysis, project }) => {
    const included = project.events.filter((e) => e.included && !isInherited(e));
    const users = new Set(included.map(userOf).filter((id) => id !== ''));
    const byDevice = new Map<string, LandedEvent[]>();
    for (const event of included) {
      const id = deviceOf(event);
      const shape = shapeOf(id);
      if (id === '' || !(users.has(id) || shape === 'e-mail address' || shape === 'phone number')) continue;
      byDevice.set(id, [...(byDevice.get(id) ?? []), event]);
    }
    const findings = [...byDevice].map(
      ([id, events]): RawFinding => ({
        severity: 'warning',
        document: events[0]?.document ?? null,
        evidence: atEvents(project, events),
        wrong: [],
        about: {
          ids: given(id, events.map(userOf)),
          device: null,
          from: firstOf(events),
          to: analysis.until,
        },
        what: `${counted(events.length, 'event')} ${events.length === 1 ? 'names' : 'name'} ${id} as $device_id, ${users.has(id) ? 'which is the $user_id of other events' : `which is ${shapeOf(id) === 'phone number' ? 'a phone number' : 'an e-mail address'}`}.`,
        consequence: `Mixpanel takes ${id} for a device and for a user: two persons that are never put together, or a device that everybody shares who uses this id.`,
        fix: 'Send an id that is made for the browser as $device_id (a random one in a cookie), and the id of the user as $user_id. A second id of the user belongs in a property of the profile.',
      }),
    );
    return { findings, unchecked: [] };
  },
};
