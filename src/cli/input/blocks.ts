const newline = 0x0a;

const joined = (parts: readonly Uint8Array[]): Uint8Array => {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

export const textOf = (parts: readonly Uint8Array[]): string => new TextDecoder().decode(joined(parts));

/** Bytes as texts that end where a line ends, so that no character is cut in two; the last one may end anywhere. */
export const lineBlocks = async function* (chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let kept: Uint8Array[] = [];
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline) + 1;
    if (end === 0) {
      kept.push(chunk);
      continue;
    }
    yield textOf([...kept, chunk.subarray(0, end)]);
    kept = end < chunk.length ? [chunk.subarray(end)] : [];
  }
  if (kept.length > 0) yield textOf(kept);
};
