import type { Analysis } from '../core/analysis.ts';
import { isJsonObject, type Json, member } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { spelling } from '../core/placeholder.ts';
import { type BeatOf, namesSomebody, type Thread } from '../core/thread.ts';
import { differInShape, shapeOf } from './id-shape.ts';
import { callsOf } from './project-calls.ts';
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

/** Ids on one device: written differently anywhere, or from different sources with nothing reset in between. */
export const twoIdsIn = (vendor: string, thread: Thread): readonly TwoIds[] => {
  const named = namedOf(thread);
  return named.flatMap(({ beat, id, resetsBefore }, at): readonly TwoIds[] => {
    const tell = (first: Named, how: TwoIds['how'], why: string): TwoIds => ({
      from: first.id,
      to: id,
      how,
      why,
      at: beat.at,
      document: beat.document,
      device: thread.device,
      evidence: [evidenceOf(first.beat), evidenceOf(beat)],
    });
    const earlier = named.slice(0, at);
    const spelt = earlier.find((n) => n.id !== id && spelling(n.id) === spelling(id));
    if (spelt !== undefined) return [tell(spelt, 'spelling', 'they differ in capitals, spaces or quotes only')];
    const typed = earlier.find((n) => n.id === id && typeof n.beat.id !== typeof beat.id && n.beat.call !== null && beat.call !== null);
    if (typed !== undefined && keepNumbers.has(vendor)) return [tell(typed, 'type', 'one is a number, the other one text')];
    const before = earlier.at(-1);
    if (before === undefined || before.id === id || before.resetsBefore !== resetsBefore || !differInShape(before.id, id)) return [];
    const name = (one: string): string => (shapeOf(one) === 'word' ? 'an id of another kind' : `a ${shapeOf(one)}`).replace('a e', 'an e');
    return [tell(before, 'shape', `one is ${name(before.id)}, the other one ${name(id)}, and nothing was reset in between`)];
  });
};

const addressIn = (value: Json | undefined): string | null => {
  const found = isJsonObject(value) ? (member(value, 'email') ?? member(value, '$email')) : undefined;
  return typeof found === 'string' && shapeOf(found) === 'e-mail address' ? spelling(found) : null;
};

const isLine = ({ key }: LandedEvent): boolean => key.startsWith('line:');
/** An address that is the id needs no trait to say so. */
const ownAddress = (id: string | null): string | null => (id !== null && shapeOf(id) === 'e-mail address' ? spelling(id) : null);

/** Every statement that a known id has this e-mail address. */
const addressesOf = (analysis: Analysis, project: ProjectAnalysis) => [
  ...callsOf(analysis, project).flatMap((call) => {
    const id = call.after?.knownId ?? null;
    const address =
      call.meaning.kind === 'identify'
        ? (addressIn(call.meaning.traits) ?? ownAddress(id))
        : call.method.startsWith('people.set')
          ? addressIn(call.args[0] === '$email' ? { $email: call.args[1] ?? null } : call.args[0])
          : null;
    const evidence: Evidence = { call: call.call };
    return id === null || id === '' || address === null
      ? []
      : [{ id, address, at: call.at, document: call.document, device: call.device, evidence }];
  }),
  ...project.events.flatMap((e) => {
    const { claims, ids } = e.event;
    if (claims.shape !== 'segment' || claims.type !== 'identify' || claims.email === null || !ids.knownId || !e.included || isLine(e))
      return [];
    const evidence: Evidence = { event: e.index, project: project.project };
    return [{ id: ids.knownId, address: spelling(claims.email), at: e.called.at, document: e.document, device: e.device, evidence }];
  }),
];

/** One e-mail address that two known ids were said to have in one browser. What servers say is theirs to know. */
export const twoIdsByAddress = (analysis: Analysis, project: ProjectAnalysis): readonly TwoIds[] => {
  const owners = new Map<string, { readonly id: string; readonly evidence: Evidence }>();
  const found: TwoIds[] = [];
  for (const { id, address, at, document, device, evidence } of addressesOf(analysis, project).toSorted((a, b) => a.at - b.at)) {
    const key = JSON.stringify([device, address]);
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, { id, evidence });
    else if (spelling(owner.id) !== spelling(id))
      found.push({
        from: owner.id,
        to: id,
        how: 'e-mail',
        why: 'both have the same e-mail address',
        at,
        document,
        device,
        evidence: [owner.evidence, evidence],
      });
  }
  return found;
};
