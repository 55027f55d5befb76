import type { CallMeaning } from '../../../core/adapter.ts';
import type { Json } from '../../../core/json.ts';
import type { Ids } from '../../../core/observation.ts';
import { serverVendor } from '../../../core/server-id.ts';
import type { Moment } from '../../../core/story.ts';

const maxLength = 120;

/** Shortened to one line of a row. */
export const short = (text: string): string => (text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text);

const brief = (value: Json | undefined): string => {
  if (value === undefined) return '';
  return short(typeof value === 'string' ? value : JSON.stringify(value));
};

/** Generated ids are told apart by their ends. */
const idText = (id: string | null): string => {
  if (id === null) return 'nothing';
  return id.length > 24 ? `${id.slice(0, 8)}…${id.slice(-4)}` : id;
};

const change = (name: string, before: string | null, after: string | null): readonly string[] =>
  before === after ? [] : [`${name} ${idText(before)} → ${idText(after)}`];

const idsChanged = (before: Ids | null, after: Ids): string =>
  [
    ...change('user id', before?.knownId ?? null, after.knownId),
    ...change('anonymous id', before?.anonymousId ?? null, after.anonymousId),
  ].join(', ');

const argument = (meaning: CallMeaning, args: readonly Json[]): string => {
  switch (meaning.kind) {
    case 'identify':
      return meaning.id === undefined ? '' : brief(meaning.id);
    case 'alias':
      return brief(meaning.alias);
    case 'track':
      return short(meaning.name);
    case 'capturing':
      return meaning.to === 'in' ? 'opted in' : 'opted out';
    case 'reset':
      return '';
    case 'other':
      return brief(args[0]);
  }
};

const documentWords = {
  opened: 'Page opened',
  activated: 'Prerendered page shown',
  closed: 'Page closed',
  routed: 'Route changed',
  restored: 'Page restored by Back or Forward',
  frozen: 'Page kept for Back or Forward',
} as const;

/** Names that a moment itself does not hold: of its vendor, and of the event that an `event` moment shows. */
export type Names = {
  readonly vendor: (vendor: string) => string;
  readonly event: string | null;
  /** Where an event comes from that no call explains. */
  readonly from: keyof typeof origins;
};

const origins = { sdk: 'sent by the SDK itself', request: 'seen in a request', server: 'sent by a server' } as const;

/** Title and detail of a row, from what happened. */
export const textOf = (moment: Moment, names: Names): { readonly title: string; readonly detail: string } => {
  switch (moment.kind) {
    case 'document':
      return { title: documentWords[moment.what], detail: moment.url ?? '' };
    case 'sdk':
      return {
        title: `${names.vendor(moment.vendor)} found`,
        detail: [moment.version, moment.why].filter((part) => part !== null).join(' · '),
      };
    case 'call':
      return { title: moment.method, detail: argument(moment.meaning, moment.args) };
    case 'event':
      return { title: names.event ?? 'event', detail: origins[names.from] };
    case 'storage':
      if (moment.vendor === serverVendor) return { title: 'server id', detail: `${moment.project}: ${idText(moment.ids.anonymousId)}` };
      return { title: 'stored ids changed', detail: idsChanged(moment.previous, moment.ids) };
    case 'signal': {
      const source = [moment.source, moment.detail].filter((part) => part !== '').join(': ');
      return { title: moment.signal, detail: short(moment.confirmed ? source : `${source} (not confirmed)`) };
    }
    case 'mark':
      return { title: 'mark', detail: short(moment.note) };
    case 'loss':
      return { title: `${moment.count} ${moment.what} not recorded`, detail: short(moment.why) };
  }
};
