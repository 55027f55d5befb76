import type { RawRequest } from '../core/adapter.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { bodyText, textOfBase64 } from './body-text.ts';
import { inflatedMaxBytes } from './inflate.ts';
import { textOfLz64 } from './lz64.ts';

export { textOfBase64 } from './body-text.ts';

const parse = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
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

/** `query` is that of the address, which may say how the form is compressed. */
const formData = (form: string, query: string): Json | undefined => {
  if (!/(^|&)data=/.test(form)) return undefined;
  const fields = new URLSearchParams(form);
  const data = fields.get('data');
  if (data === null) return undefined;
  if ((fields.get('compression') ?? new URLSearchParams(query).get('compression')) !== 'lz64') return parseData(data);
  const text = textOfLz64(data.replaceAll(' ', '+'), inflatedMaxBytes);
  return text === null ? undefined : parse(text);
};

const startsJson = /^\s*[[{]/;
const startsBase64Json = /^\s*(eyJ|W3s)/;

const read = (request: RawRequest): Json | undefined => {
  const body = bodyText(request);
  const query = queryOf(request.url);
  if (body === null) return formData(query, query);
  if ('why' in body) return undefined;
  const { text } = body;
  if (startsJson.test(text)) return parse(text);
  return formData(text, query) ?? (startsBase64Json.test(text) ? parseData(text) : undefined);
};

const known = new WeakMap<RawRequest, { readonly json: Json | undefined }>();

/**
 * The JSON a request carries: a bare JSON body, base64 of one, a form's `data=` (JSON, base64 of it, or PostHog's
 * lz64, as Mixpanel and PostHog send them), each of them gzipped or not, or `?data=` of a GET or image. Undefined when there is none that can
 * be read.
 */
export const jsonOf = (request: RawRequest): Json | undefined => {
  const before = known.get(request);
  if (before !== undefined) return before.json;
  const now = { json: read(request) };
  known.set(request, now);
  return now.json;
};

/** The parameters of a form body; null for a body that is none. */
export const formOf = (request: RawRequest): URLSearchParams | null => {
  const body = bodyText(request);
  return body === null || 'why' in body || !/^[\w.$-]+=/.test(body.text) ? null : new URLSearchParams(body.text);
};

/** Why a request's body could not be read; null when it could, or when there was none. */
export const whyUnread = (request: RawRequest): string | null => {
  const body = bodyText(request);
  return body !== null && 'why' in body ? body.why : null;
};

/** Why a body that can be read is still no JSON although it begins like some; null for anything else. It was cut off, or put together by hand. */
export const whyBroken = (request: RawRequest): string | null => {
  const body = bodyText(request);
  if ((body !== null && 'why' in body) || jsonOf(request) !== undefined) return null;
  const text = body === null ? queryOf(request.url) : body.text;
  const data = /(^|&)data=/.test(text) ? (new URLSearchParams(text).get('data') ?? '') : body === null ? '' : text;
  return startsJson.test(data) || startsBase64Json.test(data) ? 'not JSON' : null;
};

/** True when nothing is left of what was posted to one of these addresses: it carried what nobody saw. */
export const hidesBody = ({ method, body, url }: RawRequest, addresses: RegExp): boolean =>
  body === null && /^post$/i.test(method) && addresses.test(url);

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
