import type { Fact, Transport } from './observation.ts';

/**
 * A request as the hook saw it. The page world interprets nothing: the background recognises the vendor
 * and turns this into `wire.sent`, or drops it when it is nobody's.
 */
export type WireReport = {
  readonly kind: 'wire.raw';
  readonly request: string;
  readonly transport: Transport;
  readonly method: string;
  readonly url: string;
  /** Only the headers that name a project or an encoding; lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly encoding: 'text' | 'base64';
  readonly truncated?: true;
  /** Why `body` is null although the request had one. */
  readonly why?: string;
};

/** What the hook says: a fact without the identity of its document, which only the browser may give. */
export type Report = { readonly seq: number; readonly at: number } & (Exclude<Fact, { readonly kind: 'wire.sent' }> | WireReport);
