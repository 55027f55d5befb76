import type { LandedEvent } from './landed.ts';
import type { Because } from './model.ts';
import type { Delivery } from './observation.ts';
import { beforeRecording } from './unknown-history.ts';

const devicePrefix = '$device:';

/** The name of the member that held an id; null when the event carried it nowhere. */
const fieldOf = (id: string, { event: { claims, vendor } }: LandedEvent): string | null => {
  switch (claims.shape) {
    case 'mixpanel':
      return id.startsWith(devicePrefix) ? '$device_id' : '$user_id';
    case 'segment':
      return id === claims.userId ? 'userId' : id === claims.anonymousId ? 'anonymousId' : id === claims.previousId ? 'previousId' : null;
    case 'posthog':
      return 'distinct_id';
    case 'amplitude':
      return id === claims.userId ? 'user_id' : id === claims.deviceId ? 'device_id' : null;
    case 'mparticle':
      return id === claims.mpid ? 'mpid' : (claims.knownIdentities.find(({ value }) => value === id)?.type ?? null);
    case 'cookie': {
      const device = vendor === 'ga4' ? 'cid' : 'duid';
      return id === claims.userId ? 'uid' : id === claims.cookieId ? device : id === claims.networkId ? 'nuid' : null;
    }
    case 'named':
      return id === claims.identity ? 'identity' : id === claims.anonymousId ? 'anonymous_id' : null;
  }
};

/** Segment Unify writes the type of an identifier before its value. */
const typed = /^([^=]+)=(.*)$/s;

/** An id with the name of its field, as a tester sees it in the payload: `$user_id U1`, `anonymous_id A1`. */
const phrase = (id: string, event: LandedEvent, because: Because): string => {
  if (because.field !== undefined) return `${because.field} ${id}`;
  const [, type, value] = event.event.vendor === 'segment' ? (typed.exec(id) ?? []) : [];
  if (type !== undefined) return `${type} ${value}`;
  const field = fieldOf(id, event);
  return field === null ? id : `${field} ${field === '$device_id' ? id.slice(devicePrefix.length) : id}`;
};

const bare = (id: string | null): string | null => (id?.startsWith(devicePrefix) ? id.slice(devicePrefix.length) : id);

/**
 * Whether the event itself carried an id, where that can differ from the id it counts for: an alias stands for
 * another one, and a device for its last user.
 */
const carried = (id: string, { event: { claims } }: LandedEvent, because: Because): boolean => {
  if (claims.shape === 'amplitude') return id === claims.userId || id === claims.deviceId;
  if (claims.shape !== 'mixpanel' || because.field === undefined) return true;
  const own = [claims.distinctId, claims.identifiedId, ...(claims.mergeIds ?? [])];
  return own.some((each) => each === id || bare(each) === id);
};

/** Whether the event carried the id that names its profile, although it may count for another id. */
const carriedLabel = (event: LandedEvent, because: Because): boolean => {
  if (because.kind !== 'linked') return because.kind === 'own-id';
  return (event.event.claims.shape === 'amplitude' || because.field !== undefined) && carried(because.to, event, because);
};

const whyLeftOut: Readonly<Partial<Record<Delivery, string>>> = {
  failed: 'its request failed',
  lost: 'the page ended before it was sent',
  suppressed: 'the SDK refused to send it',
};

const inWords = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1] ?? ''}`;

const placed = (event: LandedEvent, because: Because, nameOf: (index: number) => string): string => {
  const { landsOn } = event;
  switch (because.kind) {
    case 'none':
      return `Lands on nobody. ${because.ground.rule}`;
    case 'own-id':
      if (!carried(because.id, event, because)) return `Lands on ${landsOn}. ${event.ground.rule}`;
      return `Lands on ${landsOn}, because it carried ${phrase(because.id, event, because)} itself.`;
    case 'unlinked':
      if (because.despite) return `Lands on ${landsOn}. ${because.ground.rule}`;
      return `Lands on ${landsOn}, because nothing has linked ${phrase(because.id, event, because)} to a known user yet.`;
    case 'linked': {
      const from = phrase(because.id, event, because);
      const to = phrase(because.to, event, because);
      if (carriedLabel(event, because)) return `Lands on ${landsOn}, because it carried ${to} itself.`;
      if (!carried(because.id, event, because)) return `Lands on ${landsOn}. ${event.ground.rule}`;
      if (because.event === beforeRecording)
        return `Lands on ${landsOn}, because ${from} was stored together with ${to} before recording started, and such ids are taken as linked (a chosen assumption).`;
      const both = [because.id, because.to].every((id) => event.link.includes(id));
      if (because.event === event.index)
        return `Lands on ${landsOn}, because it ${both ? `carried both ${from} and ${to}` : `connected ${from} with ${to}`}.`;
      const name = nameOf(because.event);
      const link =
        event.event.claims.shape === 'mixpanel' && because.field === undefined
          ? `carried both ${from} and ${to}`
          : `connected ${from} with ${to}`;
      return `Lands on ${landsOn}, because event ${because.event}${name === '' ? '' : ` (${name})`} ${link}.`;
    }
  }
};

/**
 * Where an event lands and why, as one or two plain sentences for a tester. `because` is the fold's answer for
 * this event; `nameOf` gives the name of another event of the project, or '' when there is none to give.
 */
export const sentenceFor = (event: LandedEvent, because: Because, nameOf: (index: number) => string): string => {
  if (!event.included) return `Lands on nobody, because ${whyLeftOut[event.delivery] ?? 'it was left out'}: the vendor never received it.`;
  const sentences = [placed(event, because, nameOf)];
  if (event.merge === 'merged' && carriedLabel(event, because))
    sentences.push(`It also put ${inWords(event.link.map((id) => phrase(id, event, because)))} into one profile.`);
  if (event.merge === 'refused') {
    const apart = event.link.map((id) => phrase(id, event, because));
    const what = apart.length < 2 ? 'The link it asked for was refused' : `${inWords(apart)} were kept apart`;
    sentences.push(`${what} (${event.reason}). ${event.ground.rule}`);
  }
  if (event.landedOn !== null && event.landsOn !== null && event.landedOn !== event.landsOn)
    sentences.push(`At first it landed on ${event.landedOn}.`);
  return sentences.join(' ');
};
