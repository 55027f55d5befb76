import { isJsonObject } from '../../core/json.ts';
import type { ForeignObservation, Observation } from '../../core/observation.ts';
import type { Recording } from '../../core/recording.ts';
import type { Clock } from '../platform/clock.ts';
import type { SessionStore } from '../platform/session-store.ts';
import { createDevices, type Devices } from './devices.ts';
import { createSeenSeqs, type SeenSeqs } from './seen-seqs.ts';
import { stillOpen } from './still-open.ts';
import { openVault } from './vault.ts';

const metaKey = 'session';
const logPrefix = 'log:';
/** The document of what the recorder itself has to say. */
export const recorderDocument = 'idscope';
/** Writes are at least this far apart: a burst costs one write of its last chunk, not one a batch. */
const writeSpacingMs = 100;

/** The one recording of this browser session. What it appends is kept in session storage and survives the worker. */
export type Session = {
  readonly recording: () => Recording;
  readonly size: () => number;
  /** Observations that could not be kept because the log is full. */
  readonly dropped: () => number;
  readonly devices: Devices;
  /** Appends what is not yet there (by document and seq) and returns it. */
  append(observations: readonly Observation[]): readonly Observation[];
  /** The highest seq seen of a document, or -1. */
  lastSeq(document: string): number;
  /** The document last seen in the tab's top frame. */
  topDocument(tab: number): { readonly id: string; readonly device: string; readonly url: string | null } | null;
  /** Counts what could not be recorded; it becomes an observation of its own with the next write. */
  lose(what: string, why: string, count: number): void;
  /** Resolves once everything appended so far is in the store. */
  saved(): Promise<void>;
  /** Puts these lines in the place of all: the same story, told in fewer words. What is left out stays known and does not come again. */
  replace(lines: readonly (Observation | ForeignObservation)[]): void;
  /** Takes nothing more, and counts it as dropped, until it is cleared. */
  fill(): void;
  /** Ends this recording and begins one with the same devices, in which only what is still open stands: documents, SDKs, stored ids. */
  clear(): void;
};

export type SessionDeps = {
  readonly store: SessionStore;
  /** Everything the store held when the worker woke. */
  readonly stored: Readonly<Record<string, unknown>>;
  readonly clock: Clock;
  readonly newRecordingId: () => string;
  readonly newDeviceId: () => string;
  readonly version: string;
  readonly browser: string | null;
  readonly maxBytes?: number;
  /** Told of what the recorder itself appends. */
  readonly onNote: (observations: readonly Observation[]) => void;
};

export const openSession = async (deps: SessionDeps): Promise<Session> => {
  const { store, clock } = deps;
  const meta = isJsonObject(deps.stored[metaKey]) ? deps.stored[metaKey] : {};
  const devices = createDevices({ stored: meta.devices, newId: deps.newDeviceId });
  const vault = await openVault({ store, stored: deps.stored, prefix: logPrefix, ...(deps.maxBytes && { maxBytes: deps.maxBytes }) });
  let id = typeof meta.id === 'string' ? meta.id : deps.newRecordingId();
  let startedAt = typeof meta.startedAt === 'string' ? meta.startedAt : new Date(clock.now()).toISOString();
  let dropped = typeof meta.dropped === 'number' ? meta.dropped : 0;
  let full = dropped > 0;
  const seen = new Map<string, SeenSeqs>();
  const lastSeqs = new Map<string, number>();
  const tops = new Map<number, { id: string; device: string; url: string | null }>();

  const remember = (line: Observation | ForeignObservation): boolean => {
    const seqs = seen.get(line.document) ?? createSeenSeqs();
    if (seqs.has(line.seq)) return false;
    seqs.add(line.seq);
    seen.set(line.document, seqs);
    lastSeqs.set(line.document, Math.max(line.seq, lastSeqs.get(line.document) ?? -1));
    if (line.frame === 0 && line.tab !== undefined) {
      const before = tops.get(line.tab);
      const url = line.kind === 'document.opened' && 'url' in line ? line.url : before?.id === line.document ? before.url : null;
      tops.set(line.tab, { id: line.document, device: line.device, url });
    }
    return true;
  };
  const stored = vault.lines();
  const kept = stored.filter(remember);

  const lastSeq = (document: string): number => lastSeqs.get(document) ?? -1;

  const append = (observations: readonly Observation[]): readonly Observation[] => {
    const fresh = observations.filter((each) => !(seen.get(each.document)?.has(each.seq) ?? false));
    if (full) {
      dropped += fresh.length;
      return [];
    }
    const kept = fresh.filter(remember);
    vault.add(kept);
    return kept;
  };

  const losses = new Map<string, { what: string; why: string; count: number }>();
  const lose = (what: string, why: string, count: number): void => {
    const key = JSON.stringify([what, why]);
    losses.set(key, { what, why, count: (losses.get(key)?.count ?? 0) + count });
  };
  const noteLosses = (): void => {
    if (full) losses.clear();
    const device = devices.list()[0]?.id ?? devices.idOf({ incognito: false, cookieStore: null });
    for (const loss of losses.values()) {
      const base = { seq: lastSeq(recorderDocument) + 1, at: clock.now(), document: recorderDocument, device };
      deps.onNote(append([{ kind: 'loss.counted', ...loss, ...base }]));
    }
    losses.clear();
  };

  const flush = async (): Promise<void> => {
    noteLosses();
    const { slimmed, full: nowFull } = await vault.flush();
    full ||= nowFull;
    if (slimmed > 0 && !full) lose('payload details', 'the recording outgrew the session store: older rows keep their ids only', slimmed);
    await store.write({ [metaKey]: { id, startedAt, dropped, devices: devices.stored() } });
    if (losses.size > 0) saved().catch(() => undefined);
  };

  let next: Promise<void> | null = null;
  let last: Promise<void> = Promise.resolve();
  let lastStart = Number.NEGATIVE_INFINITY;
  const pause = (ms: number): Promise<void> => (ms <= 0 ? Promise.resolve() : new Promise((resolve) => clock.after(ms, resolve)));

  const saved = (): Promise<void> => {
    if (next === null) {
      next = last
        .then(() => pause(lastStart + writeSpacingMs - clock.now()))
        .then(() => {
          next = null;
          lastStart = clock.now();
          return flush();
        });
      // A failed write stays dirty and is tried again with the next batch; it must not block that one.
      last = next.catch(() => undefined);
    }
    return next;
  };

  const replace = (lines: readonly (Observation | ForeignObservation)[]): void => {
    const keys = vault.empty();
    vault.add(lines);
    // What was there before goes when what stands for it is safe: a worker that dies in between finds both.
    void saved()
      .then(() => store.remove(keys))
      .catch(() => undefined);
  };
  if (kept.length < stored.length) replace(kept);

  return {
    recording: () => ({
      idscope: 1,
      id,
      startedAt,
      made: { by: 'extension', version: deps.version, browser: deps.browser },
      devices: devices.list(),
      observations: vault.lines(),
    }),
    size: () => vault.size,
    dropped: () => dropped,
    devices,
    append,
    lose,
    lastSeq,
    topDocument: (tab) => tops.get(tab) ?? null,
    saved,
    replace,
    fill: () => {
      full = true;
    },
    clear: () => {
      id = deps.newRecordingId();
      startedAt = new Date(clock.now()).toISOString();
      dropped = 0;
      full = false;
      const open = stillOpen(vault.lines());
      const keys = vault.empty();
      // `seen` stays as it is: a page that re-sends what was cleared must not bring it back.
      vault.add(open);
      void saved()
        .catch(() => undefined)
        .then(() => store.remove(keys));
    },
  };
};
