import { batchMaxBytes, reportsMaxLength, ringMaxBytes, ringMaxObservations } from '../../messages/limits.ts';

/** A run of reports without a gap: the JSON array `text` holds seq `first` to `last`, or says that `lost` were dropped. */
type Chunk = { readonly first: number; readonly last: number; readonly text: string; readonly lost: number };

/** What a document has reported and the background has not yet recorded. */
export type Ring = {
  /** Takes a batch `<first>-<last> <JSON array>`; anything else is refused. */
  add(batch: string): boolean;
  /** Reports up to `seq` are recorded. */
  forget(seq: number): void;
  /** JSON arrays of what was not handed out since the last `rewind`, oldest first, each within the size of a message. */
  take(): readonly string[];
  /** Everything that is still here has to be handed out again. */
  rewind(): void;
  readonly hasUnconfirmed: () => boolean;
  clear(): void;
};

const batchForm = /^(\d{1,9})-(\d{1,9}) (?=\[)/;

/** A report that stands where others were dropped, under the seq of the last of them. */
const lossChunk = (last: number, lost: number, at: number, why: string): Chunk => ({
  first: last,
  last,
  text: `[${JSON.stringify({ seq: last, at, kind: 'loss.counted', what: 'observations', why, count: lost })}]`,
  lost,
});

export const createRing = (
  clock: () => number,
  maxReports = ringMaxObservations,
  maxBytes = ringMaxBytes,
  maxMessage = batchMaxBytes,
): Ring => {
  let chunks: Chunk[] = [];
  let reports = 0;
  let size = 0;
  let sentUpTo = -1;

  const count = ({ first, last, text }: Chunk, sign: 1 | -1): void => {
    reports += sign * (last - first + 1);
    size += sign * text.length;
  };
  /** Drops the oldest, except the first chunk: it says which document this is. */
  const trim = (): void => {
    let lost = 0;
    let last = -1;
    while ((reports > maxReports || size > maxBytes) && chunks.length > 2) {
      const [chunk] = chunks.splice(1, 1);
      if (chunk === undefined) break;
      count(chunk, -1);
      lost += chunk.lost || chunk.last - chunk.first + 1;
      last = chunk.last;
    }
    if (lost === 0) return;
    const loss = lossChunk(last, lost, clock(), 'the ring of the page was full');
    chunks.splice(1, 0, loss);
    // What was handed out is on its way, and lost only if it has to be handed out again.
    count(loss, 1);
  };

  return {
    add(batch) {
      const form = batchForm.exec(batch);
      if (form === null) return false;
      const [head, first, last] = form;
      const text = batch.slice(head.length);
      const [from, to] = [Number(first), Number(last)];
      // The background would refuse it whole, and nobody would know how much it held.
      const chunk =
        text.length > reportsMaxLength
          ? lossChunk(to, to - from + 1, clock(), 'too large for a message')
          : { first: from, last: to, text, lost: 0 };
      chunks.push(chunk);
      count(chunk, 1);
      trim();
      return true;
    },
    forget(seq) {
      for (let oldest = chunks[0]; oldest !== undefined && oldest.last <= seq; oldest = chunks[0]) {
        count(oldest, -1);
        chunks.shift();
      }
    },
    take() {
      const messages: string[] = [];
      let inner = '';
      for (const { last, text } of chunks) {
        if (last <= sentUpTo) continue;
        sentUpTo = last;
        if (inner !== '' && inner.length + text.length > maxMessage) {
          messages.push(`[${inner}]`);
          inner = '';
        }
        inner += `${inner === '' ? '' : ','}${text.slice(1, -1)}`;
      }
      if (inner !== '') messages.push(`[${inner}]`);
      return messages;
    },
    rewind() {
      sentUpTo = -1;
    },
    hasUnconfirmed: () => chunks.length > 0,
    clear() {
      chunks = [];
      reports = 0;
      size = 0;
      sentUpTo = -1;
    },
  };
};
