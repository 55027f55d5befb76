import type { RawRequest } from '../core/adapter.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

const bytesOf = (base64: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
};

/** The text behind a base64 string of UTF-8 bytes; null when it is no base64. */
export const textOfBase64 = (base64: string): string | null => {
  const bytes = bytesOf(base64);
  return bytes === null ? null : new TextDecoder().decode(bytes);
};

/** JSON, or base64 of JSON; `+` of base64 may have become a space on its way through a form. */
const parseData = (data: string): Json | undefined => {
  const plain = parse(data);
  if (plain !== undefined && typeof plain !== 'string' && typeof plain !== 'number') return plain;
  const decoded = textOfBase64(data.replaceAll(' ', '+'));
  return decoded === null ? undefined : parse(decoded);
};

const queryOf = (url: string): string => {
  const start = url.indexOf('?');
  if (start === -1) return '';
  const end = url.indexOf('#', start);
  return url.slice(start + 1, end === -1 ? undefined : end);
};

const formData = (form: string): Json | undefined => {
  if (!/(^|&)data=/.test(form)) return undefined;
  const data = new URLSearchParams(form).get('data');
  return data === null ? undefined : parseData(data);
};

const bodyText = (request: RawRequest): string | null => {
  if (request.body === null || request.body === '') return null;
  return request.encoding === 'base64' ? textOfBase64(request.body) : request.body;
};

/**
 * The JSON a request carries: a bare JSON body, a form's `data=` (JSON or base64 of JSON, as Mixpanel sends them),
 * or `?data=` of a GET or image. Undefined when there is none that can be read; compressed bodies are not read.
 */
export const jsonOf = (request: RawRequest): Json | undefined => {
  const text = bodyText(request);
  if (text === null) return formData(queryOf(request.url));
  const first = text.trimStart()[0];
  return first === '{' || first === '[' ? parse(text) : formData(text);
};

/** The user name of `Authorization: Basic`, where vendors put their key; null when there is none. */
export const basicUser = (headers: Readonly<Record<string, string>>): string | null => {
  const header = Object.hasOwn(headers, 'authorization') ? headers.authorization : undefined;
  const match = header === undefined ? null : /^basic\s+(\S+)$/i.exec(header);
  const pair = match?.[1] === undefined ? null : textOfBase64(match[1]);
  const user = pair?.split(':')[0];
  return user === undefined || user === '' ? null : user;
};

const partsOf = (url: string): URL | null => {
  try {
    return new URL(url);
  } catch {
    return null;
  }
};

/** The project of a request that names none: `host:<host>`. */
export const hostProject = (url: string): string => `host:${partsOf(url)?.host ?? ''}`;

export const pathOf = (url: string): string => partsOf(url)?.pathname ?? '';

/** A member that is a non-empty string. */
export const textMember = (value: Json | undefined, key: string): string | null => {
  const found = member(value, key);
  return typeof found === 'string' && found !== '' ? found : null;
};

export const objectMember = (value: Json | undefined, key: string): JsonObject | null => {
  const found = member(value, key);
  return isJsonObject(found) ? found : null;
};
