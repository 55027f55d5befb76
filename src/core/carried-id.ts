import type { Ground, Ingested, ModelRun } from './model.ts';

const ground: Ground = { rule: 'There is no model of what this vendor does with ids: an event counts for the id it carries.', cite: '' };
const nothing: readonly string[] = [];
const withoutId: Ingested = { slot: null, merge: 'none', reason: 'no-id', link: nothing, ground, assumptions: nothing };

type State = {
  readonly nodes: readonly [known: Map<string, number>, anonymous: Map<string, number>];
  readonly names: string[];
  readonly known: boolean[];
};

/** For vendors without a server model: an event's profile is the known id it carries, else the anonymous one. Nothing merges. */
export const startCarriedId = (state: State = { nodes: [new Map(), new Map()], names: [], known: [] }): ModelRun => {
  const { nodes, names, known } = state;
  const [knownNodes, anonymousNodes] = nodes;
  const nameOf = (slot: number): string => names[slot] ?? '';
  return {
    ingest: ({ ids }) => {
      const id = ids.knownId ?? ids.anonymousId;
      if (id === null) return withoutId;
      const isKnown = ids.knownId !== null;
      const ofKind = isKnown ? knownNodes : anonymousNodes;
      let slot = ofKind.get(id);
      if (slot === undefined) {
        slot = names.length;
        ofKind.set(id, slot);
        names.push(id);
        known.push(isKnown);
      }
      return { slot, merge: 'none', reason: null, link: nothing, ground, assumptions: nothing };
    },
    profileOf: (slot) => slot,
    idsOf: (profile) => [nameOf(profile)],
    labelOf: nameOf,
    isKnown: (profile) => known[profile] ?? false,
    because: (slot) => ({ kind: known[slot] ? 'own-id' : 'unlinked', id: nameOf(slot), ground }),
    fork: () => startCarriedId({ nodes: [new Map(knownNodes), new Map(anonymousNodes)], names: names.slice(), known: known.slice() }),
  };
};
