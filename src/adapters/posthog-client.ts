import type { Client, ClientArgs, ClientEvent, ClientPage, ClientRun } from '../core/client.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { pick, present, put } from './client-storage.ts';

const state = '$user_state';
const alias = '__alias';
/** Whether person processing was asked for: from then on every event has a profile. */
const processed = '$epp';
const superIds = ['distinct_id', '$device_id', '$user_id', '$had_persisted_distinct_id'];
const optedOut = '__ph_opt_out';
const refusedIds = ['null', 'undefined', 'distinct_id', 'distinctid', '$posthog_cookieless'];

/** Texts and numbers are ids, unless they say that there is none. */
const usableId = (value: Json | undefined): string | null => {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  return text.trim() === '' || refusedIds.includes(text.toLowerCase()) ? null : text;
};

const load = ({ storage, newId, config, ready }: ClientPage): ClientRun => {
  let calls = 0;
  let initialised = false;
  /** Each page keeps its own copy and writes it through: a page does not notice what another one changed. */
  const own = new Map<string, Json>();
  /** The last properties that were set on the person, in memory only. */
  let lastSet: string | null = null;

  const write = (values: Readonly<Record<string, Json | undefined>>): void => {
    put(own, values);
    put(storage, values);
  };
  const isIdentified = (): boolean => own.get(state) === 'identified';
  const bootstrap = (name: string): Json | undefined => member(config.bootstrap, name);

  const processes = (): boolean => {
    if (config.person_profiles === 'always') return true;
    if (config.person_profiles === 'never') return false;
    return isIdentified() || own.get(processed) === true || own.has(alias);
  };
  const askForProcessing = (): boolean => {
    if (config.person_profiles === 'never') return false;
    write({ [processed]: true });
    return true;
  };

  const capture = (name: string, properties: JsonObject, more: JsonObject = {}): readonly ClientEvent[] => {
    if (own.get(optedOut) === true) return [];
    const marks = { $is_identified: isIdentified(), $process_person_profile: processes() };
    return [
      { call: null, kind: 'event', payload: { event: name, properties: { ...pick(own, superIds), ...marks, ...properties }, ...more } },
    ];
  };

  const setPerson = (set: Json | undefined, once: Json | undefined): readonly ClientEvent[] => {
    if (!askForProcessing()) return [];
    const sign = JSON.stringify([own.get('distinct_id') ?? null, set ?? null, once ?? null]);
    if (sign === lastSet) return [];
    lastSet = sign;
    return capture('$set', { $set: isJsonObject(set) ? set : {}, $set_once: isJsonObject(once) ? once : {} });
  };

  const identify = ([given, set, once]: ClientArgs): readonly ClientEvent[] => {
    const id = usableId(given);
    if (id === null || !askForProcessing()) return [];
    const previous = own.get('distinct_id');
    write({ $user_id: id });
    if (!own.get('$device_id')) write({ $had_persisted_distinct_id: true, $device_id: previous });
    if (id !== previous && id !== own.get(alias)) write({ [alias]: undefined, distinct_id: id });
    const wasAnonymous = !isIdentified();
    if (wasAnonymous) write({ [state]: 'identified' });
    if (id !== previous && wasAnonymous) {
      lastSet = JSON.stringify([own.get('distinct_id') ?? null, set ?? null, once ?? null]);
      return capture('$identify', present({ distinct_id: id, $anon_distinct_id: previous }), isJsonObject(set) ? { $set: set } : {});
    }
    // From identified to identified nothing tells the vendor that the two are one: only properties are sent, if there are any.
    return wasAnonymous || isJsonObject(set) || isJsonObject(once) ? setPerson(set, once) : [];
  };

  const makeAlias = ([to, original]: ClientArgs): readonly ClientEvent[] => {
    if (!askForProcessing()) return [];
    const from = original ?? own.get('distinct_id');
    if (to === from) return identify([to]);
    write({ [alias]: to });
    return capture('$create_alias', present({ alias: to, distinct_id: from }));
  };

  const reset = (device: boolean): void => {
    const kept = own.get('$device_id');
    for (const key of [...own.keys()]) if (key !== optedOut) write({ [key]: undefined });
    lastSet = null;
    const id = newId();
    write({ distinct_id: id, $device_id: device || kept === undefined ? id : kept, [state]: 'anonymous' });
  };

  const group = ([type, key, properties]: ClientArgs): readonly ClientEvent[] => {
    if (typeof type !== 'string' || idText(key) === null || !askForProcessing()) return [];
    const groups = own.get('$groups');
    const known = isJsonObject(groups) ? groups : {};
    if (member(known, type) === key && !isJsonObject(properties)) return [];
    write({ $groups: { ...known, [type]: key ?? null } });
    return capture('$groupidentify', { $group_type: type, $group_key: key ?? null });
  };

  const carryOut = (method: string, args: ClientArgs): readonly ClientEvent[] => {
    const [first, second] = args;
    switch (method) {
      case 'capture':
        return typeof first === 'string' && first !== '' ? capture(first, isJsonObject(second) ? second : {}) : [];
      case 'identify':
        return identify(args);
      case 'alias':
        return makeAlias(args);
      case 'reset':
        reset(first === true || member(first, 'resetDeviceID') === true);
        return [];
      case 'group':
        return group(args);
      case 'setPersonProperties':
        return setPerson(first, second);
      case 'people.set':
      case 'people.set_once': {
        const set = typeof first === 'string' ? { [first]: second ?? null } : first;
        return method === 'people.set' ? setPerson(set, undefined) : setPerson(undefined, set);
      }
      case 'register':
        if (isJsonObject(first)) write(pick(new Map(Object.entries(first)), superIds));
        return [];
      case 'opt_out_capturing':
        write({ [optedOut]: true });
        return [];
      case 'opt_in_capturing':
        write({ [optedOut]: undefined });
        return capture('$opt_in', {});
      default:
        return [];
    }
  };

  const firstIds = (): readonly ClientEvent[] => {
    for (const [name, value] of storage) own.set(name, value);
    const given = idText(bootstrap('distinctID'));
    const givenIsKnown = bootstrap('isIdentifiedID') === true;
    if (own.has('distinct_id')) return given !== null && givenIsKnown && !isIdentified() ? identify([given]) : [];
    const id = given === null || givenIsKnown ? newId() : given;
    write({ distinct_id: given ?? id, $device_id: id, [state]: given !== null && givenIsKnown ? 'identified' : 'anonymous' });
    return [];
  };

  const init = (): readonly ClientEvent[] => {
    if (initialised) return [];
    initialised = true;
    return firstIds();
  };
  let loaded = ready ? init() : [];

  return {
    init: () => {
      const sent = [...loaded, ...init()];
      loaded = [];
      return sent;
    },
    // Before init, the npm module drops what it is told.
    call: (method, args) => {
      const call = calls++;
      return initialised ? carryOut(method, args).map((event) => ({ ...event, call })) : [];
    },
    settle: () => [],
    ids: () => {
      const distinctId = idText(own.get('distinct_id'));
      const device = idText(own.get('$device_id'));
      return isIdentified()
        ? { anonymousId: device, knownId: idText(own.get('$user_id')) ?? distinctId }
        : { anonymousId: distinctId, knownId: null };
    },
    adopt: ({ anonymousId, knownId }) => {
      if (knownId === null) write({ distinct_id: anonymousId ?? undefined, [state]: 'anonymous', $user_id: undefined });
      else write({ distinct_id: own.get(alias) === knownId ? own.get('distinct_id') : knownId, [state]: 'identified', $user_id: knownId });
      if (!own.has('$device_id') && anonymousId !== null) write({ $device_id: anonymousId });
    },
  };
};

/** posthog-js. */
export const posthogClient: Client = {
  vendor: 'posthog',
  sdk: 'posthog-js 1.449.2',
  cite: 'https://github.com/PostHog/posthog-js',
  track: 'capture',
  identity: [
    'properties.distinct_id',
    'properties.$device_id',
    'properties.$user_id',
    'properties.$anon_distinct_id',
    'properties.$had_persisted_distinct_id',
    'properties.alias',
    'properties.$is_identified',
    'properties.$process_person_profile',
  ],
  complete: (payload, { project, at, id }) => ({
    ...payload,
    properties: { ...(isJsonObject(payload.properties) ? payload.properties : {}), token: project },
    uuid: id,
    timestamp: new Date(at).toISOString(),
  }),
  load,
};
