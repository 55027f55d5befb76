import type { Client, ClientArgs, ClientEvent, ClientPage, ClientRun } from '../core/client.ts';
import { idText, isJsonObject, type Json, type JsonObject, member } from '../core/json.ts';
import { present, put } from './client-storage.ts';

const userKey = 'rl_user_id';
const anonymousKey = 'rl_anonymous_id';
const traitsKey = 'rl_trait';

const load = ({ storage, newId }: ClientPage): ClientRun => {
  let calls = 0;
  /** Each page keeps its own copy and writes it through: a page does not notice what another one changed. */
  const own = new Map<string, Json>(storage);

  const write = (values: Readonly<Record<string, Json | undefined>>): void => {
    put(own, values);
    put(storage, values);
  };
  if (!own.has(anonymousKey)) write({ [anonymousKey]: newId() });

  const user = (): string => idText(own.get(userKey)) ?? '';
  const anonymous = (): string => idText(own.get(anonymousKey)) ?? '';
  const traits = (): JsonObject => {
    const stored = own.get(traitsKey);
    return isJsonObject(stored) ? stored : {};
  };

  const message = (type: string, fields: Readonly<Record<string, Json | undefined>>, options: JsonObject = {}): readonly ClientEvent[] => {
    // Unlike Segment's, an anonymous id in the options is that of this one event.
    const ids = { userId: user(), anonymousId: idText(options.anonymousId) ?? anonymous() };
    return [{ call: null, kind: 'event', payload: { type, ...ids, ...present(fields), context: { traits: traits() } } }];
  };

  /** No id at all keeps the user; an empty one clears it. Another user takes the traits of the former away. */
  const identify = (args: ClientArgs): readonly ClientEvent[] => {
    const [first] = args;
    const objects = args.filter(isJsonObject);
    const current = user();
    const id = isJsonObject(first) || first == null ? current : typeof first === 'string' ? first.trim() : (idText(first) ?? '');
    if (id !== '' && current !== '' && id !== current) write({ [traitsKey]: undefined });
    // Traits that are not given empty the stored ones.
    const next = objects[0] === undefined ? {} : { ...traits(), ...objects[0] };
    write({ [userKey]: id, [traitsKey]: next });
    return message('identify', {}, objects[1]);
  };

  const reset = (options: Json | undefined): void => {
    write({ [userKey]: undefined, [traitsKey]: undefined });
    if (options === true || member(member(options, 'entries'), 'anonymousId') === true) write({ [anonymousKey]: newId() });
  };

  const carryOut = (method: string, args: ClientArgs): readonly ClientEvent[] => {
    const [first, second] = args;
    const objects = args.filter(isJsonObject);
    switch (method) {
      case 'track':
        return typeof first === 'string' && first !== '' ? message('track', { event: first, properties: objects[0] }, objects[1]) : [];
      case 'page':
      case 'screen':
        return message(method, { name: typeof first === 'string' ? first : undefined, properties: objects[0] }, objects[1]);
      case 'group':
        return message('group', { groupId: idText(first), traits: objects[0] }, objects[1]);
      case 'identify':
        return identify(args);
      case 'alias':
        return message('alias', { userId: idText(first) ?? '', previousId: idText(second) ?? (user() || anonymous()) });
      case 'reset':
        reset(first);
        return [];
      case 'setAnonymousId':
        write({ [anonymousKey]: idText(first) || newId() });
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
    ids: () => ({ anonymousId: anonymous() || null, knownId: user() || null }),
    adopt: ({ anonymousId, knownId }) => write({ [anonymousKey]: anonymousId ?? anonymous(), [userKey]: knownId ?? undefined }),
  };
};

/** RudderStack's JavaScript SDK, version 3. */
export const rudderstackClient: Client = {
  vendor: 'rudderstack',
  sdk: '@rudderstack/analytics-js 3.34.1',
  cite: 'https://github.com/rudderlabs/rudder-sdk-js',
  track: 'track',
  identity: ['userId', 'anonymousId', 'previousId', 'context.traits'],
  complete: (payload, { project, at, id }) => ({
    ...payload,
    channel: 'web',
    writeKey: project,
    messageId: id,
    originalTimestamp: new Date(at).toISOString(),
  }),
  load,
};
