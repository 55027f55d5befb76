import type { MergeModel } from '../core/model.ts';
import { startIdentities } from './snowplow-identities.ts';
import { parseSnowplowSettings, snowplowSettings } from './snowplow-settings.ts';
import { startStitching } from './snowplow-stitching.ts';

/** Snowplow: its Identities service, or the stitching of its dbt packages, whichever `mode` names. */
export const snowplow: MergeModel = {
  id: 'snowplow',
  vendor: 'snowplow',
  title: 'Snowplow, Identities or dbt stitching',
  default: true,
  verified: true,
  shape: 'cookie',
  settings: Object.values(snowplowSettings),
  cite: 'https://docs.snowplow.io/docs/identities/concepts/',
  start: (settings) => {
    const rules = parseSnowplowSettings(settings);
    return rules.dbt ? startStitching() : startIdentities(rules);
  },
};
