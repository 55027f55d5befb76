import { fileMaxLength } from '../../messages/limits.ts';
import type { FileCommand, PanelCommand, PanelMessage } from '../../messages/panel.ts';

type Piece = Extract<PanelCommand, { readonly kind: 'piece.give' }>;

/** The files of one panel that are too long for one message. */
export type TakingFiles = {
  /** Keeps a piece and asks for the next. The first piece of a file takes the place of a file that did not come to its end. */
  piece(piece: Piece): void;
  /** The command with the whole text; null when pieces are missing, which was refused then. */
  whole(command: FileCommand): FileCommand | null;
};

export const isFile = (command: PanelCommand): command is FileCommand =>
  command.kind === 'recording.import' || command.kind === 'device.add';

const missing = 'A part of the file did not arrive. Nothing was lost: try again.';

/** Puts the pieces of a file together: one file at a time, none longer than `fileMaxLength`. */
export const createTakingFiles = (say: (message: PanelMessage) => void): TakingFiles => {
  let open: { readonly request: number; readonly texts: string[]; length: number } | null = null;

  return {
    piece: ({ request, index, text }) => {
      if (index === 0) open = { request, texts: [], length: 0 };
      // A piece out of place, or one too many, makes the command find less than it counts.
      if (open?.request !== request || open.texts.length !== index || open.length + text.length > fileMaxLength) open = null;
      open?.texts.push(text);
      if (open !== null) open.length += text.length;
      say({ kind: 'piece.taken', request, index });
    },
    whole: (command) => {
      const { pieces = 0, request, ...rest } = command;
      if (pieces === 0) return command;
      const texts = open !== null && open.request === request && open.texts.length === pieces ? open.texts : null;
      open = null;
      if (texts !== null) return { ...rest, text: [...texts, command.text].join(''), ...(request === undefined ? {} : { request }) };
      say({ kind: 'command.refused', command: command.kind, why: missing, ...(request === undefined ? {} : { request }) });
      return null;
    },
  };
};
