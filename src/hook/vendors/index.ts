import { mixpanel } from './mixpanel.ts';
import { segment } from './segment.ts';
import type { Vendor } from './vendor.ts';

export const vendors: readonly Vendor[] = [mixpanel, segment];
