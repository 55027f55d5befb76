import type { WireReport } from '../core/report.ts';
import { BufferOf, BytesOf, fromCodes, includes, isView, sliceText, some, test, toBase64 } from './intrinsics.ts';
import { newMap } from './kinds.ts';
import { bodyMaxBytes } from './limits.ts';
import type { Natives } from './natives.ts';
import type { Vendor } from './vendors/vendor.ts';

export type Body = Pick<WireReport, 'body' | 'encoding' | 'truncated' | 'why'>;

/** Session recordings hold no identity worth their size. */
const isReplay = (url: string): boolean => test(/\/(record|s(es)?)\/(\?|$)|\/sessions\/v2\//, url);
/** What a `Request` may say of a body that is text. */
const isText = (type: string): boolean => test(/\/(plain|json|x-www)/, type);

const bytesOf = (body: unknown): Uint8Array | null =>
  body instanceof BufferOf ? new BytesOf(body) : isView(body) ? new BytesOf(body.buffer, body.byteOffset, body.byteLength) : null;

const base64 = (bytes: Uint8Array): string => {
  let text = '';
  for (let i = 0; i < bytes.length; i += 1) text += fromCodes(bytes[i] as number);
  return toBase64(text);
};

const unread = (why: string): Body => ({ body: null, encoding: 'text', why });

/**
 * Decides which requests are copied, and copies them. A body is looked into only here, and leaves the page only
 * with a vendor's marker: the passwords of other requests stay where they are. To `hosts` an SDK sends.
 */
export const createBodyReader = (vendors: readonly Vendor[], { kind, member }: Natives, hosts = newMap<string, true>()) => {
  const RequestOf = kind('Request');
  const SearchOf = kind('URLSearchParams');
  const BlobOf = kind('Blob');
  const StreamOf = kind('ReadableStream');
  const DecoderOf = kind('TextDecoder');
  const searchText = member<string>('URLSearchParams', 'toString');
  const decode = member<string>('TextDecoder', 'decode');
  const cloneOf = member<Request>('Request', 'clone');
  const textOf = member<Promise<string>>('Request', 'text');
  // Nobody waits for more to be looked through: an upload written as text may be many times as long.
  const marked = (text: string, head = sliceText(text, 0, bodyMaxBytes)): boolean =>
    some(vendors, ({ markers }) => some(markers, (words) => !some(words, (word) => !includes(head, word))));

  /**
   * Null for a request that is none of ours. `host` is asked only for bodies that cannot be looked into, `typeOf`, the content
   * type, only for a `Request`. The body of a `Request` is there later.
   */
  return (url: string, body: unknown, host: () => string, typeOf: () => string | undefined): Body | Promise<Body | null> | null => {
    if (isReplay(url)) return null;
    const ours = some(vendors, ({ addresses }) => addresses && some(addresses, (address) => includes(url, address))) || marked(url);
    if (body === undefined || body === null) return ours ? { body: null, encoding: 'text' } : null;
    const known = (): boolean => ours || hosts.get(host()) === true;
    const seen = (text: string, encoding: Body['encoding'], length: number): Body => {
      hosts.set(host(), true);
      return length > bodyMaxBytes ? { ...unread('larger than the cap'), truncated: true } : { body: text, encoding };
    };
    const ofText = (text: string): Body | null => (ours || marked(text) ? seen(text, 'text', text.length) : null);
    const text = body instanceof SearchOf ? searchText(body) : body;
    if (typeof text === 'string') return ofText(text);
    const bytes = bytesOf(body);
    if (bytes !== null) {
      const { length } = bytes;
      const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
      if (zipped ? !known() : !ours && (length > bodyMaxBytes || !marked(decode(new DecoderOf(), bytes) ?? ''))) return null;
      return seen(length > bodyMaxBytes ? '' : base64(bytes), 'base64', length);
    }
    const asked = body instanceof RequestOf;
    const type = (asked && typeOf()) || '';
    if (asked && isText(type)) return (async () => ofText((await textOf(cloneOf(body) as Request)) ?? ''))();
    // A Blob cannot be read before the page is gone, a stream only by the request itself.
    const hidden = asked ? type === '' : body instanceof BlobOf || body instanceof StreamOf;
    return hidden && known() ? unread('cannot be read') : null;
  };
};
export type BodyReader = ReturnType<typeof createBodyReader>;
