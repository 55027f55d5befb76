import type { AnalyticsEvent, SegmentClaims } from '../core/event.ts';
import type { FeedEvents } from '../core/feeds.ts';
import { idText, type Json, type JsonObject, member } from '../core/json.ts';
import { memberAt } from '../core/json-path.ts';
import { amplitudeEvent } from './amplitude-event.ts';
import { present } from './client-storage.ts';
import { mixpanelEvent } from './mixpanel-event.ts';

type Source = {
  readonly event: AnalyticsEvent;
  readonly claims: SegmentClaims;
  /** Empty ids are none. */
  readonly user: string | undefined;
  readonly anonymous: string | undefined;
  readonly previous: string | undefined;
  readonly rudder: boolean;
};

const pageName = ({ event }: Source): string =>
  idText(member(event.payload ?? undefined, 'name') ?? memberAt(event.payload ?? undefined, 'properties.name')) ?? '';

/** What page and screen calls are called at the destination by default. */
const viewName = (source: Source, vendor: string): string => {
  const { claims, rudder } = source;
  if (!rudder) return `Viewed ${pageName(source)}`.trim();
  if (vendor === 'mixpanel') return claims.type === 'page' ? 'Loaded a Page' : 'Loaded a Screen';
  return ['Viewed', pageName(source), claims.type === 'page' ? 'Page' : 'Screen'].filter((part) => part !== '').join(' ');
};

const nameOf = (source: Source, vendor: string): string => (source.claims.type === 'track' ? source.event.name : viewName(source, vendor));

/** Two distinct ids that the destination asks Mixpanel to merge. */
const mergeOf = (a: string | undefined, b: string | undefined): Readonly<Record<string, Json | undefined>> | null =>
  a === undefined || b === undefined ? null : { $distinct_ids: [a, b] };

/**
 * Segment's destination sends `$device_id` and `$user_id` and, for identify, `$identify`, which only Original projects heed.
 * Its default mappings leave alias out, and group is a profile update.
 * Source: https://github.com/segmentio/action-destinations/tree/main/packages/destination-actions/src/destinations/mixpanel
 */
const segmentToMixpanel = (source: Source): readonly [name: string, properties: Readonly<Record<string, Json | undefined>>] | null => {
  const { claims, user, anonymous } = source;
  if (claims.type === 'identify')
    return user === undefined || anonymous === undefined ? null : ['$identify', { $identified_id: user, $anon_id: anonymous }];
  if (claims.type === 'alias' || claims.type === 'group') return null;
  return [nameOf(source, 'mixpanel'), { distinct_id: user ?? anonymous, $device_id: anonymous, $user_id: user }];
};

/**
 * RudderStack's destination has a setting for the merge API, which is taken to fit the project: for Simplified it sends both ids
 * and no merge, else `distinct_id` alone and `$merge` for identify and alias.
 * Source: https://github.com/rudderlabs/rudder-transformer/tree/develop/src/v0/destinations/mp
 */
const rudderToMixpanel = (
  source: Source,
  simplified: boolean,
): readonly [name: string, properties: Readonly<Record<string, Json | undefined>>] | null => {
  const { claims, user, anonymous, previous } = source;
  const merge = claims.type === 'identify' ? mergeOf(user, anonymous) : claims.type === 'alias' ? mergeOf(previous, user) : null;
  if (claims.type === 'identify' || claims.type === 'alias') return simplified || merge === null ? null : ['$merge', merge];
  if (claims.type === 'group') return null;
  const device = anonymous === undefined ? undefined : `$device:${anonymous}`;
  const name = nameOf(source, 'mixpanel');
  return simplified
    ? [name, { distinct_id: user ?? device, $device_id: anonymous, $user_id: user }]
    : [name, { distinct_id: user ?? anonymous }];
};

const toMixpanel = (source: Source, model: string, project: string): readonly AnalyticsEvent[] => {
  const { event, rudder } = source;
  const sent = rudder ? rudderToMixpanel(source, model === 'mixpanel-simplified') : segmentToMixpanel(source);
  if (sent === null) return [];
  const [name, ids] = sent;
  const properties: JsonObject = present({ ...ids, $insert_id: event.id ?? undefined, token: project });
  return [{ ...mixpanelEvent(name, properties, { project, at: event.at, payload: { event: name, properties } }), touch: event.touch }];
};

/**
 * Both send `user_id`, and the anonymous id as `device_id`; Segment's default mapping puts the id of a device that the message names
 * first, and leaves `insert_id` out. Identify links the two like an event. RudderStack sends a group call as `$identify` as well;
 * Segment does not by default. Alias goes to the mapping of users across projects at most, which moves no event.
 * Source: https://github.com/segmentio/action-destinations/blob/main/packages/destination-actions/src/destinations/amplitude/index.ts
 * (what is sent for which call), `fields/misc-fields.ts` and `fields/common-fields.ts` beside it (ids), and
 * https://github.com/rudderlabs/rudder-transformer/blob/develop/src/v0/destinations/am/docs/businesslogic.md
 */
const toAmplitude = (source: Source, project: string): readonly AnalyticsEvent[] => {
  const { event, claims, user, anonymous, rudder } = source;
  if (claims.type === 'alias' || (claims.type === 'group' && !rudder)) return [];
  const name = claims.type === 'identify' || claims.type === 'group' ? '$identify' : nameOf(source, 'amplitude');
  const named = rudder ? null : idText(memberAt(event.payload ?? undefined, 'context.device.id'));
  const payload = present({
    event_type: name,
    user_id: user,
    device_id: named ?? anonymous,
    insert_id: rudder ? (event.id ?? undefined) : undefined,
    time: event.at ?? undefined,
    api_key: project,
  });
  const sent = amplitudeEvent(payload, name, { project, at: event.at, payload });
  // What the source itself had twice, it has sent once, whether or not the destination is told the id.
  return [{ ...sent, id: event.id, touch: event.touch }];
};

/** What a cloud-mode destination receives for an event of a Segment or RudderStack source; nothing for other sources. */
export const feedEvents: FeedEvents = (event, { model, project }) => {
  const { claims } = event;
  if (claims.shape !== 'segment') return [];
  const source: Source = {
    event,
    claims,
    user: claims.userId || undefined,
    anonymous: claims.anonymousId || undefined,
    previous: claims.previousId || undefined,
    rudder: event.vendor === 'rudderstack',
  };
  if (model.vendor === 'mixpanel') return toMixpanel(source, model.id, project);
  return model.vendor === 'amplitude' ? toAmplitude(source, project) : [];
};

/** Vendors whose events can feed another vendor, and the vendors they can feed. */
export const feedSources: readonly string[] = ['segment', 'rudderstack'];
export const feedDestinations: readonly string[] = ['mixpanel', 'amplitude'];
