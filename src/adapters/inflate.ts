import { Decompress } from 'fflate';

/** No SDK sends more; a body that grows beyond it is a bomb, or nothing that identity hangs on. */
export const inflatedMaxBytes = 16 * 1024 * 1024;

/** Compressed bytes given at once. Deflate makes at most 1,032 of one, so that no step makes more than 4 MiB. */
const stepBytes = 4 * 1024;

class TooLarge extends Error {}

/**
 * The bytes behind gzip, zlib or raw deflate, or why there are none. Stops as soon as there are more than `max`,
 * so that memory stays bounded whatever the body claims.
 */
export const inflate = (bytes: Uint8Array, max: number = inflatedMaxBytes): Uint8Array | { readonly why: string } => {
  const parts: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const stream = new Decompress((part, final) => {
    parts.push(part);
    size += part.length;
    ended ||= final;
    if (size > max) throw new TooLarge();
  });
  try {
    for (let at = 0; at < bytes.length; at += stepBytes) {
      stream.push(bytes.subarray(at, at + stepBytes), at + stepBytes >= bytes.length);
    }
  } catch (error) {
    return { why: error instanceof TooLarge ? 'larger than the cap when decompressed' : 'compressed and damaged' };
  }
  // A stream that breaks off within its head ends without a word.
  if (!ended || size === 0) return { why: 'compressed and damaged' };
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
