import { noIds } from './adapter.ts';
import type { Ids } from './observation.ts';
import type { Moment, MomentOf } from './story.ts';

export const same = (a: Ids, b: Ids): boolean => a.anonymousId === b.anonymousId && a.knownId === b.knownId;

/** An SDK that forgets somebody writes its two ids one after the other, in ms. */
export const oneWrite = 50;

/** How long an SDK may take to store what a call changed, in ms: mParticle asks its servers first. */
const storeWait = 5_000;

/** Ids that a call's SDK came to hold later, and where that showed. */
export type Later = { readonly ids: Ids; readonly seq: number };

/** Who was named after a reset before anything of it was stored: what is stored then is of both. */
const namedBeforeStored = (reset: Moment, held: Ids, page: readonly Moment[]): { readonly id: string; readonly seq: number } | null => {
  for (const m of page) {
    if (m.seq <= reset.seq || m.kind === 'event') continue;
    if (m.at - reset.at > storeWait || (m.kind === 'storage' && !same(m.ids, held))) return null;
    if (m.kind !== 'call' || m.after === null) continue;
    if (!same(m.after, held) || m.meaning.kind === 'reset') return null;
    if (m.meaning.kind === 'identify') return typeof m.meaning.id === 'string' ? { id: m.meaning.id, seq: m.seq } : null;
  }
  return null;
};

/**
 * What an SDK stored of a log-in or a reset a moment after the call: it writes later, or it keeps calls back while it starts.
 * Calls in between that were kept back as well show the ids of before; one that shows others ends the search. Its ids are
 * written one after another, so that the last state of what is written in one go counts, unless everything was put back.
 */
export const storedLater = (moment: MomentOf<'call'>, page: readonly Moment[]): Later | null => {
  const { meaning, before: held, after, wasQueued } = moment;
  // What a call on the stub led to is only predicted.
  if (held === null || after === null || (!wasQueued && !same(held, after))) return null;
  const wanted = meaning.kind === 'identify' ? meaning.id : null;
  if (meaning.kind !== 'reset' && typeof wanted !== 'string') return null;
  const named = meaning.kind === 'reset' ? namedBeforeStored(moment, held, page) : null;
  let later: MomentOf<'storage'> | null = null;
  let last: Moment | null = null;
  for (const m of page) {
    if (m.seq <= moment.seq) continue;
    if (m.at - moment.at > storeWait || (later !== null && last !== null && m.at - last.at > oneWrite)) break;
    if (m.kind === 'call' && !m.wasQueued && m.after !== null && !same(m.after, held)) break;
    if (m.kind !== 'storage') continue;
    last = m;
    if (same(m.ids, held)) later = null;
    else if (m.ids.knownId === wanted || (named !== null && m.seq > named.seq && m.ids.knownId === named.id)) later = m;
  }
  if (later === null) return null;
  return { ids: named === null ? later.ids : { ...later.ids, knownId: null }, seq: later.seq };
};

const isOwnWrite = ({ cause, site }: MomentOf<'storage'>): boolean => cause !== null || (site ?? null) !== null;

/**
 * What storage held when a page began, before anything that the page itself made of it. An SDK that found nothing makes an
 * anonymous id first; whoever is known then was named by that page.
 */
export const storedAtStart = (page: readonly Moment[]): Ids => {
  const here = page.filter((m) => m.kind === 'storage');
  const first = here.findIndex(isOwnWrite);
  const found = (first === -1 ? here : here.slice(0, first)).findLast((m) => m.ids.anonymousId !== null);
  const own = here[first];
  if (found !== undefined) return found.ids;
  if (own === undefined) return noIds;
  if (own.previous === null) return own.ids;
  return own.previous.anonymousId === null ? { anonymousId: own.ids.anonymousId, knownId: null } : own.previous;
};
