import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Ids, Transport } from '../../src/core/observation.ts';
import type { Log, Place } from './recording-clock.ts';
import { callOf } from './sdk-facts.ts';
import type { Call, PayloadContext, SdkState, VendorScript } from './sdk-state.ts';

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
  /** The page goes: what waits leaves as a beacon, or stays behind in storage, as this SDK does it. */
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
  const instance = script.instance ?? project;
  const common = { vendor, project, instance };
  let queue: QueuedCall[] | null = null;
  let found = false;
  let nextAnonymous: string | null = null;
  /** What this page goes by, for an SDK that does not read its storage again. */
  let own: Ids | null = null;
  /** The page's own queue, for an SDK that does not store it. */
  let memory: Json[] = [];

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
      unsent: script.stores || script.leaving === 'stored' ? state.unsent.length : null,
      capturing: state.capturing,
      cause,
    });
  const find = (): void => {
    if (found) return;
    found = true;
    const capturing = state.bot ? 'bot' : state.capturing;
    log.write(place, { kind: 'sdk.found', ...common, version: script.version, how: 'global', hooked: true, why: null, capturing });
    if (script.leaving === 'stored' && state.unsent.length > 0) {
      memory = state.unsent;
      state.unsent = [];
    }
    report(null);
    state.known = true;
    own = state.ids;
  };
  const idsNow = (): Ids => (script.keepsIds ? (own ?? state.ids) : state.ids);
  const setIds = (ids: Ids): void => {
    own = ids;
    state.ids = ids;
  };
  const waiting = (): Json[] => (script.stores ? state.unsent : memory);
  const ready = (): void => {
    find();
    if (idsNow().anonymousId !== null) return;
    setIds({ ...idsNow(), anonymousId: fresh() });
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
    waiting().push(payload);
    if (script.stores) report(null);
  };
  const observe = (
    call: string,
    method: string,
    args: readonly Json[],
    ids: { before: Ids | null; after: Ids | null },
    more: object = {},
  ): void => log.write(place, callOf({ call, ...common, method, args, ...ids, ...more }));

  const invoke = (method: string, args: readonly Json[], act: (call: string) => void): void => {
    if (queue !== null) {
      const call = log.next('c');
      log.write(place, callOf({ call, ...common, project: null, method, args, queued: true }));
      queue.push({ call, method, args, run: act });
      return;
    }
    carryOut(method, args, act, null);
  };
  const carryOut = (method: string, args: readonly Json[], act: (call: string) => void, replayOf: string | null): void => {
    ready();
    const call = log.next('c');
    const before = idsNow();
    act(call);
    observe(call, method, args, { before, after: idsNow() }, { replayOf });
  };

  const capture = (given: Call | null, to: 'in' | 'out'): void => {
    if (given === null) return;
    const [method, ...args] = given;
    invoke(method, args, (call) => {
      state.capturing = to;
      report(call);
    });
  };
  const sent = (
    payloads: readonly Json[] | null,
    transport: Transport,
    url: string,
    outcome: NonNullable<Sending['outcome']> | null,
  ): void => {
    const request = log.next('r');
    const seen = payloads === null ? `host:${new URL(url).host}` : project;
    log.write(place, { kind: 'wire.sent', request, vendor, project: seen, transport, url, payloads });
    const status = outcome === 'accepted' ? 200 : outcome === 'failed' ? 500 : null;
    if (outcome !== null) log.write(place, { kind: 'wire.settled', request, status, outcome });
  };
  /** Nothing waits any more. */
  const done = (): void => {
    const waited = waiting().length > 0;
    if (script.stores) state.unsent = [];
    else memory = [];
    if (script.stores && waited) report(null);
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
      invoke(script.methods.track, Object.keys(properties).length === 0 ? [name] : [name, properties], () =>
        enqueue(script.track(contextOf(idsNow()), name, properties)),
      );
      return sdk;
    },
    page: () => {
      const [method, ...args] = script.pageCall ?? [];
      if (method === undefined) {
        ready();
        enqueue(script.page(contextOf(idsNow())));
      } else invoke(method, args, () => enqueue(script.page(contextOf(idsNow()))));
      return sdk;
    },
    identify: (id, traits) => {
      const args: Json[] = id === undefined ? [] : traits === undefined ? [id] : [id, traits];
      invoke(script.methods.identify, args, (call) => {
        const before = idsNow();
        const named = typeof id === 'string' || typeof id === 'number' ? String(id) : null;
        setIds(script.identified(before, named, fresh));
        if (idsNow() !== before) report(call);
        const payload = script.identify(contextOf(idsNow()), before, traits);
        if (payload === null) return;
        enqueue(payload);
        if (script.nested !== null)
          observe(log.next('c'), script.nested, ['$identify'], { before: idsNow(), after: idsNow() }, { parent: call });
      });
      return sdk;
    },
    alias: (alias) => {
      const { alias: aliased } = script;
      if (aliased === null) return sdk;
      invoke('alias', [alias], (call) => {
        enqueue(aliased(contextOf(idsNow()), idsNow(), alias));
        if (script.nested !== null)
          observe(log.next('c'), script.nested, ['$create_alias'], { before: idsNow(), after: idsNow() }, { parent: call });
      });
      return sdk;
    },
    reset: (next) => {
      if (next !== undefined) nextAnonymous = next;
      invoke('reset', [], (call) => {
        setIds(script.reset(idsNow(), fresh));
        report(call);
      });
      return sdk;
    },
    optOut: () => {
      capture(script.methods.optOut, 'out');
      return sdk;
    },
    optIn: () => {
      capture(script.methods.optIn, 'in');
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
      if (script.replaysUnseen) {
        for (const { run } of calls) run('unseen');
        return sdk;
      }
      const late = (call: QueuedCall): boolean => ['mixpanel', 'posthog'].includes(vendor) && call.method === script.methods.track;
      for (const { call, method, args, run } of [...calls.filter((item) => !late(item)), ...calls.filter(late)])
        carryOut(method, args, run, call);
      return sdk;
    },
    send: ({ outcome = 'accepted', transport = vendor === 'mixpanel' || vendor === 'rudderstack' ? 'xhr' : 'fetch' } = {}) => {
      const batches = script.batches ? [[...waiting()]] : waiting().map((payload) => [payload]);
      for (const payloads of batches) {
        const first = payloads[0];
        if (first === undefined) continue;
        sent(payloads, transport, script.endpoint(first), outcome);
      }
      if (outcome !== 'failed') done();
      return sdk;
    },
    beacon: () => {
      const kept = [...waiting()];
      const [first] = kept;
      if (first === undefined) return sdk;
      const url = script.endpoint(first);
      if (script.leaving === 'stored') {
        state.unsent = kept;
        memory = [];
        report(null);
        return sdk;
      }
      sent(script.leaving === 'unreadable' ? null : kept, 'beacon', url, 'unconfirmed');
      done();
      if (script.leaving === 'twice') {
        state.unsent = [...kept];
        report(null);
      }
      return sdk;
    },
    automatic: (name) => {
      ready();
      enqueue(script.track(contextOf(idsNow()), name, {}));
      return sdk;
    },
  };
  return sdk;
};
