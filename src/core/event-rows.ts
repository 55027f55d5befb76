import { createDoubles, createIntegers, createTexts } from './columns.ts';
import type { AnalyticsEvent } from './event.ts';

/** What is kept of an event: `landed` and `outcome` are numbers of the caller's own tables, -1 for none. */
export type EventRow = {
  readonly slot: number;
  readonly landed: number;
  readonly outcome: number;
  readonly id: string | null;
  readonly name: string;
  readonly at: number | null;
  readonly anonymousId: string | null;
  readonly knownId: string | null;
};

/** Events as columns: 32 bytes each and the bytes of their ids; names and the ids they carry are kept once. */
export type EventRows = {
  push(event: AnalyticsEvent, slot: number, landed: number, outcome: number): void;
  at(index: number): EventRow;
};

/** Texts by number, each kept once. */
const createTable = () => {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    numberOf: (text: string | null): number => {
      if (text === null) return -1;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      texts.push(text);
      return texts.length - 1;
    },
    textOf: (number: number): string | null => texts[number] ?? null,
  };
};

export const createEventRows = (): EventRows => {
  const slots = createIntegers();
  const landings = createIntegers();
  const outcomes = createIntegers();
  const names = createIntegers();
  const times = createDoubles();
  const anonymous = createIntegers();
  const known = createIntegers();
  const ids = createTexts();
  const nameTable = createTable();
  const idTable = createTable();

  return {
    push: (event, slot, landed, outcome) => {
      slots.push(slot);
      landings.push(landed);
      outcomes.push(outcome);
      names.push(nameTable.numberOf(event.name));
      times.push(event.at ?? Number.NaN);
      anonymous.push(idTable.numberOf(event.ids.anonymousId));
      known.push(idTable.numberOf(event.ids.knownId));
      ids.push(event.id);
    },
    at: (index) => {
      const at = times.at(index);
      return {
        slot: slots.at(index),
        landed: landings.at(index),
        outcome: outcomes.at(index),
        id: ids.at(index),
        name: nameTable.textOf(names.at(index)) ?? '',
        at: Number.isNaN(at) ? null : at,
        anonymousId: idTable.textOf(anonymous.at(index)),
        knownId: idTable.textOf(known.at(index)),
      };
    },
  };
};
