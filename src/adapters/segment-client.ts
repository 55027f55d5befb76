import type { Client, ClientArgs, ClientEvent, ClientPage, ClientRun } from '../core/client.ts';
import { idText, isJsonObject, type Json, type JsonObject } from '../core/json.ts';
import { present } from './client-storage.ts';

const userKey = 'ajs_user_id';
const anonymousKey = 'ajs_anonymous_id';
const traitsKey = 'ajs_user_traits';

/** Texts, empty ones too, and numbers are ids. */
const givenId = (value: Json | undefined): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;

const load = ({ storage, newId }: ClientPage): ClientRun => {
  let calls = 0;

  const user = (): string | null => idText(storage.get(userKey));
  const traits = (): JsonObject => {
    const stored = storage.get(traitsKey);
    return isJsonObject(stored) ? stored : {};
  };
  /** Made up when it is first needed: after a reset by the next event. */
  const anonymous = (): string => {
    const stored = idText(storage.get(anonymousKey));
    if (stored !== null && stored !== '') return stored;
    const id = newId();
    storage.set(anonymousKey, id);
    return id;
  };

  /** Another user takes a new anonymous id; a stored empty id counts as a user. */
  const setUser = (id: string): void => {
    const previous = user();
    storage.set(userKey, id);
    if (previous !== null && previous !== id) storage.delete(anonymousKey);
  };

  const message = (type: string, fields: Readonly<Record<string, Json | undefined>>, options: JsonObject = {}): readonly ClientEvent[] => {
    if (typeof options.anonymousId === 'string') storage.set(anonymousKey, options.anonymousId);
    const own = { userId: user() || idText(options.userId) || null, anonymousId: anonymous() };
    return [{ call: null, kind: 'event', payload: { type, ...own, ...present(fields) } }];
  };

  const identify = (args: ClientArgs): readonly ClientEvent[] => {
    const objects = args.filter(isJsonObject);
    const current = user();
    const id = givenId(args[0]) ?? current;
    const next = current === null || current === id ? { ...traits(), ...objects[0] } : { ...objects[0] };
    if (id) setUser(id);
    storage.set(traitsKey, next);
    return message('identify', { traits: next }, objects[1]);
  };

  /** While a user is known, the payload names that user and not the alias. */
  const alias = ([to, from]: ClientArgs): readonly ClientEvent[] => {
    const known = user() || null;
    return message('alias', { userId: known ?? givenId(to), previousId: givenId(from) ?? known ?? anonymous() });
  };

  const carryOut = (method: string, args: ClientArgs): readonly ClientEvent[] => {
    const [first] = args;
    const objects = args.filter(isJsonObject);
    switch (method) {
      case 'track':
        return typeof first === 'string' && first !== '' ? message('track', { event: first, properties: objects[0] }, objects[1]) : [];
      case 'page':
      case 'screen':
        return message(method, { name: typeof first === 'string' ? first : undefined, properties: objects[0] }, objects[1]);
      case 'group':
        return message('group', { groupId: givenId(first), traits: objects[0] }, objects[1]);
      case 'identify':
        return identify(args);
      case 'alias':
        return alias(args);
      case 'reset':
        for (const key of [userKey, anonymousKey, traitsKey]) storage.delete(key);
        return [];
      case 'setAnonymousId':
        if (givenId(first)) storage.set(anonymousKey, givenId(first));
        return [];
      // `analytics.user().id(x)` changes the user without a word to the vendor.
      case 'user.id':
        if (givenId(first) !== null) setUser(givenId(first) ?? '');
        return [];
      default:
        return [];
    }
  };

  return {
    init: () => [],
    call: (method, args) => {
      const call = calls++;
      return carryOut(method, args).map((event) => ({ ...event, call }));
    },
    settle: () => [],
    ids: () => ({ anonymousId: idText(storage.get(anonymousKey)), knownId: user() || null }),
    adopt: ({ anonymousId, knownId }) => {
      if (anonymousId === null) storage.delete(anonymousKey);
      else storage.set(anonymousKey, anonymousId);
      if (knownId === null) storage.delete(userKey);
      else storage.set(userKey, knownId);
    },
  };
};

/** analytics.js 2. Calls of its stub are queued and carried out in an order that depends on the page, so they count from where they ran. */
export const segmentClient: Client = {
  vendor: 'segment',
  sdk: '@segment/analytics-next 1.84.3',
  cite: 'https://github.com/segmentio/analytics-next',
  track: 'track',
  identity: ['userId', 'anonymousId', 'previousId', 'traits'],
  complete: (payload, { project, at, id }) => ({ ...payload, writeKey: project, messageId: id, timestamp: new Date(at).toISOString() }),
  load,
};
