import type { Json, JsonObject } from '../core/json.ts';

/** Writes the members that have a value, and removes the others. */
export const put = (storage: Map<string, Json>, values: Readonly<Record<string, Json | undefined>>): void => {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) storage.delete(name);
    else storage.set(name, value);
  }
};

/** The named members of a storage, without those it does not hold. */
export const pick = (storage: ReadonlyMap<string, Json>, names: readonly string[]): JsonObject => {
  const found: Record<string, Json> = {};
  for (const name of names) {
    const value = storage.get(name);
    if (value !== undefined) found[name] = value;
  }
  return found;
};

/** The object without members that are undefined: what `JSON.stringify` leaves of it. */
export const present = (values: Readonly<Record<string, Json | undefined>>): JsonObject => {
  const found: Record<string, Json> = {};
  for (const [name, value] of Object.entries(values)) if (value !== undefined) found[name] = value;
  return found;
};
