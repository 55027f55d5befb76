import { fileMaxLength, pieceMinLength } from '../../messages/limits.ts';
import type { FileCommand, PanelCommand, PanelMessage } from '../../messages/panel.ts';

type News = Extract<PanelMessage, { readonly kind: 'command.refused' | 'file.progressed' }>;
type Given = { readonly request: number; readonly command: FileCommand; given: number; pieces: number };

/** The panel's end of files that may be too long for one message. */
export type GivingFiles = {
  /** Hands a file over: at once when it is short, else its first piece. */
  give(command: FileCommand): void;
  /** The message as the interface is to hear it; null for what only this end needs. */
  take(message: PanelMessage): PanelMessage | null;
  /** The line is gone: a refusal for each file that was not answered. */
  broken(): readonly News[];
};

const tooLong = `This file is too large: up to ${fileMaxLength / 1024 / 1024} million characters can be opened here. The command reads longer ones.`;
const ended = 'The background ended before it had the whole file open. Nothing was lost: try again.';

/** Where the next piece ends. A pair of surrogates is one character and stays together. */
const endOf = (text: string, from: number, length: number): number => {
  const end = from + length;
  if (end >= text.length) return text.length;
  const last = text.charCodeAt(end - 1);
  return last >= 0xd800 && last < 0xdc00 ? end - 1 : end;
};

/** Hands files over piece by piece, the next when the background took the one before. */
export const createGivingFiles = (
  post: (command: PanelCommand) => void,
  tell: (news: News) => void,
  pieceLength: number = pieceMinLength,
): GivingFiles => {
  const open = new Map<number, Given>();

  const next = (one: Given): void => {
    const { request, command } = one;
    const from = one.given;
    one.given = endOf(command.text, from, pieceLength);
    const text = command.text.slice(from, one.given);
    if (one.given === command.text.length) {
      post({ ...command, text, ...(one.pieces === 0 ? {} : { pieces: one.pieces }) });
      return;
    }
    one.pieces += 1;
    post({ kind: 'piece.give', request, index: one.pieces - 1, text });
  };

  return {
    give: (command) => {
      const { kind, request } = command;
      if (command.text.length > fileMaxLength) {
        tell({ kind: 'command.refused', command: kind, why: tooLong, ...(request === undefined ? {} : { request }) });
        return;
      }
      if (request === undefined) {
        post(command);
        return;
      }
      const one: Given = { request, command, given: 0, pieces: 0 };
      open.set(request, one);
      next(one);
    },
    take: (message) => {
      if (message.kind === 'file.taken') open.delete(message.request);
      if (message.kind === 'command.refused' && message.request !== undefined) open.delete(message.request);
      if (message.kind !== 'piece.taken') return message;
      const one = open.get(message.request);
      if (one === undefined || message.index !== one.pieces - 1) return null;
      tell({ kind: 'file.progressed', request: one.request, share: one.given / one.command.text.length });
      next(one);
      return null;
    },
    broken: () => {
      const left = [...open.values()];
      open.clear();
      return left.map(({ request, command }) => ({ kind: 'command.refused', command: command.kind, why: ended, request }));
    },
  };
};
