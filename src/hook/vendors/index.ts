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
import type { VendorFile } from './vendor.ts';

export const vendorFiles: readonly VendorFile[] = [
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

/** The names that a file watches. */
export const watchesOf = ({ watches }: VendorFile): readonly string[] => (watches === '' ? [] : watches.split(','));
