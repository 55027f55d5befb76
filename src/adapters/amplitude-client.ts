import type { Client, ClientArgs, ClientEvent, ClientPage, ClientRun } from '../core/client.ts';
import { idText, isJsonObject, type Json, member } from '../core/json.ts';
import { present, put } from './client-storage.ts';

type Pending = { readonly call: number; readonly name: string; readonly properties: Json | undefined; readonly options: Json | undefined };

const load = ({ storage, newId, config, ready }: ClientPage): ClientRun => {
  let calls = 0;
  let initialised = false;
  let optedOut = false;
  const queued: { readonly method: string; readonly args: ClientArgs; readonly call: number }[] = [];
  /** Each page keeps its own copy and writes it through: a page does not notice what another one changed. */
  const own = new Map<string, Json>();
  /** Ids are stamped in a later task than that of the call. */
  let pending: Pending[] = [];

  const write = (values: Readonly<Record<string, Json | undefined>>): void => {
    put(own, values);
    put(storage, values);
  };

  const log = (call: number, name: string, properties?: Json, options?: Json): void => {
    if (!optedOut) pending.push({ call, name, properties, options });
  };

  const stamp = ({ call, name, properties, options }: Pending): ClientEvent => ({
    call,
    kind: 'event',
    payload: {
      event_type: name,
      ...present({
        user_id: member(options, 'user_id') ?? own.get('userId'),
        device_id: member(options, 'device_id') ?? own.get('deviceId'),
        event_properties: properties,
      }),
    },
  });

  const carryOut = (call: number, method: string, [first, second, third]: ClientArgs): void => {
    switch (method) {
      case 'setUserId':
        write({ userId: first });
        break;
      case 'setDeviceId':
        write({ deviceId: first });
        break;
      case 'reset':
        write({ userId: undefined, deviceId: newId() });
        break;
      case 'identify':
        // Besides setUserId the only call that names a user: by its event options.
        if (member(second, 'user_id') !== undefined) write({ userId: member(second, 'user_id') });
        if (member(second, 'device_id') !== undefined) write({ deviceId: member(second, 'device_id') });
        log(call, '$identify', undefined, second);
        break;
      case 'setGroup':
        log(call, '$identify', undefined, third);
        break;
      case 'groupIdentify':
        log(call, '$groupidentify');
        break;
      case 'revenue':
        log(call, 'revenue_amount', undefined, second);
        break;
      case 'track':
      case 'logEvent': {
        const name = isJsonObject(first) ? member(first, 'event_type') : first;
        if (typeof name === 'string' && name !== '') log(call, name, second, isJsonObject(first) ? first : third);
        break;
      }
      case 'setOptOut':
        optedOut = first === true;
        break;
    }
  };

  /** A user id in the configuration wins over the stored one; a device id is kept as long as there is one. */
  const start = (): void => {
    initialised = true;
    put(own, { userId: storage.get('userId'), deviceId: storage.get('deviceId') });
    write({ deviceId: config.deviceId ?? own.get('deviceId') ?? newId() });
    if (config.userId !== undefined) write({ userId: config.userId });
    for (const { call, method, args } of queued.splice(0)) carryOut(call, method, args);
  };
  if (ready) start();

  return {
    init: () => {
      if (!initialised) start();
      return [];
    },
    call: (method, args) => {
      const call = calls++;
      if (initialised) carryOut(call, method, args);
      else queued.push({ call, method, args });
      return [];
    },
    settle: () => {
      const sent = pending.map(stamp);
      pending = [];
      return sent;
    },
    ids: () => ({ anonymousId: idText(own.get('deviceId')), knownId: idText(own.get('userId')) }),
    adopt: ({ anonymousId, knownId }) => write({ deviceId: anonymousId ?? undefined, userId: knownId ?? undefined }),
  };
};

/** Amplitude's Browser SDK 2. */
export const amplitudeClient: Client = {
  vendor: 'amplitude',
  sdk: '@amplitude/analytics-browser 2.33.1',
  cite: 'https://github.com/amplitude/Amplitude-TypeScript',
  track: 'track',
  identity: ['user_id', 'device_id'],
  complete: (payload, { project, at, id }) => ({ ...payload, api_key: project, time: at, insert_id: id }),
  load,
};
