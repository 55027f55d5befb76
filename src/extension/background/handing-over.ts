import { idscopeFailed } from '../../core/error-text.ts';
import type { LongCommand, PanelMessage } from '../../messages/panel.ts';

/** An answer whose text may be too long for one message. */
export type LongAnswer = {
  readonly kind: 'long';
  readonly of: LongCommand;
  readonly request: number;
  /** The text; what it is made from must not change meanwhile. */
  readonly pieces: Iterator<string, void, undefined>;
  /** The answer itself, with the last piece of the text and, unless that is all, how many came before. */
  readonly last: (text: string, before: { readonly pieces?: number }) => PanelMessage;
};

export type Answer = PanelMessage | LongAnswer;

/** Answers to one panel. */
export type HandingOver = {
  /** Answers; of a long text the first piece. */
  readonly answer: (answer: Answer) => void;
  /** The panel took a piece and wants the one behind it. */
  next(of: LongCommand, request: number): void;
};

/** Texts that a panel may be in the middle of; of one that does not ask on the oldest is let go. */
const mostOpen = 4;

type Handed = { readonly long: LongAnswer; readonly index: number; readonly text: string };

/**
 * Hands long texts over piece by piece, the next when the panel asks for it: neither side ever holds more than two of them, however
 * slow the other is.
 */
export const createHandingOver = (say: (message: PanelMessage) => void): HandingOver => {
  const open = new Map<string, Handed>();

  const refuse = (command: LongCommand, why: string): void =>
    say({ kind: 'command.refused', command, why: `${why} Nothing was lost: try again.` });

  const tell = (long: LongAnswer, index: number, text: string | null): void => {
    const { of, request } = long;
    try {
      const here = text ?? long.pieces.next().value ?? '';
      const next = long.pieces.next();
      if (next.done) {
        say(long.last(here, index === 0 ? {} : { pieces: index }));
        return;
      }
      open.set(`${of} ${request}`, { long, index: index + 1, text: next.value });
      for (const oldest of [...open.keys()].slice(0, -mostOpen)) open.delete(oldest);
      say({ kind: 'piece.told', of, request, index, text: here });
    } catch (error) {
      refuse(of, idscopeFailed(error));
    }
  };

  return {
    answer: (answer) => {
      if (answer.kind === 'long') tell(answer, 0, null);
      else say(answer);
    },
    next: (of, request) => {
      const handed = open.get(`${of} ${request}`);
      open.delete(`${of} ${request}`);
      if (handed === undefined) refuse(of, 'The rest of the recording is not there any more.');
      else tell(handed.long, handed.index, handed.text);
    },
  };
};
