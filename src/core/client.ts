import type { Json, JsonObject } from './json.ts';
import type { Ids } from './observation.ts';

/** Arguments of a call; undefined is not null for most SDKs. */
export type ClientArgs = readonly (Json | undefined)[];

/** What an SDK sends: a vendor-native payload with the members that its rules decide on. */
export type ClientEvent = {
  /** The call of this page that it comes from, counted from 0; null for what the SDK sends by itself when the page loads. */
  readonly call: number | null;
  /** An event, or an update of a profile or group, which is no event. */
  readonly kind: 'event' | 'update';
  readonly payload: JsonObject;
};

/** A page load of a browser in which the SDK ran before, or never. */
export type ClientPage = {
  /** What the SDK keeps in cookies or localStorage, by its own names. Read and written, and shared by the pages of one browser. */
  readonly storage: Map<string, Json>;
  /** The ids that the SDK makes up, one a call. */
  readonly newId: () => string;
  /** The SDK's own configuration, as far as identity depends on it. */
  readonly config: JsonObject;
  /** False while only the stub is there: `init` follows. */
  readonly ready: boolean;
};

/** The SDK on one page: which payloads its calls lead to, in the order in which they are stamped with ids. */
export type ClientRun = {
  /** What the page load itself sent, and what was queued before it. Carries out queued calls where the vendor's stub queues them. */
  init(): readonly ClientEvent[];
  call(method: string, args: ClientArgs): readonly ClientEvent[];
  /** The running task ended: events that are stamped later than their call are stamped now. */
  settle(): readonly ClientEvent[];
  ids(): Ids;
  /** The browser was seen to hold these ids. */
  adopt(ids: Ids): void;
};

/** The client rules of one vendor's browser SDK. Not pure, but deterministic: the same pages, calls and new ids give the same payloads. */
export type Client = {
  readonly vendor: string;
  /** The version whose behaviour this is. */
  readonly sdk: string;
  readonly cite: string;
  /** The call that sends an event of that name. */
  readonly track: string;
  /** Where a payload carries identity, as members joined by dots. Everything else in it is the page's business. */
  readonly identity: readonly string[];
  /** The payload with what every payload of the vendor has besides. `at` is epoch ms. */
  complete(payload: JsonObject, about: { readonly project: string; readonly at: number; readonly id: string }): JsonObject;
  load(page: ClientPage): ClientRun;
};
