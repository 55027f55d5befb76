import { isJsonObject, type Json } from '../../core/json.ts';
import type { ForeignObservation, Observation } from '../../core/observation.ts';
import type { SessionStore } from '../platform/session-store.ts';
import { toIdentityCore } from './identity-core.ts';
import { pack, unpack } from './pack.ts';

type Line = Observation | ForeignObservation;
type Chunk = { readonly key: string; lines: Line[]; bytes: number; dirty: boolean; slim: boolean };

/** A chunk is rewritten until it is full, so that its size bounds what one batch costs. */
export const chunkMaxObservations = 500;
/** `storage.session` holds 10 MB; a megabyte is left for everything that is not the log. */
export const vaultMaxBytes = 9 * 1024 * 1024;

/** An append-only log in `storage.session`, in deflated chunks. */
export type Vault = {
  readonly size: number;
  lines(): readonly Line[];
  add(lines: readonly Line[]): void;
  /**
   * Writes what is not written yet. When room runs out the oldest chunks lose their payload detail;
   * `slimmed` counts the observations of those. `full` says that not even that helped.
   */
  flush(): Promise<{ readonly slimmed: number; readonly full: boolean }>;
  /** Empties the log at once and returns the keys that are to be removed from the store when nothing is being written any more. */
  empty(): readonly string[];
};

const ofSession = (stored: Readonly<Record<string, unknown>>, prefix: string): string[] =>
  Object.keys(stored)
    .filter((key) => key.startsWith(prefix))
    .sort();

const readChunk = async (key: string, entry: unknown): Promise<Chunk | null> => {
  if (!isJsonObject(entry) || typeof entry.packed !== 'string') return null;
  const lines: unknown = JSON.parse(await unpack(entry.packed));
  return Array.isArray(lines) ? { key, lines, bytes: entry.packed.length, dirty: false, slim: entry.slim === true } : null;
};

const toItems = (written: readonly { chunk: Chunk; packed: string }[]): Record<string, Json> =>
  Object.fromEntries(written.map(({ chunk, packed }) => [chunk.key, { packed, slim: chunk.slim }]));

/** Opens the log that `stored` (everything in the store) holds under `prefix`. What cannot be read is left out and counted in `unreadable`. */
export const openVault = async ({
  store,
  stored,
  prefix,
  maxBytes = vaultMaxBytes,
}: {
  store: SessionStore;
  stored: Readonly<Record<string, unknown>>;
  prefix: string;
  maxBytes?: number;
}): Promise<Vault & { readonly unreadable: number }> => {
  const keys = ofSession(stored, prefix);
  const read = await Promise.all(keys.map((key) => readChunk(key, stored[key]).catch(() => null)));
  let chunks = read.filter((chunk) => chunk !== null);
  // Numbers are never used twice: a write of the past that is still under way must not meet a new chunk.
  let next = keys.length === 0 ? 0 : Number(keys.at(-1)?.slice(prefix.length)) + 1;

  const addChunk = (): Chunk => {
    const chunk: Chunk = { key: `${prefix}${String(next).padStart(8, '0')}`, lines: [], bytes: 0, dirty: true, slim: false };
    next += 1;
    chunks.push(chunk);
    return chunk;
  };

  const slim = (oldest: Chunk): number => {
    oldest.lines = oldest.lines.map(toIdentityCore);
    // The last chunk still takes lines with their detail, so that it may have to be slimmed again.
    oldest.slim = oldest !== chunks.at(-1);
    oldest.dirty = true;
    return oldest.lines.length;
  };

  const packDirty = async (): Promise<{ chunk: Chunk; packed: string }[]> => {
    const dirty = chunks.filter((chunk) => chunk.dirty);
    return Promise.all(
      dirty.map(async (chunk) => {
        chunk.dirty = false;
        const packed = await pack(JSON.stringify(chunk.lines));
        chunk.bytes = packed.length;
        return { chunk, packed };
      }),
    );
  };

  const total = (): number => chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);

  return {
    unreadable: keys.length - chunks.length,
    get size() {
      return chunks.reduce((sum, chunk) => sum + chunk.lines.length, 0);
    },
    lines: () => chunks.flatMap((chunk) => chunk.lines),
    add: (lines) => {
      for (const line of lines) {
        const last = chunks.at(-1);
        const chunk = last === undefined || last.lines.length >= chunkMaxObservations ? addChunk() : last;
        chunk.lines.push(line);
        chunk.dirty = true;
      }
    },
    flush: async () => {
      let slimmed = 0;
      let lastSlimmed: Chunk | undefined;
      for (;;) {
        const written = await packDirty();
        const oldest = chunks.find((chunk) => !chunk.slim);
        const full = total() > maxBytes && (oldest === undefined || oldest === lastSlimmed);
        try {
          if (total() > maxBytes && !full) throw new Error('over budget');
          // A full log is written all the same: the budget leaves room for the one batch that filled it.
          if (written.length > 0) await store.write(toItems(written));
          return { slimmed, full };
        } catch (failure) {
          for (const { chunk } of written) chunk.dirty = true;
          if (oldest === undefined || oldest === lastSlimmed) throw failure;
          lastSlimmed = oldest;
          slimmed += slim(oldest);
        }
      }
    },
    empty: () => {
      const keys = chunks.map((chunk) => chunk.key);
      chunks = [];
      return keys;
    },
  };
};
