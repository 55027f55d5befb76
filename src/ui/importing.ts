import { type ReadonlySignal, signal } from '@preact/signals';
import { fileMaxLength } from '../messages/limits.ts';
import type { FileCommand, PanelMessage } from '../messages/panel.ts';
import { words } from './words/en.ts';

/** A file that was chosen or dropped; a browser's `File` is one. */
export type FileToOpen = { readonly name: string; readonly size: number; text(): Promise<string> };

/** The file that is being opened, which of how many, and how much of it is handed over, 0 to 1. */
export type ImportingState = { readonly name: string; readonly place: number; readonly of: number; readonly share: number };

export type Importing = {
  readonly state: ReadonlySignal<ImportingState | null>;
  /** Opens files one after the other: the first that can be read is shown, the others beside it; or all as further devices. */
  open(files: readonly FileToOpen[], as: FileCommand['kind']): void;
  /** The first of the files with its text; null where there is none, or where it cannot be read, which was said then. */
  read(files: readonly FileToOpen[]): Promise<{ readonly name: string; readonly text: string } | null>;
  /** What the other end said. */
  hear(message: PanelMessage): void;
};

type Answer = { readonly why: string | null };
type Failure = { readonly name: string; readonly why: string };

type ImportingDeps = {
  readonly send: (command: FileCommand) => void;
  readonly newRequest: () => number;
  readonly refuse: (command: FileCommand['kind'], why: string) => void;
};

const textOf = async (file: FileToOpen): Promise<{ readonly text: string } | { readonly why: string }> => {
  if (file.size > fileMaxLength) return { why: words.files.tooLarge(fileMaxLength / 1024 / 1024) };
  try {
    return { text: await file.text() };
  } catch {
    return { why: words.files.unreadable };
  }
};

/** One sentence for all that could not be opened. */
const told = (failures: readonly Failure[], of: number): string => {
  const [only] = failures;
  return of === 1 && only !== undefined
    ? only.why
    : words.files.someFailed(
        failures.length,
        of,
        failures.map(({ name, why }) => `${name}: ${why}`),
      );
};

/** Hands files to the background, so that no two are on their way at once and what fails is told together. */
export const startImporting = ({ send, newRequest, refuse }: ImportingDeps): Importing => {
  const state = signal<ImportingState | null>(null);
  const waiting = new Map<number, (answer: Answer) => void>();
  let queue: Promise<void> = Promise.resolve();

  const hand = async (file: FileToOpen, as: FileCommand['kind'], add: boolean): Promise<Answer> => {
    const read = await textOf(file);
    if ('why' in read) return read;
    const request = newRequest();
    const answered = new Promise<Answer>((resolve) => waiting.set(request, resolve));
    const command = { name: file.name, text: read.text, request };
    send(as === 'device.add' ? { kind: as, ...command } : { kind: as, ...command, add });
    return answered;
  };

  const openAll = async (files: readonly FileToOpen[], as: FileCommand['kind']): Promise<void> => {
    const failures: Failure[] = [];
    for (const [place, file] of files.entries()) {
      const { name } = file;
      state.value = { name, place: place + 1, of: files.length, share: 0 };
      const { why } = await hand(file, as, place > failures.length);
      if (why !== null) failures.push({ name, why });
    }
    state.value = null;
    if (failures.length > 0) refuse(as, told(failures, files.length));
  };

  const settle = (request: number, answer: Answer): void => {
    waiting.get(request)?.(answer);
    waiting.delete(request);
  };

  return {
    state,
    open: (files, as) => {
      queue = queue.then(() => openAll(files, as));
    },
    read: async ([file]) => {
      if (file === undefined) return null;
      const read = await textOf(file);
      if ('text' in read) return { name: file.name, text: read.text };
      refuse('recording.import', `${file.name}: ${read.why}`);
      return null;
    },
    hear: (message) => {
      if (message.kind === 'file.taken') settle(message.request, { why: null });
      if (message.kind === 'command.refused' && message.request !== undefined) settle(message.request, { why: message.why });
      if (message.kind === 'file.progressed' && waiting.has(message.request) && state.value !== null)
        state.value = { ...state.value, share: message.share };
    },
  };
};
