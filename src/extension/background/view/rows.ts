import type { Analysis } from '../../../core/analysis.ts';
import type { Ids } from '../../../core/observation.ts';
import type { EventRef, Moment } from '../../../core/story.ts';
import type { ViewRow } from '../../../messages/view.ts';
import type { Places } from './places.ts';
import { type Names, textOf } from './row-text.ts';
import type { SlotNumbers } from './slots.ts';

const refOf = (moment: Moment): EventRef | null =>
  moment.kind === 'event' ? moment.event : moment.kind === 'call' ? (moment.events[0] ?? null) : null;

const idsLeft = (moment: Moment): Ids | null => (moment.kind === 'call' ? moment.after : moment.kind === 'storage' ? moment.ids : null);

const ownerOf = (moment: Moment): { vendor: string | null; project: string | null } =>
  'vendor' in moment ? { vendor: moment.vendor, project: moment.project } : { vendor: null, project: null };

/** Without calls seen, an event that no call explains may well have been called. What no device sent, a server did. */
const originOf = (moment: Moment, device: string | null | undefined, requestsOnly: ReadonlySet<string>): Names['from'] => {
  if (device === null) return 'server';
  const { vendor, project } = ownerOf(moment);
  return requestsOnly.has(`${vendor}\n${project}\n${moment.device}`) ? 'request' : 'sdk';
};

const toRow = (moment: Moment, places: Places, slots: SlotNumbers, vendor: Names['vendor'], requestsOnly: ReadonlySet<string>): ViewRow => {
  const ref = refOf(moment);
  const event = ref && places.event(ref);
  return {
    key: moment.key,
    at: moment.at,
    document: moment.document,
    device: moment.device,
    tab: moment.tab,
    kind: moment.kind,
    ...ownerOf(moment),
    ...textOf(moment, { vendor, event: event?.event.name ?? null, from: originOf(moment, event?.device, requestsOnly) }),
    ids: event?.event.ids ?? idsLeft(moment),
    delivery: event?.delivery ?? null,
    predicted: event?.predicted ?? false,
    queued: moment.kind === 'call' && moment.wasQueued,
    event: ref,
    slot: event && slots.numberOf(event),
    landedOn: event?.landedOn ?? null,
    merge: event?.merge ?? 'none',
    reason: event?.reason ?? null,
  };
};

/** The timeline: one row a moment, in the analysis' order. */
export const toRows = (
  { moments, identities }: Analysis,
  places: Places,
  slots: SlotNumbers,
  vendorTitle: (vendor: string) => string,
): readonly ViewRow[] => {
  const requestsOnly = new Set(
    identities.flatMap(({ vendor, project, device, instance }) => (instance === 'wire' ? [`${vendor}\n${project}\n${device}`] : [])),
  );
  return moments.map((moment) => toRow(moment, places, slots, vendorTitle, requestsOnly));
};
