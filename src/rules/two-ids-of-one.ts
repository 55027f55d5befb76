import { spelling } from '../core/placeholder.ts';
import { type BeatOf, namesSomebody, type Thread } from '../core/thread.ts';
import { differInShape, shapeOf } from './id-shape.ts';
import type { Evidence } from './rule.ts';

/** Two known ids that are one person's, the later one second, and what tells so. */
export type TwoIds = {
  readonly from: string;
  readonly to: string;
  readonly how: 'spelling' | 'type' | 'shape' | 'e-mail';
  readonly why: string;
  readonly at: number;
  readonly document: string | null;
  readonly device: string | null;
  readonly evidence: readonly Evidence[];
};

/** SDKs that keep a number as it is, so that 42 and '42' may be two users. The others make text of it. */
const keepNumbers: ReadonlySet<string> = new Set(['mixpanel', 'amplitude']);

type Named = { readonly beat: BeatOf<'identify'>; readonly id: string; readonly resetsBefore: number };

const evidenceOf = ({ call, document, seq }: BeatOf<'identify'>): Evidence => (call === null ? { observation: [document, seq] } : { call });

const namedOf = (thread: Thread): readonly Named[] => {
  const named: Named[] = [];
  const aliases = new Set<string>();
  let resets = 0;
  for (const beat of thread.beats) {
    if (beat.kind === 'reset') resets += 1;
    if (beat.kind === 'alias' && typeof beat.alias === 'string') aliases.add(beat.alias);
    // What was given to alias is meant to be another id of the same person.
    if (namesSomebody(beat) && beat.after.knownId !== null && !aliases.has(beat.after.knownId))
      named.push({ beat, id: beat.after.knownId, resetsBefore: resets });
  }
  return named;
};

/** `an e-mail address`, `a number`. */
const nameOf = (id: string): string => {
  const shape = shapeOf(id);
  return shape === 'word' ? 'an id of another kind' : `${shape === 'e-mail address' ? 'an' : 'a'} ${shape}`;
};

/** Ids on one device: written differently anywhere, or from different sources with nothing reset in between. */
export const twoIdsIn = (vendor: string, thread: Thread): readonly TwoIds[] => {
  const bySpelling = new Map<string, Named>();
  const byForm = new Map<string, Named>();
  const found: TwoIds[] = [];
  let before: Named | null = null;
  for (const named of namedOf(thread)) {
    const { beat, id, resetsBefore } = named;
    const tell = (first: Named, how: TwoIds['how'], why: string): void =>
      void found.push({
        from: first.id,
        to: id,
        how,
        why,
        at: beat.at,
        document: beat.document,
        device: thread.device,
        evidence: [evidenceOf(first.beat), evidenceOf(beat)],
      });
    const spelt = bySpelling.get(spelling(id));
    const otherForm = byForm.get(`${typeof beat.id === 'number' ? 'string' : 'number'} ${id}`);
    if (spelt !== undefined && spelt.id !== id) tell(spelt, 'spelling', 'they differ in capitals, spaces or quotes only');
    else if (otherForm !== undefined && keepNumbers.has(vendor)) tell(otherForm, 'type', 'one is a number, the other one text');
    else if (before !== null && before.id !== id && before.resetsBefore === resetsBefore && differInShape(before.id, id))
      tell(before, 'shape', `one is ${nameOf(before.id)}, the other one ${nameOf(id)}, and nothing was reset in between`);
    if (spelt === undefined) bySpelling.set(spelling(id), named);
    const form = `${typeof beat.id} ${id}`;
    if (beat.call !== null && !byForm.has(form)) byForm.set(form, named);
    before = named;
  }
  return found;
};
