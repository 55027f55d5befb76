/** A value that survives `JSON.parse(JSON.stringify(v))` unchanged. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** True for a plain JSON object: not null, not an array. */
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The member `key` of `value` if it is an object that owns it, else undefined. Never answers from a prototype. */
export const member = (value: Json | undefined, key: string): Json | undefined => {
  if (!isJsonObject(value)) return undefined;
  const found = value[key];
  // Most lookups find nothing: asking who owns it is left to the few that do.
  return found !== undefined && Object.hasOwn(value, key) ? found : undefined;
};

/**
 * An id as text, the way vendors compare ids: strings as they are, numbers and booleans by `String`,
 * objects by their JSON. Absent (`undefined`, `null`) is null. The empty string stays the empty string.
 */
export const idText = (value: Json | undefined): string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
