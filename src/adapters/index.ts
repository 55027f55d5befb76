import type { Adapter, DecodedRequest, RawRequest } from '../core/adapter.ts';
import { amplitude } from './amplitude.ts';
import { customerio } from './customerio.ts';
import { davidwells } from './davidwells.ts';
import { ga4 } from './ga4.ts';
import { heap } from './heap.ts';
import { jitsu } from './jitsu.ts';
import { kissmetrics } from './kissmetrics.ts';
import { mixpanel } from './mixpanel.ts';
import { mparticle } from './mparticle.ts';
import { posthog } from './posthog.ts';
import { rudderstack } from './rudderstack.ts';
import { segment } from './segment.ts';
import { snowplow } from './snowplow.ts';
import { tools } from './tools.ts';
import { whyBroken, whyUnread } from './wire-body.ts';

/** Every vendor that is understood. A new vendor is one more file here. */
export const adapters: readonly Adapter[] = [
  mixpanel,
  segment,
  posthog,
  amplitude,
  rudderstack,
  jitsu,
  davidwells,
  kissmetrics,
  heap,
  customerio,
  mparticle,
  ga4,
  snowplow,
  ...tools,
];

export const adapterOf = (vendor: string): Adapter | null => adapters.find((adapter) => adapter.vendor === vendor) ?? null;

const ask = (request: RawRequest): DecodedRequest | null => {
  for (const adapter of adapters) {
    const decoded = adapter.decode(request);
    if (decoded !== null) return decoded;
  }
  return null;
};

/**
 * Asks every adapter whether the request is its vendor's; null when it is nobody's or carries no event. Without payloads
 * it went where a vendor's events go, and its body is missing or cannot be read.
 */
export const decodeRequest = (request: RawRequest): DecodedRequest | null =>
  ask(request) ?? ((whyUnread(request) ?? whyBroken(request)) === null ? null : ask({ ...request, body: null }));
