import { isJsonObject, type Json } from '../../core/json.ts';
import type { ForeignObservation, Observation } from '../../core/observation.ts';
import type { ParsedRecording } from '../../core/parse-recording.ts';
import type { Recording } from '../../core/recording.ts';
import { sideBySide } from '../../core/side-by-side.ts';
import type { SessionStore } from '../platform/session-store.ts';
import type { Live } from './live.ts';
import { pack, unpack } from './pack.ts';
import type { Session } from './session.ts';

const key = 'file';
const addedKey = 'added';
/** A larger file is shown all the same, but not again after the worker's death. */
const keptMaxBytes = 3 * 1024 * 1024;

/** What the panels show: the browser session's recording with what was added to it, or a file. The former goes on growing meanwhile. */
export type Shown = {
  /** The file's name, null while the session is shown. */
  readonly imported: () => string | null;
  /** How many observations the session has got while a file is shown. */
  readonly meanwhile: () => number;
  readonly recording: () => Recording;
  /** Lines of what is shown that could not be used. */
  readonly skipped: () => number;
  /** Shows a file, or adds it to the file that is shown. Returns why not, or null. */
  open(name: string, text: string, add: boolean): string | null;
  /** Shows the session again, from its beginning. */
  showSession(): void;
  /** Puts a file beside what is shown: other devices of the same story. Returns why not, or null. */
  add(name: string, text: string): string | null;
  /** Takes away what was added to the session under this name. */
  remove(name: string): void;
  /** Names of the files that were added to the session. */
  readonly added: () => readonly string[];
  /** Takes the file away; without one, everything recorded and added. */
  clear(): void;
};

type File = { readonly name: string; readonly recording: Recording; readonly skipped: number };
type Added = File & { readonly text: string };

export type ShownDeps = {
  readonly session: Session;
  readonly live: Live;
  readonly store: SessionStore;
  readonly stored: Readonly<Record<string, unknown>>;
  readonly openText: (text: string, name: string) => ParsedRecording;
  readonly serialise: (recording: Recording) => string;
};

const skippedIn = (files: readonly File[]): number => files.reduce((sum, { skipped }) => sum + skipped, 0);

/** Two files as one. A device of the same id is the same device. */
const together = (one: Recording, other: Recording): Recording => ({
  ...one,
  devices: [...one.devices, ...other.devices.filter(({ id }) => !one.devices.some((device) => device.id === id))],
  observations: [...one.observations, ...other.observations],
});

/** The session with what was added to it. Asked for with every row that is looked at, so that it is made anew only once it has grown. */
const createWhole = (session: Session) => {
  let made: { readonly of: readonly File[]; readonly size: number; readonly id: string; readonly recording: Recording } | null = null;
  return (added: readonly File[]): Recording => {
    const own = session.recording();
    if (added.length === 0) return own;
    if (made?.of === added && made.size === session.size() && made.id === own.id) return made.recording;
    const recording = { ...own, ...sideBySide([own, ...added.map((file) => file.recording)]) };
    made = { of: added, size: session.size(), id: own.id, recording };
    return recording;
  };
};

type Packed = { readonly name: string; readonly packed: string };
const isPacked = (value: Json): value is Packed & { readonly [name: string]: Json } =>
  isJsonObject(value) && typeof value.packed === 'string' && typeof value.name === 'string';

/**
 * What the store keeps under one key, packed first. Packing takes as long as the text is long, so that an earlier, longer text may be
 * ready after a later one: only what was asked for last is written.
 */
const createKept = (store: SessionStore, key: string) => {
  let asked = 0;
  const put = async (make: () => Promise<Json | null>): Promise<void> => {
    asked += 1;
    const mine = asked;
    const value = await make();
    if (mine !== asked) return;
    try {
      if (value !== null) return await store.write({ [key]: value });
    } catch {
      // No room. What was kept before would come back in its place.
      if (mine !== asked) return;
    }
    await store.remove([key]);
  };
  return {
    /** Without room it is not kept; then it is there until the worker ends. */
    put: (make: () => Promise<Json | null>): void => {
      put(make).catch(() => undefined);
    },
    forget: (): void => {
      asked += 1;
      store.remove([key]).catch(() => undefined);
    },
  };
};

