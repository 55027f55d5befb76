import { describe, expect, it } from 'vitest';
import { clientOf } from '../../../src/adapters/clients.ts';
import type { ClientEvent, ClientRun } from '../../../src/core/client.ts';
import { isJsonObject, type Json, type JsonObject, member } from '../../../src/core/json.ts';
import { absent, argsOf, type ClientVector, clientVectors } from '../../support/client-vectors.ts';

const shown = (value: Json | undefined): string =>
  value === undefined ? absent : typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);

const sorted = (value: Json | undefined): string =>
  isJsonObject(value) ? JSON.stringify(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))) : shown(value);

/** One payload in the notation of the recordings. */
const line = (vendor: string, { kind, payload }: ClientEvent): string => {
  const properties = member(payload, 'properties');
  const of = (name: string): string => `${name}=${shown(member(properties, name))}`;
  const also = (name: string, as: string): string => {
    const value = member(properties, name);
    return value === undefined ? '' : ` ${as}=${shown(value)}`;
  };
  if (kind === 'update') {
    const verb = Object.keys(payload).find((key) => !key.startsWith('$distinct') && !['$device_id', '$user_id'].includes(key));
    return `/engage ${verb} distinct_id=${shown(payload.$distinct_id)} $device_id=${shown(payload.$device_id)} $user_id=${shown(payload.$user_id)}`;
  }
  if (vendor === 'amplitude') {
    return `${shown(payload.event_type)} user_id=${shown(payload.user_id)} device_id=${shown(payload.device_id)}`;
  }
  if (vendor === 'mixpanel' || vendor === 'posthog') {
    const marks = vendor === 'mixpanel' ? '' : ` ${of('$is_identified')} ppp=${shown(member(properties, '$process_person_profile'))}`;
    const persisted = member(properties, '$had_persisted_distinct_id') === true ? ' had_persisted' : '';
    const set = payload.$set === undefined ? '' : ` $set=${shown(payload.$set)}`;
    const ids = `${of('distinct_id')} ${of('$device_id')} ${of('$user_id')}`;
    return `${shown(payload.event)} ${ids}${marks}${also('$anon_distinct_id', '$anon')}${also('alias', 'alias')}${set}${persisted}`;
  }
  const title = payload.event === undefined ? shown(payload.type) : `${shown(payload.type)}:${shown(payload.event)}`;
  const previous = payload.previousId === undefined ? '' : ` previousId=${shown(payload.previousId)}`;
  const traits =
    vendor === 'rudderstack'
      ? ` ctx.traits=${sorted(member(payload.context, 'traits'))}`
      : payload.traits === undefined
        ? ''
        : ` traits=${sorted(payload.traits)}`;
  return `${title} userId=${shown(payload.userId)} anonymousId=${shown(payload.anonymousId)}${previous}${traits}`;
};

/** Members in one order and blanks around ids taken away, as in the recordings. */
const comparable = (text: string): string =>
  text.replace(/raits=(\{.*\})$/, (_, json: string) => `raits=${sorted(JSON.parse(json))}`).replaceAll(/ +(?= |$)/g, '');

const prefixes: Readonly<Record<string, string>> = { mixpanel: 'D', posthog: 'X', segment: 'A', rudderstack: 'A', amplitude: 'V' };

const replay = (vendor: string, { options = {}, steps }: ClientVector) => {
  const client = clientOf(vendor);
  if (client === null) throw new Error(`no client rules of ${vendor}`);
  const storage = new Map<string, Json>();
  const persisted = member(options.ls, 'mp_tok_mixpanel');
  if (typeof persisted === 'string')
    for (const [name, value] of Object.entries(JSON.parse(persisted) as JsonObject)) storage.set(name, value);
  let made = 0;
  const newId = (): string => {
    made += 1;
    return `${prefixes[vendor]}${made}`;
  };
  const config = { ...(isJsonObject(options.cfg) ? options.cfg : {}) };
  const sent: ClientEvent[] = [];
  const open = (page: JsonObject, ready: boolean): ClientRun => {
    const run = client.load({ storage, newId, config: page, ready });
    sent.push(...(ready ? run.init() : []));
    return run;
  };
  let run = open(config, options.noinit !== true);
  for (const step of steps) {
    if ('call' in step) {
      sent.push(...run.call(step.call, argsOf(step.args)));
      continue;
    }
    sent.push(...run.settle());
    if (step.do === 'init') sent.push(...run.init());
    if (step.do === 'reload')
      run = open({ ...config, ...(options.uid === undefined ? {} : { userId: options.uid }), ...step.config }, true);
  }
  sent.push(...run.settle());
  return { sent, storage, run };
};

const held = (vendor: string, storage: ReadonlyMap<string, Json>): JsonObject => {
  const text = (name: string): string => shown(storage.get(name));
  switch (vendor) {
    case 'segment':
      return {
        userId: storage.get('ajs_user_id') ?? null,
        anonymousId: storage.get('ajs_anonymous_id') ?? null,
        traits: storage.get('ajs_user_traits') ?? null,
      };
    case 'rudderstack':
      return { anonymousId: text('rl_anonymous_id'), userId: storage.get('rl_user_id') ?? '' };
    case 'amplitude':
      return { userId: text('userId'), deviceId: text('deviceId') };
    default: {
      const names = ['distinct_id', '$device_id', '$user_id', '__alias', '$had_persisted_distinct_id'];
      return Object.fromEntries([...storage].filter(([name]) => names.includes(name) || (vendor === 'posthog' && name === '$user_state')));
    }
  }
};

describe('client rules of real SDKs', () => {
  it('know all 94 recordings', () => {
    expect(Object.values(clientVectors).flat()).toHaveLength(94);
  });

  for (const [vendor, vectors] of Object.entries(clientVectors)) {
    it.each(vectors)(`${vendor} $id $title: the same payloads with the same ids in the same order`, (vector) => {
      expect(replay(vendor, vector).sent.map((event) => comparable(line(vendor, event)))).toEqual(vector.wire.map(comparable));
    });

    it.each(vectors)(`${vendor} $id $title: the same ids stored in the end`, (vector) => {
      const { storage } = replay(vendor, vector);
      expect(held(vendor, storage)).toEqual(vector.state);
    });
  }
});
