import type { Client, ClientArgs, ClientEvent, ClientPage, ClientRun } from '../core/client.ts';
import { idText, isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { pick, present, put } from './client-storage.ts';

const devicePrefix = '$device:';
const alias = '__alias';
const optedOut = '__mp_opt_out';
/** Profile operations that wait in storage for `identify`, in the order in which they are flushed. */
const peopleQueues = { set: '__mps', set_once: '__mpso', unset: '__mpus', increment: '__mpa', append: '__mpap', union: '__mpu' } as const;
const superIds = ['distinct_id', '$device_id', '$user_id', '$had_persisted_distinct_id'];

type PeopleMethod = keyof typeof peopleQueues;
const isPeopleMethod = (name: string): name is PeopleMethod => Object.hasOwn(peopleQueues, name);
const isTruthy = (value: Json | undefined): boolean => Boolean(value);

const load = ({ storage: shared, newId, config, ready }: ClientPage): ClientRun => {
  const storage = config.disable_persistence === true ? new Map<string, Json>() : shared;
  let calls = 0;
  let initialised = false;
  // In memory only: a page that never calls identify keeps its profile operations to itself.
  let identified = false;

  const update = (operation: string): ClientEvent => ({
    call: null,
    kind: 'update',
    payload: {
      [`$${operation === 'increment' ? 'add' : operation}`]: {},
      ...present({ $distinct_id: storage.get('distinct_id') }),
      ...pick(storage, superIds.slice(1)),
    },
  });

  const track = (name: string, properties: JsonObject): readonly ClientEvent[] =>
    storage.get(optedOut) === true
      ? []
      : [{ call: null, kind: 'event', payload: { event: name, properties: { ...pick(storage, superIds), ...properties } } }];

  /** A stored empty id counts as none, a stored null does not. */
  const firstIds = (): void => {
    if (isTruthy(storage.get('distinct_id'))) return;
    const missing = (name: string): boolean => !storage.has(name) || storage.get(name) === '';
    if (!missing('distinct_id') && !missing('$device_id')) return;
    const id = newId();
    if (missing('distinct_id')) storage.set('distinct_id', `${devicePrefix}${id}`);
    if (missing('$device_id')) storage.set('$device_id', id);
  };

  const flushPeople = (): readonly ClientEvent[] =>
    Object.entries(peopleQueues).flatMap(([operation, key]) => (storage.delete(key) ? [update(operation)] : []));

  const people = (method: string): readonly ClientEvent[] => {
    const operation = method.slice('people.'.length);
    if (!isPeopleMethod(operation)) return [];
    if (identified) return [update(operation)];
    storage.set(peopleQueues[operation], true);
    return [];
  };

  const identify = (id: Json | undefined): readonly ClientEvent[] => {
    const previous = storage.get('distinct_id');
    if (isTruthy(id) && id !== previous) {
      if (typeof id === 'string' && id.startsWith(devicePrefix)) return [];
      put(storage, { $user_id: id });
    }
    if (!isTruthy(storage.get('$device_id'))) put(storage, { $had_persisted_distinct_id: true, $device_id: previous });
    if (id !== previous && id !== storage.get(alias)) {
      storage.delete(alias);
      if (id !== undefined) storage.set('distinct_id', id);
    }
    identified = true;
    const flushed = flushPeople();
    return id === previous ? flushed : [...flushed, ...track('$identify', present({ distinct_id: id, $anon_distinct_id: previous }))];
  };

  const makeAlias = (to: Json | undefined, original: Json | undefined): readonly ClientEvent[] => {
    const from = original ?? storage.get('distinct_id');
    if (to === from) return identify(to);
    put(storage, { [alias]: to });
    return [...track('$create_alias', present({ alias: to, distinct_id: from })), ...identify(to)];
  };

  const reset = (): void => {
    for (const key of [...storage.keys()]) if (key !== optedOut) storage.delete(key);
    identified = false;
    firstIds();
  };

  const register = (properties: Json | undefined): void => {
    if (isJsonObject(properties)) put(storage, pick(new Map(Object.entries(properties)), superIds));
  };

  const carryOut = (method: string, [first, second]: ClientArgs): readonly ClientEvent[] => {
    const given = isJsonObject(second) ? second : {};
    switch (method) {
      case 'identify':
        return identify(first);
      case 'alias':
        return makeAlias(first, second);
      case 'reset':
        reset();
        return [];
      case 'track':
      case 'track_with_groups':
        return typeof first === 'string' && first !== '' ? track(first, given) : [];
      case 'track_pageview':
        return track('$mp_web_page_view', isJsonObject(first) ? first : {});
      case 'register':
        register(first);
        return [];
      case 'opt_out_tracking':
        storage.set(optedOut, true);
        return [];
      case 'opt_in_tracking':
        storage.delete(optedOut);
        return track('$opt_in', {});
      default:
        return method.startsWith('people.') ? people(method) : [];
    }
  };

  const init = (): readonly ClientEvent[] => {
    if (initialised) return [];
    initialised = true;
    firstIds();
    // The SDK itself notes the first referrer on the profile.
    storage.set(peopleQueues.set_once, true);
    return [];
  };
  if (ready) init();

  return {
    init,
    call: (method, args) => {
      const call = calls++;
      return initialised ? carryOut(method, args).map((event) => ({ ...event, call })) : [];
    },
    settle: () => [],
    ids: () => ({ anonymousId: idText(storage.get('$device_id')), knownId: idText(storage.get('$user_id')) }),
    adopt: ({ anonymousId, knownId }) => {
      const bare = anonymousId === null ? undefined : `${devicePrefix}${anonymousId}`;
      const distinctId = knownId !== null && knownId !== storage.get(alias) ? knownId : bare;
      put(storage, {
        distinct_id: distinctId,
        $device_id: anonymousId ?? undefined,
        $user_id: knownId ?? undefined,
      });
    },
  };
};

/** mixpanel-browser. */
export const mixpanelClient: Client = {
  vendor: 'mixpanel',
  sdk: 'mixpanel-browser 2.83.0',
  cite: 'https://github.com/mixpanel/mixpanel-js/blob/master/src/mixpanel-core.js',
  track: 'track',
  identity: [
    'properties.distinct_id',
    'properties.$device_id',
    'properties.$user_id',
    'properties.$anon_distinct_id',
    'properties.$had_persisted_distinct_id',
    'properties.alias',
  ],
  complete: (payload, { project, at, id }) => ({
    ...payload,
    properties: { ...(isJsonObject(payload.properties) ? payload.properties : {}), token: project, time: at / 1000, $insert_id: id },
  }),
  load,
};
