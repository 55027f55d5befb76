import type { AnalyticsEvent, MparticleClaims } from '../core/event.ts';
import type { Because, Ground, Ingested, MergeModel, ModelRun } from '../core/model.ts';
import { assumptionNames, attributed, outside } from './id-reading.ts';
import { identityType, isDeviceType, rankOfType } from './mparticle-identities.ts';
import { createProfiles, type Identity, type Profiles } from './mparticle-profiles.ts';
import { type MparticleRules, mparticleSettings, parseMparticleSettings } from './mparticle-settings.ts';

const guides = 'https://docs.mparticle.com/guides/idsync';
const components = `${guides}/components/`;

const grounds = {
  answered: { rule: 'mParticle itself said which profile this is.', cite: components },
  current: { rule: 'An event belongs to the profile that the last identity request returned.', cite: components },
  found: {
    rule: 'A request returns the profile of its most important identity; a known one only if its login id is there.',
    cite: components,
  },
  created: { rule: 'A request that finds no profile creates one.', cite: components },
  logout: { rule: 'Log-out always starts a new anonymous profile.', cite: `${guides}/profile-conversion-strategy/` },
  back: { rule: 'Log-out returns to the anonymous profile of the device.', cite: `${guides}/profile-isolation-strategy/` },
  converted: { rule: 'The anonymous profile becomes the profile of the new known user.', cite: `${guides}/profile-conversion-strategy/` },
  aliased: { rule: 'The anonymous profile is aliased to the new known one.', cite: `${guides}/profile-link-strategy/` },
  isolated: { rule: 'A new known user gets a profile of its own.', cite: `${guides}/profile-isolation-strategy/` },
  matched: { rule: 'The best match is returned, known or not.', cite: `${guides}/best-match-strategy/` },
  modified: {
    rule: 'Modify changes identities of the current profile; another one that had them is found by them no longer.',
    cite: components,
  },
  anonymous: { rule: 'The profile holds no login id.', cite: components },
  nobody: { rule: 'There is no profile that this could belong to.', cite: components },
  foreign: { rule: 'This is not an mParticle payload.', cite: components },
} as const satisfies Record<string, Ground>;

const [aliasBit, contestedBit, currentBit] = [1, 2, 4] as const;
const namesOf = assumptionNames([mparticleSettings.alias.name, mparticleSettings.contested.name, mparticleSettings.current.name]);

const foreign = outside('foreign-payload', grounds.foreign);
const withoutIdentity = outside('no-identity', grounds.nobody);
const withoutUser = outside('no-current-user', grounds.nobody);
const nobody = outside('no-mpid', grounds.nobody);

const noIdentities: readonly Identity[] = [];

/** What an event carried that names its profile. */
const [noName, aLogin, theMpid] = [0, 1, 2] as const;
type Carried = 0 | 1 | 2;

type Request = NonNullable<MparticleClaims['request']>;
/** The profile a request returns, null for a new one; `left` is the anonymous one that a new known user leaves behind. */
type Found = { readonly profile: number | null; readonly ground: Ground; readonly left: number | null };

