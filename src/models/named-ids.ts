import type { AnalyticsEvent } from '../core/event.ts';
import { type Json, member } from '../core/json.ts';
import type { ModelSetting } from '../core/model.ts';
import { wasNumber } from './id-reading.ts';
import { idKey } from './number-ids.ts';

/** Bits of the assumptions that reading an id may rest on; models put theirs above. */
export const numberBit = 1;
export const longBit = 2;

/** Vendors forbid long ids, and do not say what becomes of them. */
export const longIds = (longest: number, cite: string): ModelSetting => ({
  name: 'long-ids',
  title: `What becomes of ids of more than ${longest} characters, which are not allowed: dropped or kept`,
  default: 'dropped',
  values: ['dropped', 'kept'],
  cite,
  assumption: true,
});

export type NamedId = { readonly key: string; readonly name: string; readonly bits: number; readonly dropped: boolean };

export type NamedReading = { readonly distinctNumbers: boolean; readonly keepsLong: boolean; readonly longest: number };

/** An id of a Kissmetrics or Heap line, null when it is absent or empty; `read` finds it in the payload. */
export const namedId = (
  event: AnalyticsEvent,
  text: string | null,
  read: (payload: Json) => Json | undefined,
  { distinctNumbers, keepsLong, longest }: NamedReading,
): NamedId | null => {
  if (text === null || text === '') return null;
  const number = wasNumber(event, text, read);
  const long = text.length > longest;
  return {
    name: text,
    key: distinctNumbers && number ? idKey(text, Number(text), true) : text,
    bits: (number ? numberBit : 0) | (long ? longBit : 0),
    dropped: long && !keepsLong,
  };
};

export const identityOf = (payload: Json): Json | undefined => member(payload, 'identity');
export const anonymousIdOf = (payload: Json): Json | undefined => member(payload, 'anonymous_id');

/** One of the two ids of an alias line. */
export const aliasOf =
  (place: 0 | 1) =>
  (payload: Json): Json | undefined => {
    const pair = member(payload, 'alias');
    return Array.isArray(pair) ? (pair[place] as Json | undefined) : undefined;
  };
