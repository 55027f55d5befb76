import { type ReadonlySignal, signal } from '@preact/signals';
import type { Change, WhatIfTold } from '../messages/copy.ts';
import type { PanelSource } from '../messages/panel.ts';

/** What is tried on a copy, and what came of it. */
export type TrialState = {
  readonly changes: readonly Change[];
  readonly told: WhatIfTold | null;
  readonly asking: boolean;
  /** Why there is no answer; `change` is the place of the one that cannot be. */
  readonly refused: { readonly why: string; readonly change?: number } | null;
  /** The version of the view that the answer is about. */
  readonly version: number;
};

export type Trial = {
  readonly state: ReadonlySignal<TrialState>;
  add(change: Change): void;
  /** These changes alone, in place of what was tried before. */
  only(changes: readonly Change[]): void;
  remove(place: number): void;
  reset(): void;
  /** The same once more, of what is recorded by now. */
  again(): void;
};

const nothing: TrialState = { changes: [], told: null, asking: false, refused: null, version: 0 };

/** A model is chosen once for each project: the last choice counts. */
const replaces = (change: Change, other: Change): boolean =>
  change.kind === 'model' && other.kind === 'model' && change.of.vendor === other.of.vendor && change.of.project === other.of.project;

/** Asks anew with every change to the list; an answer that another question has overtaken is dropped. */
export const startTrial = (ask: NonNullable<PanelSource['ask']> | null, version: () => number): Trial => {
  const state = signal<TrialState>(nothing);
  let asked = 0;

  const tryOut = async (changes: readonly Change[]): Promise<void> => {
    asked += 1;
    const mine = asked;
    if (changes.length === 0 || ask === null) {
      state.value = { ...nothing, changes };
      return;
    }
    const at = version();
    state.value = { ...state.peek(), changes, asking: true };
    const answer = await ask({ kind: 'what-if', changes });
    if (mine !== asked) return;
    if (answer.kind === 'what-if') state.value = { changes, told: answer.told, asking: false, refused: null, version: at };
    else if (answer.kind === 'refused') {
      const { why, change } = answer;
      state.value = { changes, told: null, asking: false, refused: change === undefined ? { why } : { why, change }, version: at };
    }
  };

  return {
    state,
    add: (change) => void tryOut([...state.peek().changes.filter((other) => !replaces(change, other)), change]),
    only: (changes) => void tryOut(changes),
    remove: (place) => void tryOut(state.peek().changes.toSpliced(place, 1)),
    reset: () => void tryOut([]),
    again: () => void tryOut(state.peek().changes),
  };
};
