import type { Analysis } from '../core/analysis.ts';
import { idText, isJsonObject, type Json, member } from '../core/json.ts';
import type { LandedEvent, ProjectAnalysis } from '../core/landed.ts';
import { spelling } from '../core/placeholder.ts';
import { shapeOf } from './id-shape.ts';
import { isProfileUpdate, profileOwners } from './profile-owners.ts';
import { callsOf } from './project-calls.ts';
import type { Evidence } from './rule.ts';
import type { TwoIds } from './two-ids-of-one.ts';

const addressIn = (value: Json | undefined): string | null => {
  const found = isJsonObject(value) ? (member(value, 'email') ?? member(value, '$email')) : undefined;
  return typeof found === 'string' && shapeOf(found) === 'e-mail address' ? spelling(found) : null;
};

const isLine = ({ key }: LandedEvent): boolean => key.startsWith('line:');
/** An address that is the id needs no trait to say so. */
const ownAddress = (id: string | null): string | null => (id !== null && shapeOf(id) === 'e-mail address' ? spelling(id) : null);

/** Every statement that a known id has this e-mail address. */
const addressesOf = (analysis: Analysis, project: ProjectAnalysis) => {
  const calls = callsOf(analysis, project);
  const owners = profileOwners(calls);
  return [
    ...calls.flatMap((call) => {
      // Some SDKs store a moment later whom a call named: until then they hold the one before.
      const named = call.meaning.kind === 'identify' ? idText(call.meaning.id) : null;
      const id = (isProfileUpdate(call) ? owners.get(call) : named || call.after?.knownId) ?? null;
      const address =
        call.meaning.kind === 'identify'
          ? (addressIn(call.meaning.traits) ?? ownAddress(id))
          : isProfileUpdate(call)
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
};

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
