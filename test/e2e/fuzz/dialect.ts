import type { Json, JsonObject } from '../../../src/core/json.ts';
import type { Place, SdkUnderTest } from '../sdk/sdk-under-test.ts';
import type { Random } from './random.ts';

export type FuzzVendor = 'mixpanel' | 'segment' | 'posthog' | 'amplitude' | 'rudderstack';

/** How a page loads the SDK: by the vendor's snippet, whose stub queues calls, or from a bundle of the site's. */
export type FuzzForm = {
  readonly bundle?: string;
  readonly files: Readonly<Record<string, () => string | Buffer>>;
  readonly head: (place: Place, config: JsonObject) => string;
  /** Expression: the SDK has taken over. */
  readonly ready: string;
  /** Expression: the SDK. */
  readonly sdk: string;
};

/** What one ingested payload says, read without any code of the product. */
export type Read = {
  /** Insert or message id. */
  readonly id: string;
  readonly name: string;
  readonly anonymousId: string | null;
  readonly knownId: string | null;
};

export type Ids = Pick<Read, 'anonymousId' | 'knownId'>;

/** What can be said at random in one SDK's words, and how the truth of it is read. */
export type Dialect = {
  readonly vendor: FuzzVendor;
  readonly sdk: SdkUnderTest;
  readonly forms: Readonly<Partial<Record<'snippet' | 'bundle', FuzzForm>>>;
  /** Configurations, the default first. */
  readonly configs: readonly JsonObject[];
  /** One statement; `%` is the SDK, `event` the name of an event that the statement may send. */
  readonly say: (random: Random, event: string) => string;
  /** Expression: the SDK's own answer to who the visitor is. Asked once a page, because some SDKs make an id to answer. */
  readonly now: string;
  /** Null for what is no event. */
  readonly read: (payload: Json) => Read | null;
};

/** Ids that pages give, in the page's own words; few, so that they meet again. */
export const anyId = (random: Random, current: string): string =>
  random.weighed([
    [30, "'u-1'"],
    [24, "'u-2'"],
    [6, "'u-3'"],
    [4, "'ann@example.com'"],
    [4, '42'],
    [3, "'42'"],
    [3, current],
    [2, "''"],
    [2, 'null'],
    [2, 'undefined'],
    [1, '0'],
    [1, "' u-1 '"],
    [1, "'U-1'"],
    [1, "'null'"],
    [1, "'undefined'"],
    [1, "'anonymous'"],
    [1, "'guest'"],
    [1, "'$device:made-up'"],
    [1, "'   '"],
    [1, 'true'],
    [1, '{ id: 7 }'],
  ]);

export const idText = (value: Json | undefined): string | null => {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};
