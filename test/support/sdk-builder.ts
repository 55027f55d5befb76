import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Ids, Transport } from '../../src/core/observation.ts';
import type { Log, Place } from './recording-clock.ts';
import type { PayloadContext, SdkState, VendorScript } from './sdk-state.ts';

export type Sending = { readonly outcome?: 'accepted' | 'failed' | 'unconfirmed' | null; readonly transport?: Transport };

/** One SDK on one page. Every method writes what the hook would see and gives the SDK back, except `queue`. */
export type SdkBuilder = {
  /** What storage held when the page opened; null: nothing. Only before the first call. */
  stored(ids: Ids | null): SdkBuilder;
  /** The anonymous id that the SDK makes now. */
  anonymous(id: string): SdkBuilder;
  track(name: string, properties?: JsonObject): SdkBuilder;
  page(): SdkBuilder;
  /** `undefined` is `identify()` and, for Segment, an object the traits alone. */
  identify(id?: Json, traits?: JsonObject): SdkBuilder;
  alias(alias: string): SdkBuilder;
  /** `next` is the anonymous id made afterwards. */
  reset(next?: string): SdkBuilder;
  optOut(): SdkBuilder;
  optIn(): SdkBuilder;
  /** The SDK refuses to send because it takes the browser for a robot. */
  bot(): SdkBuilder;
  /** Calls until `load` are made on the stub. Must come first. */
  stub(): SdkBuilder;
  load(): SdkBuilder;
  /** Everything waiting leaves; `outcome` null leaves it without an answer. Accepted by default. */
  send(sending?: Sending): SdkBuilder;
  /** The page goes: what waits leaves as a beacon and stays in storage too. */
  beacon(): SdkBuilder;
  /** An event that the SDK makes without a call. */
  automatic(name: string): SdkBuilder;
};

type QueuedCall = { readonly call: string; readonly method: string; readonly args: readonly Json[]; readonly run: (call: string) => void };

