/** Number of distinct colours; further people share them, told apart by label. */
export const hueCount = 10;

const vendorPrefix = /^(\$device:|user_id=|anonymous_id=|device_id=)/;

/** The bare id behind a vendor's notation, so that one person has one colour in all vendors. */
export const personOf = (label: string): string => label.replace(vendorPrefix, '');

/** What one line of the story says of people: the known id its event carried, and whom the event landed on when it came. */
export type Appearance = { readonly knownId: string | null; readonly landedOn: string | null };

type Introduced = { readonly person: string; readonly known: boolean; readonly line: number };

/**
 * Everybody in the order of their first event, each with a colour. What comes later, a merge included, changes nothing of it, so that
 * whoever knows the same story gives everybody the same colours, from whenever on they watched.
 */
export type People = { readonly hues: ReadonlyMap<string, number>; readonly introduced: readonly Introduced[] };

export const nobody: People = { hues: new Map(), introduced: [] };

/** As many people introduced one after the other never share a colour. */
const neighbours = 3;

/** The turns of people without a name: other colours first than those of known people, and red, which looks like a mistake, late. */
const anonymousTurns = [7, 8, 5, 4, 3, 6, 2, 9, 1, 0];

/** Hands out colours in turn, to known people from the first on; known ones rarely share with each other, nor with who is anonymous. */
const createTurns = () => {
  const known = Array.from({ length: hueCount }, (_, hue) => hue);
  const anonymous = [...anonymousTurns];
  let last: readonly number[] = [];
  return (isKnown: boolean): number => {
    const turns = isKnown ? known : anonymous;
    const place = turns.findIndex((hue) => !last.includes(hue));
    const [hue = 0] = turns.splice(place, 1);
    turns.push(hue);
    last = [...last.slice(1 - neighbours), hue];
    return hue;
  };
};

const coloured = (introduced: readonly Introduced[]): People => {
  const next = createTurns();
  return { introduced, hues: new Map(introduced.map(({ person, known }) => [person, next(known)])) };
};

/** The people of a story whose lines from `from` on are `lines`; `before` knew the others. The same object where nothing is new. */
export const growPeople = (before: People, lines: readonly Appearance[], from = 0): People => {
  let kept = before.introduced.length;
  while (kept > 0 && (before.introduced[kept - 1]?.line ?? 0) >= from) kept -= 1;
  const again = new Set(before.introduced.slice(kept).map(({ person }) => person));
  const fresh = new Map<string, Introduced>();
  const meet = (person: string, known: boolean, line: number): void => {
    if (fresh.has(person) || (before.hues.has(person) && !again.has(person))) return;
    fresh.set(person, { person, known, line });
  };
  for (const [place, { knownId, landedOn }] of lines.entries()) {
    if (knownId !== null) meet(knownId, true, from + place);
    if (landedOn !== null) meet(personOf(landedOn), false, from + place);
  }
  if (fresh.size === 0 && again.size === 0) return before;
  const introduced = [...before.introduced.slice(0, kept), ...fresh.values()];
  const isSame = ({ person, known }: Introduced, place: number): boolean =>
    before.introduced[place]?.person === person && before.introduced[place]?.known === known;
  const same = introduced.length === before.introduced.length && introduced.every(isSame);
  return same ? { introduced, hues: before.hues } : coloured(introduced);
};

/** A colour for whom no event introduced, as where a model names a profile by an id of its own. */
const hueOfName = (person: string): number => {
  let hash = 0;
  for (const character of person) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % hueCount;
};

/** Colours of everybody, also of profiles whom no event introduced. */
export const huesOf = ({ hues }: People, labels: Iterable<string>): ReadonlyMap<string, number> => {
  const others = new Map<string, number>();
  for (const label of labels) {
    const person = personOf(label);
    if (!hues.has(person)) others.set(person, hueOfName(person));
  }
  return others.size === 0 ? hues : new Map([...hues, ...others]);
};
