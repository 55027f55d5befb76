import { copyMaxLength } from '../../messages/limits.ts';
import type { LongCommand, PanelCommand, PanelMessage } from '../../messages/panel.ts';

type Asked = LongCommand | 'test.export';
type Refusal = Extract<PanelMessage, { readonly kind: 'command.refused' }>;
type Waiting = { readonly of: Asked; readonly texts: string[]; readonly blobs: Blob[]; length: number };

/** The panel's end of answers that may come in pieces. */
export type PuttingTogether = {
  /** Remembers what was asked for. */
  asked(command: PanelCommand): void;
  /** The message as the interface is to hear it: whole. Null for a piece, and for what nobody waits for any more. */
  take(message: PanelMessage): PanelMessage | null;
  /** The line is gone: a refusal of each kind that was asked for and did not come to its end. */
  broken(): readonly Refusal[];
};

const ended = 'The background ended before it had handed everything over. Nothing was lost: try again.';
const tooLong = 'The recording is too long to be copied: export it, and read the file with the command.';

const isLong = (command: PanelCommand): command is Extract<PanelCommand, { readonly kind: Asked }> =>
  command.kind === 'recording.export' || command.kind === 'test.export' || command.kind === 'copy.read';

const refusal = (command: Asked, why: string): Refusal => ({ kind: 'command.refused', command, why });

const had = ({ texts, blobs }: Waiting): number => texts.length + blobs.length;

/** `next` asks for the piece behind the last one. Pieces of a file are blobs from the start: the browser may keep those on disk. */
export const createPuttingTogether = (next: (of: LongCommand, request: number) => void): PuttingTogether => {
  const waiting = new Map<string, Waiting>();

  const piece = ({ of, request, index, text }: Extract<PanelMessage, { readonly kind: 'piece.told' }>): PanelMessage | null => {
    const key = `${of} ${request}`;
    const one = waiting.get(key);
    if (one === undefined) return null;
    one.length += text.length;
    const fits = of !== 'copy.read' || one.length <= copyMaxLength;
    if (index !== had(one) || !fits) {
      waiting.delete(key);
      return refusal(of, fits ? ended : tooLong);
    }
    if (of === 'copy.read') one.texts.push(text);
    else one.blobs.push(new Blob([text]));
    next(of, request);
    return null;
  };

  const whole = (message: Extract<PanelMessage, { readonly kind: 'recording.exported' | 'copy.told' }>): PanelMessage | null => {
    const kinds: readonly Asked[] = message.kind === 'copy.told' ? ['copy.read'] : ['recording.export', 'test.export'];
    const key = kinds.map((of) => `${of} ${message.request}`).find((each) => waiting.has(each));
    const one = waiting.get(key ?? '');
    if (key === undefined || one === undefined) return null;
    waiting.delete(key);
    if ((message.pieces ?? 0) !== had(one)) return refusal(one.of, ended);
    if (message.kind === 'copy.told') return { ...message, copy: { ...message.copy, text: [...one.texts, message.copy.text].join('') } };
    return one.blobs.length === 0 ? message : { ...message, before: one.blobs };
  };

  return {
    asked: (command) => {
      if (isLong(command)) waiting.set(`${command.kind} ${command.request}`, { of: command.kind, texts: [], blobs: [], length: 0 });
    },
    take: (message) => {
      if (message.kind === 'piece.told') return piece(message);
      if (message.kind === 'recording.exported' || message.kind === 'copy.told') return whole(message);
      if (message.kind === 'command.refused') {
        for (const [key, { of }] of [...waiting]) if (of === message.command) waiting.delete(key);
      }
      return message;
    },
    broken: () => {
      const kinds = new Set([...waiting.values()].map(({ of }) => of));
      waiting.clear();
      return [...kinds].map((of) => refusal(of, ended));
    },
  };
};
