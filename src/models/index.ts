import type { MergeModel } from '../core/model.ts';
import { amplitude } from './amplitude.ts';
import { ga4 } from './ga4.ts';
import { heap } from './heap.ts';
import { kissmetrics } from './kissmetrics.ts';
import { mixpanelLegacy } from './mixpanel-legacy.ts';
import { mixpanelOriginal } from './mixpanel-original.ts';
import { mixpanelSimplified } from './mixpanel-simplified.ts';
import { mparticle } from './mparticle.ts';
import { posthog } from './posthog.ts';
import { rudderstack } from './rudderstack.ts';
import { segmentUnify } from './segment-unify.ts';
import { snowplow } from './snowplow.ts';

/** Every merge model, a vendor's default first. */
export const models: readonly MergeModel[] = [
  mixpanelSimplified,
  mixpanelOriginal,
  mixpanelLegacy,
  segmentUnify,
  posthog,
  amplitude,
  rudderstack,
  kissmetrics,
  heap,
  mparticle,
  ga4,
  snowplow,
];

export const modelById = (id: string): MergeModel | null => models.find((model) => model.id === id) ?? null;
