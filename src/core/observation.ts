import type { Json } from './json.ts';

/** The two ids a vendor tells apart. See docs/ARCHITECTURE.md, Terms. */
export type Ids = { readonly anonymousId: string | null; readonly knownId: string | null };

/** How far an event got. Ordered from worst to best in `core/delivery.ts`. */
export type Delivery = 'called' | 'queued' | 'sent' | 'accepted' | 'failed' | 'unconfirmed' | 'lost' | 'suppressed';

export type Transport = 'fetch' | 'xhr' | 'beacon' | 'image';
export type Capturing = 'in' | 'out' | 'bot' | 'unknown';
export type AuthSignal = 'login' | 'logout' | 'expiry';

/** What every observation carries. `seq` counts within a document, `at` is epoch milliseconds. */
export type ObservationBase = {
  readonly seq: number;
  readonly at: number;
  readonly document: string;
  readonly device: string;
  readonly tab?: number;
  readonly frame?: number;
};

/** The part of each observation that says what was seen. Field names are the recording format, schema 1. */
export type Fact =
  | {
      readonly kind: 'document.opened';
      readonly url: string;
      readonly referrer: string;
      readonly lifecycle: 'active' | 'prerender' | 'bfcache';
    }
  | { readonly kind: 'document.activated' }
  | { readonly kind: 'document.closed'; readonly to: 'unloaded' | 'bfcache' }
  | { readonly kind: 'route.changed'; readonly url: string }
  | {
      readonly kind: 'sdk.found';
      readonly vendor: string;
      readonly project: string | null;
      readonly instance: string;
      readonly version: string | null;
      readonly how: 'global' | 'npm' | 'wire' | 'storage';
      readonly hooked: boolean;
      readonly why: string | null;
      readonly capturing: Capturing;
    }
  | {
      readonly kind: 'call.observed';
      /** Unique in the recording. */
      readonly call: string;
      readonly vendor: string;
      /** Null while only the stub is known; resolved through `sdk.found` of the same instance. */
      readonly project: string | null;
      readonly instance: string;
      readonly method: string;
      readonly args: readonly Json[];
      readonly before: Ids | null;
      readonly after: Ids | null;
      readonly site: string | null;
      /** The call inside which this one was made, by the SDK itself or by another SDK. */
      readonly parent: string | null;
      /** Seen on the stub: nothing has happened yet. */
      readonly queued: boolean;
      /** The queued call that this one carries out. */
      readonly replayOf: string | null;
      /** So many events that said the same as its own and landed in the same place were left out of a long recording. */
      readonly alike?: number;
    }
  | {
      readonly kind: 'wire.sent';
      /** Unique within the document. */
      readonly request: string;
      readonly vendor: string;
      readonly project: string | null;
      readonly transport: Transport;
      readonly url: string;
      /** Vendor-native, one per ingested event; null when the body could not be read. */
      readonly payloads: readonly Json[] | null;
      readonly truncated?: true;
    }
  | {
      readonly kind: 'wire.settled';
      readonly request: string;
      readonly status: number | null;
      readonly outcome: 'accepted' | 'failed' | 'unconfirmed';
    }
  | {
      readonly kind: 'storage.changed';
      readonly vendor: string;
      readonly project: string | null;
      readonly area: 'cookie' | 'localStorage' | 'sessionStorage';
      readonly ids: Ids;
      /** Events in the SDK's own unsent storage, null when this change does not say. */
      readonly unsent: number | null;
      readonly capturing: 'in' | 'out' | 'unknown';
      /** The call that caused the change, null when none was running. */
      readonly cause: string | null;
      /** Where the page made the change, when no call of the SDK could be observed. */
      readonly site?: string | null;
    }
  | {
      readonly kind: 'auth.signalled';
      readonly signal: AuthSignal;
      readonly confirmed: boolean;
      readonly source: string;
      readonly detail: string;
    }
  | { readonly kind: 'event.injected'; readonly vendor: string; readonly project: string; readonly payload: Json }
  | { readonly kind: 'mark.added'; readonly note: string }
  | { readonly kind: 'loss.counted'; readonly what: string; readonly why: string; readonly count: number };

export type FactKind = Fact['kind'];
export type FactOf<K extends FactKind> = Extract<Fact, { readonly kind: K }>;

/** One line of the append-only log from which everything else is derived. */
export type Observation = ObservationBase & Fact;
export type ObservationOf<K extends FactKind> = ObservationBase & FactOf<K>;

/** An observation of a kind this version does not know: kept on re-export, counted, never interpreted. */
export type ForeignObservation = ObservationBase & { readonly kind: string };
