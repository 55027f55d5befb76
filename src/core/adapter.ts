import type { AnalyticsEvent } from './event.ts';
import type { Habits } from './habits.ts';
import type { Json } from './json.ts';
import type { FactOf, Ids } from './observation.ts';

/** A request as the hook or a HAR saw it, before any vendor was recognised. Header names are lower case. */
export type RawRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  /** `base64`: the body's bytes; `text`: the body as the page gave it. */
  readonly encoding: 'text' | 'base64';
};

/** What a vendor's request carries. `payloads` holds one vendor-native payload per ingested event, and those that write a profile. */
export type DecodedRequest = { readonly vendor: string; readonly project: string; readonly payloads: readonly Json[] };

/** What a call would make the SDK send, given the ids it had at that moment. */
export type CallContext = {
  readonly vendor: string;
  readonly project: string;
  readonly at: number;
  readonly url: string | null;
  readonly referrer: string | null;
};

/** What a call means for identity, whatever the vendor calls the method. */
export type CallMeaning =
  | { readonly kind: 'identify'; readonly id: Json | undefined; readonly traits: Json | undefined }
  | { readonly kind: 'reset' }
  | { readonly kind: 'alias'; readonly alias: Json | undefined }
  | { readonly kind: 'track'; readonly name: string }
  | { readonly kind: 'capturing'; readonly to: 'in' | 'out' }
  | { readonly kind: 'other' };

/** Everything the pure side knows of one vendor: calls and wire payloads to events. */
export type Adapter = {
  readonly vendor: string;
  readonly title: string;
  /** Recognises and splits a request by payload shape, on any host. Null when it is not this vendor's or carries nothing. */
  readonly decode: (request: RawRequest) => DecodedRequest | null;
  /** One payload to its event; null for what is no event (profile updates and the like). */
  readonly toEvent: (payload: Json, project: string) => AnalyticsEvent | null;
  /** The profile that a payload writes properties of, which is no event; null for other payloads. */
  readonly profileWrite?: (payload: Json) => { readonly project: string | null; readonly id: string } | null;
  /** What the call means; `args` are the observed ones. */
  readonly meaning: (method: string, args: readonly Json[]) => CallMeaning;
  /** The events the SDK is expected to send for this call; empty when it sends none. */
  readonly predict: (call: FactOf<'call.observed'>, context: CallContext) => readonly AnalyticsEvent[];
  /** Whether the payload, seen alone as an NDJSON line, is this vendor's; `project` when it names one. */
  readonly recognise: (payload: Json) => { readonly project: string | null } | null;
  /** Absent where nobody measured: then nothing is said of what a page left behind. */
  readonly habits?: Habits;
  /**
   * For SDKs whose known id no storage shows: how long it holds what its calls said. Ids before and after a call then
   * follow from `meaning`, anonymous ids still come from storage.
   */
  readonly remembers?: 'page' | 'browser';
  /** The project that a call names, where instances do not tell it. */
  readonly projectOf?: (method: string, args: readonly Json[]) => string | null;
  /** Its requests are not read, because nobody described them or they carry no events: that nothing was seen to be sent says nothing. */
  readonly wire?: 'unseen';
  /** Absent for what was held against the real SDK; else why it could not be. */
  readonly unverified?: string;
};

export const noIds: Ids = { anonymousId: null, knownId: null };
