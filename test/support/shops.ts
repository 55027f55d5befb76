import { clientOf } from '../../src/adapters/clients.ts';
import type { ClientArgs, ClientEvent, ClientRun } from '../../src/core/client.ts';
import type { Json } from '../../src/core/json.ts';
import type { Fact, Ids } from '../../src/core/observation.ts';
import type { AnalysisOptions } from '../../src/core/options.ts';
import { defaultOptions } from '../../src/core/options.ts';
import type { Recording } from '../../src/core/recording.ts';
import { type Judged, readRecordings } from '../../src/reports/engine.ts';
import { createLog, type Place } from './recording-clock.ts';
import type { PageOptions, Shop, ShopPage, ShopVendor, Tool } from './shop-types.ts';

export type { PageOptions, Shop, ShopPage, ShopVendor, Tool } from './shop-types.ts';
export { shopVendors } from './shop-types.ts';

const projects: Readonly<Record<ShopVendor, string>> = { mixpanel: 'T', segment: 'W', posthog: 'P', amplitude: 'K', rudderstack: 'R' };
const noIds: Ids = { anonymousId: null, knownId: null };

/** A recording of a shop with these tools on every page, played by the client rules of each vendor. */
export const shopRecording = (vendors: readonly ShopVendor[], build: (shop: Shop) => void): Recording => {
  const log = createLog(1_795_000_000_000);
  const storages = new Map<string, Map<string, Json>>();
  const devices = new Set<string>();
  let made = 0;
  const newId = (): string => {
    made += 1;
    return `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  };
  const storageOf = (device: string, vendor: string): Map<string, Json> => {
    const key = `${device} ${vendor}`;
    const storage = storages.get(key) ?? new Map<string, Json>();
    storages.set(key, storage);
    return storage;
  };

  const toolOf = (place: Place, vendor: ShopVendor, options: PageOptions): Tool => {
    const client = clientOf(vendor);
    if (client === null) throw new Error(`no client rules of ${vendor}`);
    const project = projects[vendor];
    const common = { vendor, project, instance: vendor };
    const storage = storageOf(place.device, vendor);
    const empty = storage.size === 0;
    const run: ClientRun = client.load({ storage, newId, config: options.config ?? {}, ready: options.early === undefined });
    let held: ClientEvent[] | null = null;
    let dropping = false;
    let settles = true;
    const write = (fact: Fact): void => log.write(place, fact);
    const stored = (ids: Ids, unsent: number | null = null, cause: string | null = null): void =>
      write({ kind: 'storage.changed', vendor, project, area: 'localStorage', ids, unsent, capturing: 'in', cause });
    const send = (events: readonly ClientEvent[]): void => {
      if (held !== null) {
        held.push(...events);
        return;
      }
      for (const { kind, payload } of events) {
        if (kind === 'update') continue;
        const request = log.next('r');
        const payloads = [client.complete(payload, { project, at: log.now(), id: log.next('insert-') })];
        write({ kind: 'wire.sent', request, vendor, project, transport: 'fetch', url: `https://${vendor}.test/`, payloads });
        write({ kind: 'wire.settled', request, status: 200, outcome: 'accepted' });
      }
    };
    const driven: Tool[] = [];
    const invoke = (method: string, args: ClientArgs, parent: string | null): void => {
      const call = log.next('c');
      const before = run.ids();
      const sent = run.call(method, args);
      const after = run.ids();
      if (before.anonymousId !== after.anonymousId || before.knownId !== after.knownId) stored(after, null, call);
      const plain = args.map((arg) => arg ?? null);
      if (args.length > 0 && args.at(-1) === undefined) plain.pop();
      write({
        kind: 'call.observed',
        call,
        ...common,
        method,
        args: plain,
        before,
        after,
        site: null,
        parent,
        queued: false,
        replayOf: null,
      });
      send(sent);
      if (settles) send(run.settle());
      if (method === 'identify' || method === 'track') for (const other of driven) other.inside(call, method, args);
    };
    const tool: Tool = {
      vendor,
      call: (method, ...args) => {
        invoke(method, args, null);
        return tool;
      },
      drive: (other) => void driven.push(other),
      inside: (parent, method, args) => {
        const named = method === 'identify' && vendor === 'amplitude' ? 'setUserId' : method === 'track' ? client.track : method;
        invoke(named, named === 'setUserId' || vendor === 'mixpanel' ? args.slice(0, method === 'identify' ? 1 : 2) : args, parent);
      },
      track: (name, properties) => (properties === undefined ? tool.call(client.track, name) : tool.call(client.track, name, properties)),
      identify: (id, traits) => {
        const method = vendor === 'amplitude' ? 'setUserId' : 'identify';
        return traits === undefined || vendor === 'amplitude' || vendor === 'mixpanel'
          ? tool.call(method, id)
          : tool.call(method, id, traits);
      },
      reset: () => (vendor === 'posthog' || vendor === 'rudderstack' ? tool.call('reset', true) : tool.call('reset')),
      sameTask: (act) => {
        settles = false;
        act(tool);
        settles = true;
        send(run.settle());
        return tool;
      },
      hold: () => {
        held = [];
        return tool;
      },
      drop: () => {
        dropping = true;
        return tool.hold();
      },
      release: () => {
        const events = dropping ? [] : (held ?? []);
        dropping = false;
        held = null;
        send(events);
        return tool;
      },
      // What was held back is in no storage either.
      leave: () => {
        if (held !== null && held.length > 0) stored(run.ids(), 0);
      },
      ids: run.ids,
    };
    if (options.early !== undefined) options.early(tool);
    write({ kind: 'sdk.found', ...common, version: null, how: 'global', hooked: true, why: null, capturing: 'in' });
    const first = run.init();
    // An empty storage is reported before the ids that the SDK makes: so it was no visitor of before.
    if (empty) stored(noIds);
    stored(run.ids());
    send(first);
    return tool;
  };

  const shop: Shop = {
    page: (path, act, options = {}) => {
      const { device = 'browser', tab = 1, frame = 0, referrer = '', only = vendors, stay = false } = options;
      const place: Place = { document: log.next('doc-'), device, tab, frame };
      devices.add(device);
      const write = (fact: Fact): void => log.write(place, fact);
      const url = path.startsWith('/') ? `https://shop.test${path}` : path;
      write({ kind: 'document.opened', url, referrer, lifecycle: 'active' });
      const tools = vendors.filter((v) => only.includes(v)).map((vendor) => toolOf(place, vendor, options));
      const [tool] = tools;
      for (const driver of tools)
        if (driver.vendor === 'segment') for (const other of tools) if (options.drives?.includes(other.vendor)) driver.drive(other);
      if (tool === undefined) throw new Error('a page without tools');
      const each = (do1: (t: Tool) => unknown): ShopPage => {
        for (const one of tools) do1(one);
        return page;
      };
      const signal = (kind: 'login' | 'logout' | 'expiry', source: string, detail: string, confirmed: boolean): ShopPage => {
        write({ kind: 'auth.signalled', signal: kind, confirmed, source, detail });
        return page;
      };
      const page: ShopPage = {
        document: place.document,
        tool,
        tools,
        on: (vendor) => {
          const found = tools.find((t) => t.vendor === vendor);
          if (found === undefined) throw new Error(`no ${vendor} here`);
          return found;
        },
        track: (name) => each((t) => t.track(name)),
        identify: (id, traits) => each((t) => t.identify(id, traits)),
        reset: () => each((t) => t.reset()),
        login: ({ confirmed = true } = {}) => signal('login', 'password-form', '/login', confirmed),
        logout: ({ confirmed = true } = {}) => signal('logout', 'click', 'Log out', confirmed),
        expiry: () => signal('expiry', 'status', '401', true),
        route: (to) => {
          write({ kind: 'route.changed', url: to });
          return page;
        },
        wait: (ms) => {
          log.wait(ms);
          return page;
        },
        fact: (fact) => {
          write(fact);
          return page;
        },
      };
      act(page);
      if (!stay) for (const one of tools) one.leave();
      if (!stay) write({ kind: 'document.closed', to: 'unloaded' });
      log.wait(500);
      return page;
    },
    wait: log.wait,
    clear: (device = 'browser') => {
      for (const [key, storage] of storages) if (key.startsWith(`${device} `)) storage.clear();
    },
    inject: (vendor, project, payload) => {
      devices.add('server');
      log.write({ document: 'lines', device: 'server', tab: 0, frame: 0 }, { kind: 'event.injected', vendor, project, payload });
    },
    now: log.now,
  };
  build(shop);
  return {
    idscope: 1,
    id: '01997e00-0000-7000-8000-000000000002',
    startedAt: '2026-11-18T12:00:00.000Z',
    made: { by: 'extension', version: '0.0.0-test', browser: null },
    devices: [...devices].map((id) => ({ id, label: id })),
    observations: log.observations,
  };
};

export type ShopScene = { readonly options?: Partial<AnalysisOptions>; readonly until?: (last: number) => number };

/** Everything Idscope says of what happened in a shop. */
export const judgedShop = (
  vendors: ShopVendor | readonly ShopVendor[],
  build: (shop: Shop) => void,
  { options = {}, until }: ShopScene = {},
): Judged => {
  const recording = shopRecording(typeof vendors === 'string' ? [vendors] : vendors, build);
  const last = Math.max(...recording.observations.map((o) => o.at));
  return readRecordings([recording], { ...defaultOptions, ...options }, until?.(last));
};