export const openShown = async ({ session, live, store, stored, openText, serialise }: ShownDeps): Promise<Shown> => {
  let file: (File & { readonly since: number }) | null = null;
  let added: readonly Added[] = [];
  const whole = createWhole(session);
  const keptFile = createKept(store, key);
  const keptFiles = createKept(store, addedKey);

  const showSession = (): void => {
    if (file !== null) keptFile.forget();
    file = null;
    const lines: readonly (Observation | ForeignObservation)[] = whole(added).observations;
    const devices = (): Recording['devices'] => (added.length === 0 ? session.devices.list() : whole(added).devices);
    live.show({ lines, devices, fixed: false, skipped: skippedIn(added) });
  };

  const opened = (name: string, text: string): Added | string => {
    const parsed = openText(text, name);
    if (!parsed.ok) return parsed.why;
    if (parsed.recording.observations.length === 0) return 'This recording is empty.';
    return { name, text, recording: parsed.recording, skipped: parsed.skipped };
  };

  const show = (name: string, text: string, beside: File | null): string | null => {
    const one = opened(name, text);
    if (typeof one === 'string') return one;
    const since = file?.since ?? session.size();
    file =
      beside === null
        ? { ...one, since }
        : {
            name: `${beside.name}, ${name}`,
            recording: together(beside.recording, one.recording),
            skipped: beside.skipped + one.skipped,
            since,
          };
    const { recording, skipped } = file;
    live.show({ lines: recording.observations, devices: () => recording.devices, fixed: true, skipped });
    return null;
  };

  const keep = (name: string, text: string): void =>
    keptFile.put(async () => {
      const packed = await pack(text);
      return packed.length <= keptMaxBytes ? { name, packed } : null;
    });

  const setAdded = (next: readonly Added[]): void => {
    added = next;
    keptFiles.put(async () => {
      const packed = await Promise.all(next.map(async ({ name, text }) => ({ name, packed: await pack(text) })));
      const fits = packed.reduce((sum, one) => sum + one.packed.length, 0) <= keptMaxBytes;
      return fits && packed.length > 0 ? packed : null;
    });
  };

  const keptAdded = stored[addedKey];
  for (const one of Array.isArray(keptAdded) ? (keptAdded as readonly Json[]) : []) {
    const file = isPacked(one) ? opened(one.name, await unpack(one.packed).catch(() => '')) : '';
    if (typeof file !== 'string') added = [...added, file];
  }
  const kept = stored[key];
  const again = isJsonObject(kept) && isPacked(kept) ? kept : null;
  if (again === null || show(again.name, await unpack(again.packed).catch(() => ''), null) !== null) showSession();

  const open = (name: string, text: string, add: boolean): string | null => {
    const beside = add ? file : null;
    const refusal = show(name, text, beside);
    if (refusal !== null || file === null) return refusal;
    keep(file.name, beside === null ? text : serialise(file.recording));
    return null;
  };

  return {
    imported: () => file?.name ?? null,
    meanwhile: () => (file === null ? 0 : Math.max(0, session.size() - file.since)),
    recording: () => file?.recording ?? whole(added),
    skipped: () => file?.skipped ?? skippedIn(added),
    open,
    showSession,
    add: (name, text) => {
      if (file !== null) return open(name, text, true);
      const one = opened(name, text);
      if (typeof one === 'string') return one;
      setAdded([...added.filter((other) => other.name !== name), one]);
      showSession();
      return null;
    },
    remove: (name) => {
      setAdded(added.filter((one) => one.name !== name));
      if (file === null) showSession();
    },
    added: () => (file === null ? added.map(({ name }) => name) : []),
    clear: () => {
      if (file === null) {
        session.clear();
        setAdded([]);
      }
      showSession();
    },
  };
};
