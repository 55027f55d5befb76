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

/** A value made of plain JSON parts within the caps. Iterative, so that hostile nesting cannot exhaust the stack. */
export const isBoundedJson: Check = (value) => {
  let level: unknown[] = [value];
  let nodes = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxDepth) return false;
    const next: unknown[] = [];
    for (const item of level) {
      nodes += 1;
      if (nodes > maxNodes) return false;
      if (item === null || typeof item === 'string' || typeof item === 'boolean') continue;
      if (typeof item === 'number') {
        if (!Number.isFinite(item)) return false;
      } else if (typeof item === 'object') {
        for (const inner of Object.values(item)) next.push(inner);
      } else return false;
    }
    level = next;
  }
  return true;
};

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