/** `left`: anonymous profiles that a new known user left behind. */
const run = (rules: MparticleRules, profiles: Profiles, last: number | null, left: Set<number>): ModelRun => {
  /** The profile returned last. */
  let current = last;

  const identitiesOf = ({ knownIdentities }: MparticleClaims): readonly Identity[] =>
    knownIdentities.length === 0
      ? noIdentities
      : knownIdentities
          .filter(({ value }) => value !== '')
          .map(({ type: given, value }) => {
            const type = identityType(given);
            return { type, value, key: `${type}\u0000${value}`, device: isDeviceType(type), login: rules.isLogin(type) };
          })
          .sort((a, b) => rankOfType(a.type) - rankOfType(b.type));

  const mayReturn = (profile: number, ids: readonly Identity[]): boolean =>
    profiles.standsFor(profile) === profile &&
    (!profiles.isKnown(profile) || ids.some((id) => id.login && profiles.holder(id) === profile));

  const find = (ids: readonly Identity[]): number | null => {
    for (const id of ids) {
      const holder = profiles.holder(id);
      if (rules.strategy === 'best-match') {
        if (holder !== null) return holder;
        continue;
      }
      const profile = id.device ? profiles.anonymousHolder(id) : holder;
      if (profile !== null && mayReturn(profile, ids)) return profile;
    }
    return null;
  };

  const simulate = (request: Exclude<Request, 'modify'>, ids: readonly Identity[]): Found => {
    const { strategy } = rules;
    if (request === 'logout' && (strategy === 'conversion' || strategy === 'link'))
      return { profile: null, ground: grounds.logout, left: null };
    const profile = find(ids);
    if (profile === null) return { profile, ground: grounds.created, left: null };
    if (strategy === 'best-match') return { profile, ground: grounds.matched, left: null };
    if (request === 'logout') return { profile, ground: grounds.back, left: null };
    if (profiles.isKnown(profile) || !ids.some(({ login }) => login)) return { profile, ground: grounds.found, left: null };
    if (strategy === 'conversion') return { profile, ground: grounds.converted, left: null };
    if (strategy === 'isolation') return { profile: null, ground: grounds.isolated, left: null };
    return { profile: null, ground: rules.aliases ? grounds.aliased : grounds.isolated, left: profile };
  };

  const slotOf = (profile: number, carried: Carried): number => profile * 4 + carried;

  const carriedBy = ({ mpid }: MparticleClaims, ids: readonly Identity[]): Carried =>
    mpid !== null ? theMpid : ids.some(({ login }) => login) ? aLogin : noName;

  /** Lets a profile have the identities. Says which are new to it, and whether one of them was another profile's. */
  const attach = (profile: number, ids: readonly Identity[], how: Request | 'event', index: number) => {
    const fresh = ids.filter((id) => !profiles.has(profile, id));
    const before = profiles.idsOf(profile).length > (profiles.mpidOf(profile) === null ? 0 : 1);
    const label = profiles.labelOf(profile);
    let contested = false;
    for (const id of ids) {
      const holder = id.device ? null : profiles.holder(id);
      const others = holder !== null && holder !== profile;
      if (how === 'modify' && !id.device) profiles.replace(profile, id);
      if (how !== 'modify' && others) contested = true;
      if (how === 'event' ? holder === null && !id.device : how === 'modify' || !others || rules.moves) profiles.give(profile, id, index);
      else profiles.mention(profile, id, index);
    }
    const met = fresh.length > 0 && (before || ids.length > 1);
    const link = [...new Set([...(before ? [label] : []), ...(before ? fresh : ids).map(({ value }) => value)])];
    return { met, link, contested: contested && how !== 'event' };
  };

  const landed = (
    slot: number,
    done: { readonly met: boolean; readonly link: readonly string[] },
    ground: Ground,
    bits: number,
  ): Ingested =>
    done.met
      ? { slot, merge: 'merged', reason: null, link: done.link, ground, assumptions: namesOf(bits) }
      : attributed(slot, ground, namesOf(bits));

  const requested = (request: Request, claims: MparticleClaims, index: number): Ingested => {
    const ids = identitiesOf(claims);
    const answered = claims.mpid === null ? null : profiles.byMpid(claims.mpid);
    if (ids.length === 0 && claims.mpid === null) return withoutIdentity;
    if (request === 'modify' && claims.mpid === null && current === null) return withoutUser;
    const found: Found = request === 'modify' ? { profile: current, ground: grounds.modified, left: null } : simulate(request, ids);
    let profile = answered ?? found.profile;
    if (claims.mpid !== null && answered === null) {
      if (profile !== null && profiles.mpidOf(profile) === null) profiles.adopt(profile, claims.mpid);
      else profile = profiles.add(claims.mpid);
    }
    const here = profile ?? profiles.add(null);
    current = here;
    const done = attach(here, ids, request, index);
    const leaves = found.left !== null && found.left !== here && claims.mpid === null;
    if (leaves && found.left !== null) left.add(found.left);
    if (leaves && rules.aliases && found.left !== null) profiles.alias(found.left, here, index);
    const bits = (leaves ? aliasBit : 0) | (done.contested ? contestedBit : 0);
    return landed(slotOf(here, carriedBy(claims, ids)), done, claims.mpid === null ? found.ground : grounds.answered, bits);
  };

  const tracked = (claims: MparticleClaims, index: number): Ingested => {
    const ids = identitiesOf(claims);
    if (claims.mpid === null) {
      const found = ids.length === 0 ? null : find(ids);
      if (found !== null) return attributed(slotOf(found, carriedBy(claims, ids)), grounds.found);
      if (current === null) return nobody;
      if (!rules.usesCurrent) return outside('no-mpid', grounds.nobody, namesOf(currentBit));
      return attributed(slotOf(current, noName), grounds.current, namesOf(currentBit));
    }
    let profile = profiles.byMpid(claims.mpid);
    if (profile === null) {
      const found = ids.length === 0 ? null : find(ids);
      if (found !== null && profiles.mpidOf(found) === null) {
        profiles.adopt(found, claims.mpid);
        profile = found;
      } else profile = profiles.add(claims.mpid);
    }
    return landed(slotOf(profile, theMpid), attach(profile, ids, 'event', index), grounds.answered, 0);
  };

  const ingest = ({ claims }: AnalyticsEvent, index: number): Ingested => {
    if (claims.shape !== 'mparticle') return foreign;
    return claims.request === null ? tracked(claims, index) : requested(claims.request, claims, index);
  };

  const because = (slot: number): Because => {
    const profile = Math.floor(slot / 4);
    const there = profiles.standsFor(profile);
    const to = profiles.labelOf(there);
    const mpid = slot % 4 === theMpid ? profiles.mpidOf(profile) : null;
    if (mpid !== null && there === profile) return { kind: 'own-id', id: mpid, ground: grounds.answered };
    if (slot % 4 === aLogin && there === profile) return { kind: 'own-id', id: to, ground: grounds.found };
    const id = profiles.firstOf(profile);
    if (there !== profile) return { kind: 'linked', id, to, event: profiles.aliasedBy(profile), ground: grounds.aliased };
    if (!profiles.isKnown(profile)) return { kind: 'unlinked', id, ground: grounds.anonymous };
    if (id === to) return { kind: 'own-id', id, ground: grounds.found };
    return { kind: 'linked', id, to, event: profiles.knownBy(profile), ground: grounds.converted };
  };

  return {
    ingest,
    because,
    restsOn: (slot) => namesOf(left.has(Math.floor(slot / 4)) ? aliasBit : 0),
    profileOf: (slot) => profiles.standsFor(Math.floor(slot / 4)),
    idsOf: profiles.idsOf,
    labelOf: profiles.labelOf,
    isKnown: profiles.isKnown,
    fork: () => run(rules, profiles.fork(), current, new Set(left)),
  };
};

/**
 * mParticle's IDSync: identity requests return a profile by the workspace's strategy, events belong to it.
 * An `mpid` that was seen beats all of it. A slot is the profile, and what the event carried that names it.
 */
export const mparticle: MergeModel = {
  id: 'mparticle',
  vendor: 'mparticle',
  title: 'mParticle, IDSync strategies',
  default: true,
  verified: true,
  shape: 'mparticle',
  settings: Object.values(mparticleSettings),
  cite: components,
  start: (settings) => run(parseMparticleSettings(settings), createProfiles(), null, new Set()),
};
