import type { Json } from '../../../src/core/json.ts';
import type { FuzzVendor } from './dialect.ts';

/**
 * The vendors' merge rules once more, as short as their documents allow and without any code of the product: payloads in the
 * order of their arrival, and for each the name of whom it belongs to once all have arrived; null for nobody.
 */
type Member = { readonly [key: string]: unknown };
type Merge = (payloads: readonly Member[]) => readonly (string | null)[];

const text = (value: unknown): string | null => {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
const inside = (value: unknown): Member => (typeof value === 'object' && value !== null ? (value as Member) : {});

/** Sets of ids that were joined; a set's name is whatever id leads to. */
const joining = () => {
  const parents = new Map<string, string>();
  const find = (id: string): string => {
    const parent = parents.get(id);
    return parent === undefined ? id : find(parent);
  };
  return {
    find,
    join: (a: string, b: string): void => {
      const [from, to] = [find(a), find(b)];
      if (from !== to) parents.set(from, to);
    },
  };
};

/** The first user an ordinary event shows on a device owns it. https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified */
const simplified: Merge = (payloads) => {
  const owners = new Map<string, string>();
  const carried = payloads.map((payload) => {
    if (['$identify', '$create_alias', '$merge'].includes(String(payload.event))) return null;
    const properties = inside(payload.properties);
    let [user, device] = [text(properties.$user_id), text(properties.$device_id)];
    const bare = text(properties.distinct_id);
    if (user === null && device === null && bare !== null) {
      if (bare.startsWith('$device:')) device = bare.slice('$device:'.length);
      else user = bare;
    }
    if (user !== null && device !== null && !owners.has(device)) owners.set(device, user);
    return { user, device };
  });
  return carried.map((ids) => {
    if (ids === null) return null;
    const user = ids.user ?? (ids.device === null ? null : (owners.get(ids.device) ?? null));
    return user === null ? (ids.device === null ? null : `device ${ids.device}`) : `user ${user}`;
  });
};

const uuid4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const plain = (id: string): string => (id.startsWith('$device:') ? id.slice('$device:'.length) : id);

/** $identify joins an anonymous id of the right form with a user, once; an alias stands for one id. https://docs.mixpanel.com/reference/create-identity */
const original: Merge = (payloads) => {
  const { find, join } = joining();
  const identified = new Set<string>();
  const aliases = new Set<string>();
  const owners = payloads.map((payload): string | null => {
    const properties = inside(payload.properties);
    const named = text(properties.distinct_id);
    if (named === null) return null;
    const own = plain(named);
    if (payload.event === '$identify') {
      const from = plain(text(properties.$anon_distinct_id) ?? own);
      const isTaken = [...identified].some((one) => find(one) === find(from));
      if (from !== own && uuid4.test(from) && !isTaken) {
        identified.add(own);
        join(from, own);
      }
    }
    const alias = payload.event === '$create_alias' ? text(properties.alias) : null;
    if (alias !== null && plain(alias) !== own && !aliases.has(plain(alias))) {
      aliases.add(plain(alias));
      join(plain(alias), own);
    }
    return own;
  });
  return owners.map((id) => (id === null ? null : find(id)));
};

/** One user id a profile; what would bring a second one leaves out the identifier of lowest priority. https://segment.com/docs/unify/identity-resolution/identity-resolution-settings/ */
const unify: Merge = (payloads) => {
  const order = ['user_id', 'email', 'anonymous_id'] as const;
  const most: Readonly<Record<string, number>> = { user_id: 1, email: 5, anonymous_id: 5 };
  const profiles: Map<string, string>[] = [];
  const profileOf = new Map<string, Map<string, string>>();
  const slots = payloads.map((payload): Map<string, string> | null => {
    if (payload.type === 'alias') return null;
    const email = text(inside(payload.traits).email) ?? text(inside(inside(payload.context).traits).email);
    let ids = [
      ['user_id', text(payload.userId)],
      ['email', email],
      ['anonymous_id', text(payload.anonymousId)],
    ].flatMap(([type, value]) => (value === null || value === undefined ? [] : [`${type}=${value}`]));
    for (; ids.length > 0; ids = ids.slice(0, -1)) {
      const found = [...new Set(ids.flatMap((id) => profileOf.get(id) ?? []))];
      const all = new Set([...found.flatMap((profile) => [...profile.keys()]), ...ids]);
      if (order.some((type) => [...all].filter((id) => id.startsWith(`${type}=`)).length > (most[type] ?? 0))) continue;
      const profile = found[0] ?? new Map<string, string>();
      if (found.length === 0) profiles.push(profile);
      for (const id of all) {
        profile.set(id, id);
        profileOf.set(id, profile);
      }
      const into = profile;
      for (const other of found.slice(1)) other.set('', 'gone').set('into', String(profiles.indexOf(into)));
      return profile;
    }
    return null;
  });
  const last = (profile: Map<string, string>): string => {
    const into = profile.get('into');
    const next = into === undefined ? undefined : profiles[Number(into)];
    return next === undefined ? `profile ${profiles.indexOf(profile)}` : last(next);
  };
  return slots.map((profile) => (profile === null ? null : last(profile)));
};

const illegal = /^(anonymous|guest|distinctid|distinct_id|id|not_authenticated|email|undefined|true|false)$/i;
const illegalAsWritten = new Set(['[object Object]', 'NaN', 'None', 'none', 'null', '0']);
const isIllegal = (id: string): boolean => {
  const bare = id.replace(/^(['"])(.*)\1$/s, '$2');
  return id.trim() === '' || illegal.test(bare) || illegalAsWritten.has(bare);
};

/** https://github.com/PostHog/posthog/blob/master/nodejs/src/worker/ingestion/persons/person-merge-service.ts */
const posthog: Merge = (payloads) => {
  const { find, join } = joining();
  const persons = new Set<string>();
  const identified = new Set<string>();
  const exists = (id: string): boolean => [...persons].some((one) => find(one) === find(id));
  const isIdentified = (id: string): boolean => [...identified].some((one) => find(one) === find(id));
  const owners = payloads.map((payload) => {
    const properties = inside(payload.properties);
    const target = text(properties.distinct_id ?? payload.distinct_id);
    if (target === null) return null;
    const isMerge = payload.event === '$identify' || payload.event === '$create_alias' || payload.event === '$merge_dangerously';
    if (properties.$process_person_profile === false && (isMerge || payload.event === '$groupidentify')) return null;
    const source = isMerge ? text(payload.event === '$identify' ? properties.$anon_distinct_id : properties.alias) : null;
    if (source !== null && source !== target && !isIllegal(source) && !isIllegal(target)) {
      const refused =
        exists(source) && exists(target) && find(source) !== find(target) && isIdentified(source) && payload.event !== '$merge_dangerously';
      if (!refused) join(source, target);
      persons.add(source).add(target);
      if (refused && !exists(source)) persons.add(source);
      identified.add(target);
    } else if (properties.$process_person_profile !== false) persons.add(target);
    return target;
  });
  return owners.map((id) => (id === null || !exists(id) ? null : find(id)));
};

/** https://amplitude.com/docs/data/sources/instrument-track-unique-users */
const amplitude: Merge = (payloads) => {
  let count = 0;
  const ofUser = new Map<string, number>();
  /** Who a device's events without a user are, and whether that is an account nobody has a name for. */
  const ofDevice = new Map<string, { account: number; nameless: boolean }>();
  const merged = new Map<number, number>();
  const accounts = payloads.map((payload): number | null => {
    const [user, device] = [text(payload.user_id), text(payload.device_id)];
    const here = device === null ? undefined : ofDevice.get(device);
    if (user === null) {
      if (device === null) return null;
      if (here !== undefined) return here.account;
      count += 1;
      ofDevice.set(device, { account: count, nameless: true });
      return count;
    }
    let account = ofUser.get(user);
    if (account === undefined) {
      if (here?.nameless) account = here.account;
      else {
        count += 1;
        account = count;
      }
      ofUser.set(user, account);
    } else if (here?.nameless && here.account !== account) merged.set(here.account, account);
    if (device !== null) ofDevice.set(device, { account, nameless: false });
    return account;
  });
  return accounts.map((account) => (account === null ? null : `account ${merged.get(account) ?? account}`));
};

/** Ids of one message belong together, without any guard. https://www.rudderstack.com/docs/profiles/concepts/identity-graph/ */
const rudderstack: Merge = (payloads) => {
  const { find, join } = joining();
  const first = payloads.map((payload) => {
    const ids = [text(payload.userId), text(payload.anonymousId), text(payload.previousId)].filter((id) => id !== null);
    for (const id of ids.slice(1)) join(ids[0] as string, id);
    return ids[0] ?? null;
  });
  return first.map((id) => (id === null ? null : find(id)));
};

const merges: Readonly<Record<string, Merge>> = {
  'mixpanel-simplified': simplified,
  'mixpanel-original': original,
  'segment-unify': unify,
  posthog,
  amplitude,
  rudderstack,
};

export const modelsOf: Readonly<Record<FuzzVendor, readonly string[]>> = {
  mixpanel: ['mixpanel-simplified', 'mixpanel-original'],
  segment: ['segment-unify'],
  posthog: ['posthog'],
  amplitude: ['amplitude'],
  rudderstack: ['rudderstack'],
};

/** Whom each payload belongs to in the end; equal names are one profile. */
export const referenceMerge = (model: string, payloads: readonly Json[]): readonly (string | null)[] =>
  merges[model]?.(payloads.map((payload) => inside(payload))) ?? payloads.map(() => null);
