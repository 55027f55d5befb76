import { isJsonObject, type Json, type JsonObject, member } from './json.ts';

/** The member at a path of names joined by dots. */
export const memberAt = (value: Json | undefined, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((inner, name) => member(inner, name), value);

/** A copy with another value at the path; undefined takes the member away. Objects on the way are made. */
export const withMember = (value: JsonObject, path: string, next: Json | undefined): JsonObject => {
  const cut = path.indexOf('.');
  const name = cut < 0 ? path : path.slice(0, cut);
  if (cut < 0) {
    const { [name]: _, ...others } = value;
    return next === undefined ? others : { ...value, [name]: next };
  }
  const inner = member(value, name);
  if (!isJsonObject(inner) && next === undefined) return value;
  return { ...value, [name]: withMember(isJsonObject(inner) ? inner : {}, path.slice(cut + 1), next) };
};
