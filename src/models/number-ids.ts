import type { Json } from '../core/json.ts';
import type { ModelSetting } from '../core/model.ts';

/** Vendors do not say whether the number 42 and the text "42" are one id. */
export const numberIds = (cite: string): ModelSetting => ({
  name: 'number-ids',
  title: 'Whether the number 42 and the text "42" are one id',
  default: 'same',
  values: ['same', 'distinct'],
  cite,
  assumption: true,
});

/** A prefix no id from JSON text can be confused with in practice: it sets numbers apart from equal text. */
const numberMark = '\u0000number:';

/** The key under which an id is looked up; `raw` is what the payload held, undefined when no payload was seen. */
export const idKey = (text: string, raw: Json | undefined, distinct: boolean): string =>
  distinct && typeof raw === 'number' ? numberMark + text : text;
