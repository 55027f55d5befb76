import type { RawRequest } from './adapter.ts';
import { isJsonObject, type Json, type JsonObject, member } from './json.ts';

/** A request's body, or that it was there and cannot be had back from what the tool saved. */
export type HarBody = Pick<RawRequest, 'body' | 'encoding'> | 'unreadable';

const none: HarBody = { body: null, encoding: 'text' };

const firstEscape = 0xdc80;
const lastEscape = 0xdcff;

/** The bytes of a text in UTF-8; Python writes each byte that is none as a lone surrogate (mitmproxy, `surrogateescape`). */
const escapedBytes = (text: string): Uint8Array => {
  const parts: number[] = [];
  const encoder = new TextEncoder();
  for (const char of text) {
    const code = char.charCodeAt(0);
    if (char.length === 1 && code >= firstEscape && code <= lastEscape) parts.push(code - 0xdc00);
    else parts.push(...encoder.encode(char));
  }
  return Uint8Array.from(parts);
};

const base64Of = (bytes: Uint8Array): string => {
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(binary);
};

/** Gzip, which starts with 1f 8b; read as UTF-8 its second byte is lost, or escaped. */
const isCompressed = (text: string): boolean => text.startsWith('\u001f') && /^[\u008b\ufffd\udc8b]/.test(text.slice(1));

/** Whether every character stands for one byte. */
const isBytes = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0xff) return false;
  return true;
};

/**
 * A compressed body as text. Chromium 156 and Firefox 153 write one character for each byte, mitmproxy the same or
 * escapes; where bytes became replacement characters nothing can be had back.
 */
const compressed = (text: string): HarBody => {
  if (text.includes('\ufffd')) return 'unreadable';
  return { body: isBytes(text) ? btoa(text) : base64Of(escapedBytes(text)), encoding: 'base64' };
};

/**
 * mitmproxy reads a body without a character set as Latin-1, so that UTF-8 in `text/plain` comes out as two characters
 * for one. What is UTF-8 when taken as bytes was UTF-8: Latin-1 texts hardly ever are.
 * Source: https://github.com/mitmproxy/mitmproxy/blob/main/mitmproxy/net/http/headers.py (infer_content_encoding)
 */
const unmixed = (text: string, type: string): string => {
  if (!/[\x80-\xff]/.test(text) || !isBytes(text) || /charset|json/i.test(type)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(text, (char) => char.charCodeAt(0)));
  } catch {
    return text;
  }
};

/** Values of `params` are plain in some tools and still encoded in others: JSON and base64 hold no per cent sign themselves. */
const encoded = (value: string): string =>
  /%[\da-f]{2}/i.test(value) && /^[\w.~!*'()%+-]*$/.test(value) ? value : encodeURIComponent(value);

const formOf = (params: readonly Json[]): string =>
  params
    .flatMap((param) => {
      const [name, value] = [member(param, 'name'), member(param, 'value')];
      return typeof name === 'string' && typeof value === 'string' ? [`${encodeURIComponent(name)}=${encoded(value)}`] : [];
    })
    .join('&');

/** The body of a request. `postData.encoding: "base64"` marks bytes (HAR 1.3); a form may be there as `params` only. */
export const harBody = (request: JsonObject): HarBody => {
  const postData = member(request, 'postData');
  if (!isJsonObject(postData)) return none;
  const text = member(postData, 'text');
  if (typeof text === 'string' && text !== '') {
    const type = member(postData, 'mimeType');
    if (member(postData, 'encoding') === 'base64') return { body: text, encoding: 'base64' };
    return isCompressed(text) ? compressed(text) : { body: unmixed(text, typeof type === 'string' ? type : ''), encoding: 'text' };
  }
  const params = member(postData, 'params');
  return Array.isArray(params) && params.length > 0 ? { body: formOf(params), encoding: 'text' } : none;
};
