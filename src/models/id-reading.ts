import type { AnalyticsEvent } from '../core/event.ts';
import type { Json } from '../core/json.ts';
import type { Because, Ground, Ingested } from '../core/model.ts';
import type { IdGraph } from './id-graph.ts';

const nothing: readonly string[] = [];

/** Names of assumptions by bit: the list for a set of bits, made once and shared. Bit `n` stands for the nth name. */
export const assumptionNames = (names: readonly string[]): ((bits: number) => readonly string[]) => {
  const lists: (readonly string[] | undefined)[] = [nothing];
  return (bits) => {
    const known = lists[bits];
    if (known !== undefined) return known;
    const list = names.filter((_, bit) => (bits & (1 << bit)) !== 0);
    lists[bits] = list;
    return list;
  };
};

const minus = 45;
const zero = 48;
const nine = 57;

/** Whether an id was a number in the payload. Most texts cannot have been one, and then the payload is not looked at. */
export const wasNumber = (event: AnalyticsEvent, text: string, read: (payload: Json) => Json | undefined): boolean => {
  const first = text.charCodeAt(0);
  if (event.payload === null || (first !== minus && (first < zero || first > nine))) return false;
  return typeof read(event.payload) === 'number';
};

/** What is ingested for an event that has no profile. */
export const outside = (reason: string, ground: Ground, assumptions: readonly string[] = nothing): Ingested => ({
  slot: null,
  merge: 'ignored',
  reason,
  link: nothing,
  ground,
  assumptions,
});

/** An event that asked for no link, or for one that was there already. */
export const attributed = (slot: number, ground: Ground, assumptions: readonly string[] = nothing): Ingested => ({
  slot,
  merge: 'none',
  reason: null,
  link: nothing,
  ground,
  assumptions,
});

/**
 * Why an id stands in its cluster: it is known itself, an event connected it with the known one, or nothing did.
 * `field` is what sentences call the ids.
 */
export const becauseOf = (
  graph: IdGraph,
  slot: number,
  grounds: { readonly own: Ground; readonly joined: Ground; readonly alone: Ground },
  field?: string,
): Because => {
  const id = graph.nameOf(slot);
  const named = field === undefined ? {} : { field };
  const label = graph.labelOf(graph.rootOf(slot));
  if (label === slot && graph.rankOf(slot) > 0) return { kind: 'own-id', id, ground: grounds.own, ...named };
  const event = label === slot ? null : graph.connectedBy(slot, label);
  if (event === null) return { kind: 'unlinked', id, ground: grounds.alone, ...named };
  return { kind: 'linked', id, to: graph.nameOf(label), event, ground: grounds.joined, ...named };
};
