import type { Observation } from './observation.ts';
import type { Position } from './position.ts';

/** An observation in its place. `position.at` is the running maximum of `at` in its document, so that all positions are in one order. */
export type LogEntry = { readonly observation: Observation; readonly position: Position };

export type Log = {
  readonly entries: readonly LogEntry[];
  /**
   * Adds what is new and returns the index of the first entry that is not where it was: the former length when everything
   * came in order. Observations seen before, by document and `seq`, are dropped.
   */
  append(observations: readonly Observation[]): number;
};

/** Order of entries: by running time, then document, then `seq`. The same whatever order they arrived in. */
const compare = (a: LogEntry, b: LogEntry): number => {
  const { position: left } = a;
  const { position: right } = b;
  if (left.at !== right.at) return left.at - right.at;
  if (left.document !== right.document) return left.document < right.document ? -1 : 1;
  return left.seq - right.seq;
};

const entryOf = (observation: Observation, at: number): LogEntry => ({
  observation,
  position: { at, document: observation.document, seq: observation.seq, part: 0 },
});

type DocumentState = { readonly seqs: Set<number>; last: number; at: number };

/** The append-only log: everything else is derived from it, in its order. */
export const createLog = (): Log => {
  let entries: LogEntry[] = [];
  const documents = new Map<string, DocumentState>();

  /** Gives the entries of a document their running time again, after one came late. */
  const retime = (late: ReadonlySet<string>): void => {
    const ofDocument = new Map<string, Observation[]>();
    for (const { observation } of entries) {
      if (!late.has(observation.document)) continue;
      const list = ofDocument.get(observation.document) ?? [];
      list.push(observation);
      ofDocument.set(observation.document, list);
    }
    entries = entries.filter(({ observation }) => !late.has(observation.document));
    for (const list of ofDocument.values()) {
      let at = 0;
      for (const observation of list.sort((a, b) => a.seq - b.seq)) {
        at = Math.max(at, observation.at);
        entries.push(entryOf(observation, at));
      }
    }
  };

  return {
    get entries() {
      return entries;
    },
    append: (observations) => {
      const before = entries;
      const length = entries.length;
      const late = new Set<string>();
      let ordered = true;
      for (const observation of observations) {
        const { document, seq, at } = observation;
        let state = documents.get(document);
        if (state === undefined) {
          state = { seqs: new Set(), last: -1, at: 0 };
          documents.set(document, state);
        }
        if (state.seqs.has(seq)) continue;
        state.seqs.add(seq);
        if (seq < state.last) late.add(document);
        state.last = Math.max(state.last, seq);
        state.at = Math.max(state.at, at);
        const entry = entryOf(observation, state.at);
        const previous = entries.at(-1);
        if (previous !== undefined && compare(previous, entry) > 0) {
          if (ordered) entries = entries.slice();
          ordered = false;
        }
        entries.push(entry);
      }
      if (ordered && late.size === 0) return length;
      const old = before.slice(0, length);
      if (late.size > 0) retime(late);
      entries.sort(compare);
      let same = 0;
      while (
        same < length &&
        old[same]?.observation === entries[same]?.observation &&
        old[same]?.position.at === entries[same]?.position.at
      )
        same += 1;
      return same;
    },
  };
};
