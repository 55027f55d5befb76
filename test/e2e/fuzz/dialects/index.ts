import type { Dialect, FuzzVendor } from '../dialect.ts';
import { amplitude } from './amplitude.ts';
import { mixpanel } from './mixpanel.ts';
import { posthog } from './posthog.ts';
import { rudderstack } from './rudderstack.ts';
import { segment } from './segment.ts';

export const dialects: Readonly<Record<FuzzVendor, Dialect>> = { mixpanel, segment, posthog, amplitude, rudderstack };
export const fuzzVendors = Object.keys(dialects) as readonly FuzzVendor[];
