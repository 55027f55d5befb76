/** An identity with the key it is looked up by. */
export type Identity = {
  readonly type: string;
  readonly value: string;
  readonly key: string;
  readonly device: boolean;
  readonly login: boolean;
};

/** mParticle's profiles as numbers, and the look-up from identities to them. */
export type Profiles = {
  add(mpid: string | null): number;
  byMpid(mpid: string): number | null;
  mpidOf(profile: number): string | null;
  adopt(profile: number, mpid: string): void;
  /** The profile that an identity finds: of a device the one that got it last. */
  holder(identity: Identity): number | null;
  /** The anonymous profile that got a device last. */
  anonymousHolder(identity: Identity): number | null;
  /** Whether a profile got an identity, be it by now another one's. */
  has(profile: number, identity: Identity): boolean;
  isKnown(profile: number): boolean;
  /** Points the look-up of an identity to a profile, and counts it among its ids. */
  give(profile: number, identity: Identity, event: number): void;
  /** Counts an identity among the ids of a profile, and leaves its look-up. */
  mention(profile: number, identity: Identity, event: number): void;
  /** Takes the other values of this type from a profile's look-up. */
  replace(profile: number, identity: Identity): void;
  /** The profile that has the events of this one: itself, unless it was aliased. */
  standsFor(profile: number): number;
  alias(profile: number, known: number, event: number): void;
  aliasedBy(profile: number): number;
  /** The event that made it a known one. */
  knownBy(profile: number): number;
  idsOf(profile: number): readonly string[];
  labelOf(profile: number): string;
  firstOf(profile: number): string;
  fork(): Profiles;
};

const none = -1;
const noIdentities: readonly Identity[] = [];

type State = {
  readonly mpids: (string | null)[];
  readonly byMpid: Map<string, number>;
  readonly holders: Map<string, number>;
  readonly anonymous: Map<string, number>;
  /** What a profile got, in order. The lists are never changed in place, so copies share them. */
  readonly identities: (readonly Identity[])[];
  readonly knownBy: number[];
  readonly aliasOf: number[];
  readonly aliasedBy: number[];
};

const emptyState = (): State => ({
  mpids: [],
  byMpid: new Map(),
  holders: new Map(),
  anonymous: new Map(),
  identities: [],
  knownBy: [],
  aliasOf: [],
  aliasedBy: [],
});

export const createProfiles = (state: State = emptyState()): Profiles => {
  const { mpids, byMpid, holders, anonymous, identities, knownBy, aliasOf, aliasedBy } = state;
  const listOf = (profile: number): readonly Identity[] => identities[profile] ?? noIdentities;
  const isKnown = (profile: number): boolean => (knownBy[profile] ?? none) !== none;
  const has = (profile: number, { key }: Identity): boolean => listOf(profile).some((one) => one.key === key);

  const mention = (profile: number, identity: Identity, event: number): void => {
    if (has(profile, identity)) return;
    identities[profile] = [...listOf(profile), identity];
    if (identity.login && !isKnown(profile)) knownBy[profile] = event;
  };

  const ownIds = (profile: number): readonly string[] => {
    const mpid = mpids[profile] ?? null;
    return [...(mpid === null ? [] : [mpid]), ...listOf(profile).map(({ value }) => value)];
  };

  return {
    add: (mpid) => {
      const profile = mpids.length;
      mpids.push(mpid);
      identities.push(noIdentities);
      knownBy.push(none);
      aliasOf.push(none);
      aliasedBy.push(none);
      if (mpid !== null) byMpid.set(mpid, profile);
      return profile;
    },
    byMpid: (mpid) => byMpid.get(mpid) ?? null,
    mpidOf: (profile) => mpids[profile] ?? null,
    adopt: (profile, mpid) => {
      mpids[profile] = mpid;
      byMpid.set(mpid, profile);
    },
    holder: ({ key }) => holders.get(key) ?? null,
    anonymousHolder: ({ key }) => {
      const profile = anonymous.get(key);
      return profile === undefined || isKnown(profile) || (aliasOf[profile] ?? none) !== none ? null : profile;
    },
    has,
    isKnown,
    mention,
    give: (profile, identity, event) => {
      mention(profile, identity, event);
      holders.set(identity.key, profile);
      if (identity.device && !isKnown(profile)) anonymous.set(identity.key, profile);
    },
    replace: (profile, { type, key }) => {
      for (const one of listOf(profile))
        if (one.type === type && one.key !== key && holders.get(one.key) === profile) holders.delete(one.key);
    },
    standsFor: (profile) => {
      let at = profile;
      for (let next = aliasOf[at] ?? none; next !== none; next = aliasOf[at] ?? none) at = next;
      return at;
    },
    alias: (profile, known, event) => {
      aliasOf[profile] = known;
      aliasedBy[profile] = event;
    },
    aliasedBy: (profile) => aliasedBy[profile] ?? none,
    knownBy: (profile) => knownBy[profile] ?? none,
    idsOf: (profile) => [...new Set(ownIds(profile))],
    labelOf: (profile) => listOf(profile).find(({ login }) => login)?.value ?? ownIds(profile)[0] ?? '',
    firstOf: (profile) => listOf(profile)[0]?.value ?? ownIds(profile)[0] ?? '',
    fork: () =>
      createProfiles({
        mpids: mpids.slice(),
        byMpid: new Map(byMpid),
        holders: new Map(holders),
        anonymous: new Map(anonymous),
        identities: identities.slice(),
        knownBy: knownBy.slice(),
        aliasOf: aliasOf.slice(),
        aliasedBy: aliasedBy.slice(),
      }),
  };
};
