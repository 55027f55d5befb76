import type { ClientArgs } from '../../src/core/client.ts';
import type { Json, JsonObject } from '../../src/core/json.ts';
import type { Fact, Ids } from '../../src/core/observation.ts';

/** The vendors whose SDKs can be played: their client rules are held to recordings of the real ones. */
export const shopVendors = ['mixpanel', 'segment', 'posthog', 'amplitude', 'rudderstack'] as const;
export type ShopVendor = (typeof shopVendors)[number];

/** One SDK on one page, with its calls under the names that all vendors share. Amplitude's ids need five characters: use such. */
export type Tool = {
  readonly vendor: ShopVendor;
  /** Any method by its own name. Events leave at the end of the task, that is, after the call unless in `sameTask`. */
  call(method: string, ...args: ClientArgs): Tool;
  track(name: string, properties?: JsonObject): Tool;
  identify(id: string, traits?: JsonObject): Tool;
  /** As the vendor documents it for a device that is shared: nothing survives. */
  reset(): Tool;
  /** Calls in one task, before the SDK gets to stamp ids. */
  sameTask(act: (tool: Tool) => void): Tool;
  /** What is called now is not sent until told, and lost when the page goes. */
  hold(): Tool;
  release(): Tool;
  /** As `hold`, and what is called until `release` never leaves: the SDK keeps it back on purpose. */
  drop(): Tool;
  /** The page goes. */
  leave(): void;
  /** Calls identify and track of the other one, too, from inside. */
  drive(other: Tool): void;
  /** As `call`, inside another call. */
  inside(parent: string, method: string, args: ClientArgs): void;
  ids(): Ids;
};

export type ShopPage = {
  readonly document: string;
  readonly tool: Tool;
  readonly tools: readonly Tool[];
  on(vendor: ShopVendor): Tool;
  /** The same on every tool of the page. */
  track(name: string): ShopPage;
  identify(id: string, traits?: JsonObject): ShopPage;
  reset(): ShopPage;
  login(options?: { readonly confirmed?: boolean }): ShopPage;
  logout(options?: { readonly confirmed?: boolean }): ShopPage;
  expiry(): ShopPage;
  route(url: string): ShopPage;
  wait(ms: number): ShopPage;
  fact(fact: Fact): ShopPage;
};

export type PageOptions = {
  /** Leaves the page open. */
  readonly stay?: boolean;
  readonly tab?: number;
  readonly frame?: number;
  readonly device?: string;
  readonly referrer?: string;
  /** What `init` is given. */
  readonly config?: JsonObject;
  /** Segment's device mode: its identify and track reach these tools as calls inside its own; its reset does not. */
  readonly drives?: readonly ShopVendor[];
  /** Only these tools are on the page. */
  readonly only?: readonly ShopVendor[];
  /** Calls before the SDK runs; afterwards it starts. */
  readonly early?: (tool: Tool) => void;
};

export type Shop = {
  /** Opens a page of shop.test (or a whole address), runs `act`, closes it. */
  page(path: string, act: (page: ShopPage) => void, options?: PageOptions): ShopPage;
  wait(ms: number): void;
  /** The visitor clears cookies and storage. */
  clear(device?: string): void;
  inject(vendor: string, project: string, payload: Json): void;
  now(): number;
};
