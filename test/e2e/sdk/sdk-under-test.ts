import type { Reply } from '../../../demo/http.ts';
import type { Json } from '../../../src/core/json.ts';

/** A request of the page to the vendor's place, which is `site.collector`. */
export type Asked = {
  readonly method: string;
  readonly url: URL;
  /** Lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
  /** Unpacked if it was gzip, by its first two bytes. */
  readonly text: string;
};

/** What one ingested payload says of itself, read here without any code of the product. */
export type Told = { readonly name: string; readonly anonymousId: string | null; readonly knownId: string | null };

/** Where the page and the vendor's stand-in are. */
export type Place = {
  /** `http://<vendor>-<form>.localhost:<port>` */
  readonly origin: string;
  /** `http://in.localhost:<port>`: another origin, in the place of every host of the vendor's. */
  readonly collector: string;
  /** Host and port of `collector`. */
  readonly host: string;
};

/** The names the common scenario gives its events. */
export type EventName = 'Seen' | 'Bought' | 'Seen again' | 'Bought too';

export type Form = {
  /** Source of the application's bundle, built with esbuild and served as `/app.js`: nothing of the vendor's is global unless the package makes it so. */
  readonly bundle?: string;
  /** What else is served, by path, on page and collector: the vendor's CDN. */
  readonly files?: Readonly<Record<string, () => string | Buffer>>;
  /** Markup of the page's head; `<script src="/app.js">` where there is a bundle. */
  readonly head: (place: Place) => string;
  /** How many of the scenario's statements run on the stub, in the page's head, before the library is there. */
  readonly early?: number;
  /** Whether the library carries out what the stub queued by methods that can be observed. */
  readonly replays?: boolean;
  /** Expression in the page: true once the library has taken over from its stub. */
  readonly ready: string;
  /** The variable that holds the SDK, in the expressions below. */
  readonly sdk: string;
  /** How its instance is found; what `sdk.found` must say. */
  readonly how: 'global' | 'npm' | 'storage';
  /** Calls and project as recorded, where they differ from the SDK's in general: no method of this form can be reached. */
  readonly calls?: SdkUnderTest['calls'];
  readonly project?: string | null;
};

/** One SDK in a real page. A new one is one file of this shape in `sdks/`. */
export type SdkUnderTest = {
  /** As in recordings. */
  readonly vendor: string;
  readonly project: string;
  readonly forms: Readonly<Partial<Record<'snippet' | 'npm', Form>>>;
  /** Settings and the like; null for what is ingestion or unknown. */
  readonly settings: (asked: Asked, place: Place) => Reply | null;
  /** The payloads of an ingestion request, one per event; null for any other request. */
  readonly payloads: (asked: Asked) => readonly Json[] | null;
  /** Ingestion's answer; `{ success: true }` by default. */
  readonly accepted?: (asked: Asked) => Reply;
  /** Null for what is no event (profile updates). */
  readonly tell: (payload: Json) => Told | null;
  /** The page's own statements, each run by itself; `%` is the SDK. */
  readonly track: (name: EventName) => string;
  readonly identify: (user: 'u-1' | 'u-2') => string;
  readonly reset: string;
  /** Methods that the scenario calls, in order, as recorded. Absent where no method can be reached. */
  readonly calls: readonly (readonly [method: string, first: Json])[];
  /** The label of the profile each event must be on when all is over; null for one without a known id. Cite the rule beside it. */
  readonly landsOn: Readonly<Record<EventName, string | null>>;
  /** The version its card must show. */
  readonly version?: string;
  /** Events the SDK makes by itself. */
  readonly automatic?: readonly string[];
  /** When the SDK made an event, where each travels in a request of its own: which of two arrives first is then the network's choice. */
  readonly madeAt?: (payload: Json) => number;
  /** Milliseconds between two statements, for SDKs that put ids on later; 120 by default. */
  readonly pause?: number;
};
