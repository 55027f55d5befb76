import { isJsonObject } from './json.ts';

/** Says whether a value may stand in a field. */
export type Check = (value: unknown) => boolean;

/** A field of an outside message: how it is checked, and what stands for it when it is absent (undefined: it must be there). */
export type Field = { readonly name: string; readonly check: Check; readonly absent?: null | false };

const idMaxLength = 4096;
const textMaxLength = 65_536;

/** JSON deeper than this, or with more members, is refused: walking it could exhaust the stack or the machine. */
const maxDepth = 64;
const maxNodes = 200_000;

export const isText: Check = (value) => typeof value === 'string' && value.length <= textMaxLength;
export const isId: Check = (value) => typeof value === 'string' && value.length <= idMaxLength;
export const isBoolean: Check = (value) => typeof value === 'boolean';
export const isCount: Check = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const isTime: Check = (value) => typeof value === 'number' && Number.isFinite(value) && value >= 0;

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

export const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);

/** Counts the nodes below a value down from `room`; negative when there are too many, it is too deep, or no JSON. */
const roomAfter = (value: unknown, depth: number, room: number): number => {
  if (depth > maxDepth || room <= 0) return -1;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return room - 1;
  if (typeof value === 'number') return Number.isFinite(value) ? room - 1 : -1;
  if (typeof value !== 'object') return -1;
  let left = room - 1;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length && left >= 0; index += 1) left = roomAfter(value[index], depth + 1, left);
    return left;
  }
  for (const key in value) {
    if (left < 0) return left;
    if (Object.hasOwn(value, key)) left = roomAfter((value as Record<string, unknown>)[key], depth + 1, left);
  }
  return left;
};

/** A value made of plain JSON parts within the caps. It never goes deeper than they allow, so hostile nesting cannot exhaust the stack. */
export const isBoundedJson: Check = (value) => roomAfter(value, 0, maxNodes) >= 0;

export const isJsonList: Check = (value) => Array.isArray(value) && isBoundedJson(value);

const isIdOrNull = orNull(isId);

export const isIds: Check = (value) => isJsonObject(value) && isIdOrNull(value.anonymousId) && isIdOrNull(value.knownId);

/** A flat object of texts. */
export const isTextRecord: Check = (value) => isJsonObject(value) && Object.values(value).every((item) => isText(item));

/**
 * The object with its absent fields filled in, or null when one is missing or wrong. Other members are kept as they are.
 * Only own members count; the object itself is never changed.
 */
export const withFields = (value: object, fields: readonly Field[]): object | null => {
  let filled: Record<string, unknown> | null = null;
  for (const field of fields) {
    const found: unknown = Object.hasOwn(value, field.name) ? (value as Record<string, unknown>)[field.name] : undefined;
    if (found !== undefined) {
      if (!field.check(found)) return null;
    } else if (field.absent === undefined) {
      return null;
    } else {
      filled ??= {};
      filled[field.name] = field.absent;
    }
  }
  return filled === null ? value : { ...value, ...filled };
};

/** True unless one of the optional members is there with a wrong value. */
export const optionalFields = (value: object, fields: readonly Field[]): boolean =>
  fields.every((field) => !Object.hasOwn(value, field.name) || field.check((value as Record<string, unknown>)[field.name]));
