import type { Json, JsonObject } from '../../src/core/json.ts';
import type { AuthSignal, Fact } from '../../src/core/observation.ts';
import type { Recording } from '../../src/core/recording.ts';
import { createLog, type Place } from './recording-clock.ts';
import { createSdk, type SdkBuilder, type Sending } from './sdk-builder.ts';
import { type SdkState, usualProjects, type VendorScript, vendorScripts } from './sdk-state.ts';

/** One document. Calls go to all its SDKs; use the SDK's own methods where they differ. */
export type DocumentBuilder = {
  readonly id: string;
  mixpanel(project?: string): SdkBuilder;
  segment(project?: string): SdkBuilder;
  posthog(project?: string): SdkBuilder;
  amplitude(project?: string): SdkBuilder;
  rudderstack(project?: string): SdkBuilder;
  sdk(vendor: VendorScript['vendor'], project?: string): SdkBuilder;
  track(name: string, properties?: JsonObject): void;
  page(): void;
  identify(id?: Json, traits?: JsonObject): void;
  reset(next?: string): void;
  send(sending?: Sending): void;
  /** The page goes, and its SDKs do with what waits what they do. */
  leave(): void;
  /** A confirmed login by a form, unless told otherwise. */
  login(options?: { readonly confirmed?: boolean; readonly detail?: string }): void;
  logout(options?: { readonly confirmed?: boolean; readonly detail?: string }): void;
  expiry(): void;
  route(url: string): void;
  mark(note: string): void;
  close(to?: 'unloaded' | 'bfcache'): void;
  /** Back from the back/forward cache. */
  restore(): void;
  /** Any other fact, as it is. */
  fact(fact: Fact): void;
};

export type DocumentOptions = {
  readonly device?: string;
  readonly tab?: number;
  readonly frame?: number;
  readonly referrer?: string;
  readonly lifecycle?: 'active' | 'prerender';
};

export type RecordingBuilder = {
  document(url: string, options?: DocumentOptions): DocumentBuilder;
  /** Time goes by. Each observation takes 10 ms of its own. */
  wait(ms: number): void;
  /** An event that a server sent, as an NDJSON line brings it. */
  inject(vendor: string, project: string, payload: Json): void;
  now(): number;
};

export const startOfRecordings = 1_795_000_000_000;

/** A recording as the extension would make it: `recordingOf((r) => { const d = r.document('https://shop.test/'); d.mixpanel('T').anonymous('D1'); d.track('View'); … })`. */
export const recordingOf = (build: (recording: RecordingBuilder) => void, id = '01997e00-0000-7000-8000-000000000001'): Recording => {
  const log = createLog(startOfRecordings);
  const states = new Map<string, SdkState>();
  const devices = new Set<string>();

  const stateOf = (device: string, vendor: string, project: string): SdkState => {
    const key = JSON.stringify([device, vendor, project]);
    const state = states.get(key) ?? { ids: { anonymousId: null, knownId: null }, known: false, capturing: 'in', unsent: [], bot: false };
    states.set(key, state);
    return state;
  };

  const document = (
    url: string,
    { device = 'browser', tab = 1, frame = 0, referrer = '', lifecycle = 'active' }: DocumentOptions = {},
  ): DocumentBuilder => {
    const place: Place = { document: log.next('doc-'), device, tab, frame };
    const sdks: SdkBuilder[] = [];
    let current = url;
    devices.add(device);
    const write = (fact: Fact): void => log.write(place, fact);
    write({ kind: 'document.opened', url, referrer, lifecycle });
    const add = (script: VendorScript, project: string): SdkBuilder => {
      const sdk = createSdk(log, place, { url: () => current, referrer }, project, stateOf(device, script.vendor, project), script);
      sdks.push(sdk);
      return sdk;
    };
    const sdk: DocumentBuilder['sdk'] = (vendor, project = usualProjects[vendor]) => add(vendorScripts[vendor], project);
    const signal = (kind: AuthSignal, source: string, detail: string, confirmed: boolean): void =>
      write({ kind: 'auth.signalled', signal: kind, confirmed, source, detail });
    return {
      id: place.document,
      mixpanel: (project) => sdk('mixpanel', project),
      segment: (project) => sdk('segment', project),
      posthog: (project) => sdk('posthog', project),
      amplitude: (project) => sdk('amplitude', project),
      rudderstack: (project) => sdk('rudderstack', project),
      sdk,
      track: (name, properties) => sdks.forEach((sdk) => void sdk.track(name, properties)),
      page: () => sdks.forEach((sdk) => void sdk.page()),
      identify: (user, traits) => sdks.forEach((sdk) => void sdk.identify(user, traits)),
      reset: (next) => sdks.forEach((sdk) => void sdk.reset(next)),
      send: (sending) => sdks.forEach((sdk) => void sdk.send(sending)),
      leave: () => {
        for (const each of sdks) each.beacon();
        write({ kind: 'document.closed', to: 'unloaded' });
      },
      login: ({ confirmed = true, detail = '/login' } = {}) => signal('login', 'password-form', detail, confirmed),
      logout: ({ confirmed = true, detail = 'Log out' } = {}) => signal('logout', 'click', detail, confirmed),
      expiry: () => signal('expiry', 'status', '401', true),
      route: (to) => {
        current = to;
        write({ kind: 'route.changed', url: to });
      },
      mark: (note) => write({ kind: 'mark.added', note }),
      close: (to = 'unloaded') => write({ kind: 'document.closed', to }),
      restore: () => write({ kind: 'document.opened', url: current, referrer, lifecycle: 'bfcache' }),
      fact: write,
    };
  };

  const server: Place = { document: 'lines', device: 'server', tab: 0, frame: 0 };
  build({
    document,
    wait: log.wait,
    inject: (vendor, project, payload) => {
      devices.add(server.device);
      log.write(server, { kind: 'event.injected', vendor, project, payload });
    },
    now: log.now,
  });
  return {
    idscope: 1,
    id,
    startedAt: new Date(startOfRecordings).toISOString(),
    made: { by: 'extension', version: '0.0.0-test', browser: null },
    devices: [...devices].map((device) => ({ id: device, label: device })),
    observations: log.observations,
  };
};
