import type { ProjectAnalysis } from '../core/landed.ts';

/**
 * Where vendors differ in what a correct site does. A flow asks here before it calls something wrong.
 * Sources: https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk/supported-api/ (reset),
 * https://developers.google.com/analytics/devguides/collection/ga4/user-id, https://docs.snowplow.io/docs/events/identifiers/,
 * https://docs.mparticle.com/guides/idsync/use-cases/
 */

const ownDeviceId: ReadonlySet<string> = new Set(['ga4', 'snowplow', 'mparticle']);

/** What becomes of the anonymous id at a log-out: some vendors number devices, and nothing that a site does changes that. */
export const keepsAnonymousId = (vendor: string): 'always' | 'unless-asked' | 'never' =>
  ownDeviceId.has(vendor) ? 'always' : vendor === 'rudderstack' ? 'unless-asked' : 'never';

/** Original ID Merge: each reset uses up one of 500 ids, and a second user is refused the first one's visitor anyway. */
export const needsNoReset = ({ model }: ProjectAnalysis): boolean => model === 'mixpanel-original';

/** Analytics.js makes a new anonymous id when another user is identified. */
export const renewsItself = (vendor: string): boolean => vendor === 'segment';

/** SDKs that hold the user id no longer than their page. */
export const forgetsUser = (vendor: string): boolean => vendor === 'ga4' || vendor === 'snowplow';

/** In the legacy system identify links nothing: alias does, once, when somebody signs up. */
export const linksByAlias = ({ model }: ProjectAnalysis): boolean => model === 'mixpanel-legacy';

const linking: ReadonlySet<string> = new Set([
  'mixpanel-simplified',
  'mixpanel-original',
  'segment-unify',
  'posthog',
  'amplitude',
  'rudderstack',
  'kissmetrics',
  'heap',
]);

/** Whether what a visitor did before logging in is to count for the user afterwards, on every device. */
export const linksHistory = ({ model }: ProjectAnalysis): boolean => model !== null && linking.has(model);
