import { spelling } from '../core/placeholder.ts';

/** What kind of value an id looks like. `word` is anything of no recognised form: a name, a slug, a prefixed number. */
export type IdShape = 'e-mail address' | 'phone number' | 'UUID' | 'number' | 'hash' | 'word';

const forms: readonly (readonly [IdShape, RegExp])[] = [
  ['e-mail address', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  // E.164: a plus sign, then up to fifteen digits that do not begin with zero.
  ['phone number', /^\+[1-9]\d{6,14}$/],
  ['UUID', /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/],
  ['number', /^\d+$/],
  ['hash', /^(?=.*\d)(?=.*[a-f])[0-9a-f]{16,}$/],
];

export const shapeOf = (id: string): IdShape => forms.find(([, form]) => form.test(spelling(id)))?.[0] ?? 'word';

/** Whether an id reaches a person: an e-mail address or a telephone number. */
export const isContact = (id: string): boolean => shapeOf(id) === 'e-mail address' || shapeOf(id) === 'phone number';

/**
 * Whether two ids come from different sources: a mail address is no database id, and a number is no UUID. What has no
 * recognised form may be anything but a contact detail.
 */
export const differInShape = (one: string, other: string): boolean => {
  const a = shapeOf(one);
  const b = shapeOf(other);
  return a !== b && ((a !== 'word' && b !== 'word') || isContact(one) || isContact(other));
};
