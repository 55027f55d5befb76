import type { Client } from '../core/client.ts';
import { amplitudeClient } from './amplitude-client.ts';
import { mixpanelClient } from './mixpanel-client.ts';
import { posthogClient } from './posthog-client.ts';
import { rudderstackClient } from './rudderstack-client.ts';
import { segmentClient } from './segment-client.ts';

/** Every SDK whose client rules are known. */
export const clients: readonly Client[] = [mixpanelClient, segmentClient, posthogClient, amplitudeClient, rudderstackClient];

export const clientOf = (vendor: string): Client | null => clients.find((client) => client.vendor === vendor) ?? null;
