import type { Analysis } from '../core/analysis.ts';
import type { LandedEvent } from '../core/landed.ts';
import { loadsOf } from '../core/loads.ts';
import { type Beat, type BeatOf, namesSomebody, type Thread } from '../core/thread.ts';
import { hostsOf } from './hosts.ts';

const isLogin = (beat: Beat): boolean => beat.kind === 'signal' && beat.signal === 'login' && beat.confirmed;

/** A user who was reset on one host of a site, and whom the SDK still holds on a page of another one. */
export type StillKnown = {
  readonly reset: BeatOf<'reset'>;
  readonly known: string;
  readonly from: string;
  readonly host: string;
  /** What went out as that user. */
  readonly late: readonly LandedEvent[];
  /** The call after which it was over; null when nothing ended it. */
  readonly end: Beat | null;
};

/**
 * SDKs that keep ids in local storage beside the cookie of all hosts have one copy a host, and a reset empties that of its own
 * only. Not told of pages that say themselves who is there, and not of tabs that were open before.
 * Sources: https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/identity/,
 * https://posthog.com/docs/libraries/js/persistence
 */
export const knownElsewhere = (analysis: Analysis, { beats }: Thread): readonly StillKnown[] => {
  const hosts = hostsOf(analysis);
  const loads = loadsOf(analysis);
  const found: StillKnown[] = [];
  let gone: BeatOf<'reset'> | null = null;
  beats.forEach((beat, at) => {
    const known = gone?.before.knownId ?? '';
    const [from, host] = [hosts.get(gone?.document ?? ''), hosts.get(beat.document)];
    const returns = gone !== null && beat.kind === 'identify' && beat.call === null && known !== '' && beat.after.knownId === known;
    const isOther = from !== undefined && host !== undefined && from !== host;
    if (gone !== null && returns && isOther && (loads.get(beat.document)?.openedAt ?? 0) > gone.at) {
      const rest = beats.slice(at + 1);
      const over = rest.findIndex((b) => b.kind === 'reset' || (namesSomebody(b) && b.call !== null));
      const end = rest[over] ?? null;
      const stretch = over === -1 ? rest : rest.slice(0, over);
      const login = stretch.findIndex(isLogin);
      const late = (login === -1 ? stretch : stretch.slice(0, login)).flatMap((b) =>
        b.kind === 'event' && b.event.included && b.event.event.ids.knownId === known ? [b.event] : [],
      );
      const saysSo = end?.kind === 'identify' && end.document === beat.document && end.after.knownId === known;
      if (late.length > 0 && !saysSo) found.push({ reset: gone, known, from, host, late, end });
    }
    if (beat.kind === 'reset' && beat.call !== null && (beat.before.knownId ?? '') !== '' && (beat.after.knownId ?? '') === '') gone = beat;
    else if (namesSomebody(beat) || isLogin(beat)) gone = null;
  });
  return found;
};
