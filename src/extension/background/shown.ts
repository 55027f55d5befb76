import { isJsonObject } from '../../core/json.ts';
import type { ParsedRecording } from '../../core/parse-recording.ts';
import type { Recording } from '../../core/recording.ts';
import type { SessionStore } from '../platform/session-store.ts';
import type { Live } from './live.ts';
import { pack, unpack } from './pack.ts';
import type { Session } from './session.ts';

const key = 'file';
/** A larger file is shown all the same, but not again after the worker's death. */
const keptMaxBytes = 3 * 1024 * 1024;

/** What the panels show: the browser session's recording, or a file. The former goes on growing meanwhile. */
export type Shown = {
  /** The file's name, null while the session is shown. */
  readonly imported: () => string | null;
  readonly recording: () => Recording;
  /** Shows a file, or adds it to the file that is shown. Returns why not, or null. */
  open(name: string, text: string, add: boolean): string | null;
  /** Shows the session again, from its beginning. */
  showSession(): void;
};

type File = { readonly name: string; readonly recording: Recording; readonly skipped: number };

export type ShownDeps = {
  readonly session: Session;
  readonly live: Live;
  readonly store: SessionStore;
  readonly stored: Readonly<Record<string, unknown>>;
  readonly openText: (text: string, name: string) => ParsedRecording;
  readonly serialise: (recording: Recording) => string;
};

/** Two recordings as one. A device of the same id is the same device. */
const together = (one: Recording, other: Recording): Recording => ({
  ...one,
  devices: [...one.devices, ...other.devices.filter(({ id }) => !one.devices.some((device) => device.id === id))],
  observations: [...one.observations, ...other.observations],
});

export const openShown = async ({ session, live, store, stored, openText, serialise }: ShownDeps): Promise<Shown> => {
  let file: File | null = null;

  const showSession = (): void => {
    if (file !== null) store.remove([key]).catch(() => undefined);
    file = null;
    live.show({ lines: session.recording().observations, devices: () => session.devices.list(), fixed: false, skipped: 0 });
  };

  const show = (name: string, text: string, beside: File | null): string | null => {
    const parsed = openText(text, name);
    if (!parsed.ok) return parsed.why;
    if (parsed.recording.observations.length === 0) return 'This recording is empty.';
    const opened = { name, recording: parsed.recording, skipped: parsed.skipped };
    file =
      beside === null
        ? opened
        : {
            name: `${beside.name}, ${name}`,
            recording: together(beside.recording, opened.recording),
            skipped: beside.skipped + opened.skipped,
          };
    const { recording, skipped } = file;
    live.show({ lines: recording.observations, devices: () => recording.devices, fixed: true, skipped });
    return null;
  };

  const keep = async (name: string, text: string): Promise<void> => {
    const packed = await pack(text);
    await (packed.length <= keptMaxBytes ? store.write({ [key]: { name, packed } }) : store.remove([key]));
  };

  const kept = stored[key];
  const again = isJsonObject(kept) && typeof kept.packed === 'string' && typeof kept.name === 'string' ? kept : null;
  if (again === null || show(again.name as string, await unpack(again.packed as string).catch(() => ''), null) !== null) showSession();

  return {
    imported: () => file?.name ?? null,
    recording: () => file?.recording ?? session.recording(),
    open: (name, text, add) => {
      const beside = add ? file : null;
      const refusal = show(name, text, beside);
      if (refusal !== null || file === null) return refusal;
      // Without room it is shown until the worker ends, which is what a file too large gets as well.
      keep(file.name, beside === null ? text : serialise(file.recording)).catch(() => undefined);
      return null;
    },
    showSession,
  };
};
