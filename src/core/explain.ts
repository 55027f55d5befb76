import type { LandedEvent } from './landed.ts';
import type { Because } from './model.ts';
import type { Delivery } from './observation.ts';

const devicePrefix = '$device:';

/** An id with the name of its field, as a tester sees it in the payload: `$user_id U1`, `anonymous_id A1`. */
const phrase = (id: string, event: LandedEvent): string => {
  switch (event.event.claims.shape) {
    case 'mixpanel':
      return id.startsWith(devicePrefix) ? `$device_id ${id.slice(devicePrefix.length)}` : `$user_id ${id}`;
    case 'segment': {
      const cut = id.indexOf('=');
      return cut < 0 ? id : `${id.slice(0, cut)} ${id.slice(cut + 1)}`;
    }
    case 'posthog':
      return `distinct_id ${id}`;
    case 'amplitude':
    case 'mparticle':
    case 'cookie':
    case 'named':
      return id;
  }
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
      return `Lands on ${landsOn}, because it carried ${phrase(because.id, event)} itself.`;
    case 'unlinked':
      return `Lands on ${landsOn}, because nothing has linked ${phrase(because.id, event)} to a known user yet.`;
    case 'linked': {
      const from = phrase(because.id, event);
      const to = phrase(because.to, event);
      if (because.event === event.index) return `Lands on ${landsOn}, because it carried both ${from} and ${to}.`;
      const name = nameOf(because.event);
      const link = event.event.claims.shape === 'mixpanel' ? `carried both ${from} and ${to}` : `connected ${from} with ${to}`;
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
  if (event.merge === 'merged' && because.kind === 'own-id')
    sentences.push(`It also put ${inWords(event.link.map((id) => phrase(id, event)))} into one profile.`);
  if (event.merge === 'refused')
    sentences.push(`${inWords(event.link.map((id) => phrase(id, event)))} were kept apart (${event.reason}). ${event.ground.rule}`);
  if (event.landedOn !== null && event.landsOn !== null && event.landedOn !== event.landsOn)
    sentences.push(`At first it landed on ${event.landedOn}.`);
  return sentences.join(' ');
};
