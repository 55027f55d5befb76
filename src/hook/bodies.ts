import type { WireReport } from '../core/report.ts';
import { includes, sliceText, test, uncurried } from './intrinsics.ts';
import { bodyMaxBytes } from './limits.ts';
import type { Vendor } from './vendors/vendor.ts';

export type Body = Pick<WireReport, 'body' | 'encoding' | 'truncated' | 'why'>;

/** Session recordings hold no identity worth their size. */
const replayPath = /\/(record|s)\/(\?|$)/;

const searchText = uncurried(URLSearchParams.prototype.toString);
const decode = uncurried(TextDecoder.prototype.decode);
const decoder = new TextDecoder('utf-8', { fatal: false });
const toBase64 = btoa;
const fromCodes = String.fromCharCode;

const bytesOf = (body: unknown): Uint8Array | null => {
  const buffer = body instanceof ArrayBuffer ? new DataView(body) : body;
  return ArrayBuffer.isView(buffer) ? new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength) : null;
};

const base64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 1) text += fromCodes(bytes[i] as number);
  return toBase64(text);
};

/**
 * Decides which requests are copied, and copies them. A body is looked into only here, and leaves the page only
 * with a vendor's marker: the passwords of other requests stay where they are.
 */
export const createBodyReader = (vendors: readonly Vendor[]) => {
  const groups = vendors.flatMap(({ markers }) => markers);
  const marked = (text: string): boolean => groups.some((words) => words.every((word) => includes(text, word)));
  const hosts = new Set<string>();
  const cut = (text: string): Body =>
    text.length > bodyMaxBytes
      ? { body: sliceText(text, 0, bodyMaxBytes), encoding: 'text', truncated: true }
      : { body: text, encoding: 'text' };

  /** Null for a request that is none of ours. `host` is asked only for bodies that cannot be looked into. */
  return (url: string, body: unknown, host: () => string): Body | null => {
    if (test(replayPath, url)) return null;
    const seen = (read: Body): Body => {
      hosts.add(host());
      return read;
    };
    if (body === undefined || body === null) return marked(url) ? { body: null, encoding: 'text' } : null;
    const text = body instanceof URLSearchParams ? searchText(body) : body;
    if (typeof text === 'string') return marked(text) || marked(url) ? seen(cut(text)) : null;
    const bytes = bytesOf(body);
    if (bytes !== null) {
      const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
      if (zipped ? !hosts.has(host()) : bytes.length > bodyMaxBytes || !marked(decode(decoder, bytes))) return null;
      if (bytes.length > bodyMaxBytes) return { body: null, encoding: 'base64', truncated: true, why: 'larger than the cap' };
      return seen({ body: base64(bytes), encoding: 'base64' });
    }
    // A Blob cannot be read before the page is gone, a stream only by the request itself.
    return hosts.has(host()) && (body instanceof Blob || body instanceof ReadableStream)
      ? { body: null, encoding: 'text', why: 'cannot be read' }
      : null;
  };
};
export type BodyReader = ReturnType<typeof createBodyReader>;