export const createSdk = (
  log: Log,
  place: Place,
  page: { readonly url: () => string; readonly referrer: string },
  project: string,
  state: SdkState,
  script: VendorScript,
): SdkBuilder => {
  const { vendor } = script;
  const instance = vendor === 'mixpanel' ? 'mixpanel' : project;
  const common = { vendor, project, instance };
  let queue: QueuedCall[] | null = null;
  let found = false;
  let nextAnonymous: string | null = null;

  const fresh = (): string => {
    const id = nextAnonymous ?? log.next(script.anonymousPrefix);
    nextAnonymous = null;
    return id;
  };
  const report = (cause: string | null): void =>
    log.write(place, {
      kind: 'storage.changed',
      vendor,
      project,
      area: script.area,
      ids: state.ids,
      unsent: script.batches ? state.unsent.length : null,
      capturing: state.capturing,
      cause,
    });
  const find = (): void => {
    if (found) return;
    found = true;
    const capturing = state.bot ? 'bot' : state.capturing;
    log.write(place, { kind: 'sdk.found', ...common, version: script.version, how: 'global', hooked: true, why: null, capturing });
    report(null);
    state.known = true;
  };
  const ready = (): void => {
    find();
    if (state.ids.anonymousId !== null) return;
    state.ids = { ...state.ids, anonymousId: fresh() };
    report(null);
  };
  const contextOf = (ids: Ids): PayloadContext => ({
    project,
    ids,
    at: log.now(),
    id: log.next(`${vendor}-insert-`),
    url: page.url(),
    referrer: page.referrer,
  });
  const enqueue = (payload: Json): void => {
    if (state.capturing === 'out' || state.bot) return;
    state.unsent.push(payload);
    if (script.batches) report(null);
  };
  const observe = (
    call: string,
    method: string,
    args: readonly Json[],
    ids: { before: Ids | null; after: Ids | null },
    more: object = {},
  ): void =>
    log.write(place, {
      kind: 'call.observed',
      call,
      ...common,
      method,
      args,
      ...ids,
      site: null,
      parent: null,
      queued: false,
      replayOf: null,
      ...more,
    });

  const invoke = (method: string, args: readonly Json[], act: (call: string) => void): void => {
    if (queue !== null) {
      const call = log.next('c');
      log.write(place, {
        kind: 'call.observed',
        call,
        ...common,
        project: null,
        method,
        args,
        before: null,
        after: null,
        site: null,
        parent: null,
        queued: true,
        replayOf: null,
      });
      queue.push({ call, method, args, run: act });
      return;
    }
    carryOut(method, args, act, null);
  };
  const carryOut = (method: string, args: readonly Json[], act: (call: string) => void, replayOf: string | null): void => {
    ready();
    const call = log.next('c');
    const before = state.ids;
    act(call);
    observe(call, method, args, { before, after: state.ids }, { replayOf });
  };

  const sdk: SdkBuilder = {
    stored: (ids) => {
      state.ids = ids ?? { anonymousId: null, knownId: null };
      return sdk;
    },
    anonymous: (id) => {
      nextAnonymous = id;
      if (queue === null) ready();
      return sdk;
    },
    track: (name, properties = {}) => {
      invoke('track', Object.keys(properties).length === 0 ? [name] : [name, properties], () =>
        enqueue(script.track(contextOf(state.ids), name, properties)),
      );
      return sdk;
    },
    page: () => {
      invoke(script.pageMethod, [], () => enqueue(script.page(contextOf(state.ids))));
      return sdk;
    },
    identify: (id, traits) => {
      const args: Json[] = id === undefined ? [] : traits === undefined ? [id] : [id, traits];
      invoke('identify', args, (call) => {
        const before = state.ids;
        const named = typeof id === 'string' || typeof id === 'number' ? String(id) : null;
        state.ids = script.identified(before, named, fresh);
        if (state.ids !== before) report(call);
        const payload = script.identify(contextOf(state.ids), before, traits);
        if (payload === null) return;
        enqueue(payload);
        if (script.nested !== null)
          observe(log.next('c'), script.nested, ['$identify'], { before: state.ids, after: state.ids }, { parent: call });
      });
      return sdk;
    },
    alias: (alias) => {
      invoke('alias', [alias], (call) => {
        enqueue(script.alias(contextOf(state.ids), state.ids, alias));
        if (script.nested !== null)
          observe(log.next('c'), script.nested, ['$create_alias'], { before: state.ids, after: state.ids }, { parent: call });
      });
      return sdk;
    },
    reset: (next) => {
      if (next !== undefined) nextAnonymous = next;
      invoke('reset', [], (call) => {
        state.ids = { anonymousId: script.resetsAtOnce ? fresh() : null, knownId: null };
        report(call);
      });
      return sdk;
    },
    optOut: () => {
      invoke('opt_out_tracking', [], (call) => {
        state.capturing = 'out';
        report(call);
      });
      return sdk;
    },
    optIn: () => {
      invoke('opt_in_tracking', [], (call) => {
        state.capturing = 'in';
        report(call);
      });
      return sdk;
    },
    bot: () => {
      state.bot = true;
      return sdk;
    },
    stub: () => {
      queue = [];
      return sdk;
    },
    load: () => {
      const calls = queue ?? [];
      queue = null;
      ready();
      const late = (call: QueuedCall): boolean => vendor === 'mixpanel' && call.method === 'track';
      for (const { call, method, args, run } of [...calls.filter((item) => !late(item)), ...calls.filter(late)])
        carryOut(method, args, run, call);
      return sdk;
    },
    send: ({ outcome = 'accepted', transport = vendor === 'mixpanel' ? 'xhr' : 'fetch' } = {}) => {
      const batches = script.batches ? [[...state.unsent]] : state.unsent.map((payload) => [payload]);
      for (const payloads of batches) {
        const first = payloads[0];
        if (first === undefined) continue;
        const request = log.next('r');
        log.write(place, { kind: 'wire.sent', request, vendor, project, transport, url: script.endpoint(first), payloads });
        const status = outcome === 'accepted' ? 200 : outcome === 'failed' ? 500 : null;
        if (outcome !== null) log.write(place, { kind: 'wire.settled', request, status, outcome });
      }
      if (outcome === 'failed') return sdk;
      const waited = state.unsent.length > 0;
      state.unsent = [];
      if (script.batches && waited) report(null);
      return sdk;
    },
    beacon: () => {
      const kept = state.unsent;
      sdk.send({ outcome: 'unconfirmed', transport: 'beacon' });
      state.unsent = [...kept];
      if (script.batches && kept.length > 0) report(null);
      return sdk;
    },
    automatic: (name) => {
      ready();
      enqueue(script.track(contextOf(state.ids), name, {}));
      return sdk;
    },
  };
  return sdk;
};
