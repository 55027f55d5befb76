import type { RawRequest } from '../core/adapter.ts';
import { inflate } from './inflate.ts';

/** The text of a request's body; `why` when it has one that cannot be read; null when it has none. */
export type BodyText = { readonly text: string } | { readonly why: string } | null;

/** Bytes that were written down as one character each. */
const bytesOfChars = (text: string): Uint8Array => {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
};

/** The bytes of base64, of its URL-safe form too; null when it is none. */
export const bytesOfBase64 = (base64: string): Uint8Array | null => {
  try {
    return bytesOfChars(atob(/[-_]/.test(base64) ? base64.replaceAll('-', '+').replaceAll('_', '/') : base64));
  } catch {
    return null;
  }
};

/** The text behind base64 of UTF-8 bytes; null when it is no base64. */
export const textOfBase64 = (base64: string): string | null => {
  const bytes = bytesOfBase64(base64);
  return bytes === null ? null : new TextDecoder().decode(bytes);
};

const isGzip = (first: number | undefined, second: number | undefined): boolean => first === 0x1f && second === 0x8b;

const readBytes = (bytes: Uint8Array, encoding: string): BodyText => {
  // Bytes decide: SDKs gzip without saying so, and tools that record requests undo what the header still claims.
  const zipped = isGzip(bytes[0], bytes[1]) || (encoding === 'deflate' && (bytes[0] as number) !== 0x7b && (bytes[0] as number) !== 0x5b);
  if (!zipped) {
    const text = new TextDecoder().decode(bytes);
    return /^(br|zstd|compress)$/.test(encoding) && text.includes('\ufffd') ? { why: `compressed with ${encoding}` } : { text };
  }
  const plain = inflate(bytes);
  return plain instanceof Uint8Array ? { text: new TextDecoder().decode(plain) } : plain;
};

const read = ({ body, encoding, headers }: RawRequest): BodyText => {
  if (body === null || body === '') return null;
  const declared = (headers['content-encoding'] ?? '').trim().toLowerCase();
  if (encoding === 'base64') {
    const bytes = bytesOfBase64(body);
    return bytes === null ? { why: 'not base64' } : readBytes(bytes, declared);
  }
  if (!isGzip(body.charCodeAt(0), body.charCodeAt(1))) return { text: body };
  // Some tools write bytes as if each were a character; others replace those that are none, and the body is lost.
  return /[^\0-\xff]/.test(body) ? { why: 'compressed and recorded as text' } : readBytes(bytesOfChars(body), declared);
};

const known = new WeakMap<RawRequest, { readonly read: BodyText }>();

/** Reads a body once, whoever asks: every adapter does. */
export const bodyText = (request: RawRequest): BodyText => {
  const before = known.get(request);
  if (before !== undefined) return before.read;
  const now = { read: read(request) };
  known.set(request, now);
  return now.read;
};
