import { type ReadonlySignal, signal } from '@preact/signals';
import type { CompareTold } from '../messages/copy.ts';
import type { PanelSource } from '../messages/panel.ts';

/** Another recording beside what is shown. */
export type ComparingState = {
  readonly file: { readonly name: string; readonly text: string; readonly earlier: boolean } | null;
  readonly told: CompareTold | null;
  readonly asking: boolean;
  readonly refused: string | null;
};

export type Comparing = {
  readonly state: ReadonlySignal<ComparingState>;
  /** Compares with a file, taken for the earlier of the two until `swap` says otherwise. */
  open(name: string, text: string): void;
  swap(): void;
  /** The same once more, of what is recorded by now. */
  again(): void;
  close(): void;
};

const nothing: ComparingState = { file: null, told: null, asking: false, refused: null };

export const startComparing = (ask: NonNullable<PanelSource['ask']> | null): Comparing => {
  const state = signal<ComparingState>(nothing);
  let asked = 0;

  const compare = async (file: ComparingState['file']): Promise<void> => {
    asked += 1;
    const mine = asked;
    if (file === null || ask === null) {
      state.value = nothing;
      return;
    }
    state.value = { ...state.peek(), file, asking: true };
    const answer = await ask({ kind: 'compare', ...file });
    if (mine !== asked) return;
    if (answer.kind === 'compare') state.value = { file, told: answer.told, asking: false, refused: null };
    else if (answer.kind === 'refused') state.value = { file, told: null, asking: false, refused: answer.why };
  };

  return {
    state,
    open: (name, text) => void compare({ name, text, earlier: true }),
    swap: () => {
      const { file } = state.peek();
      void compare(file === null ? null : { ...file, earlier: !file.earlier });
    },
    again: () => void compare(state.peek().file),
    close: () => void compare(null),
  };
};
