import type { LandedEvent } from './landed.ts';

/** What the page's code calls the vendor's SDK, for code in advice. */
export const sdkName = (vendor: string): string =>
  vendor === 'segment' ? 'analytics' : vendor === 'rudderstack' ? 'rudderanalytics' : vendor;

const resets: Readonly<Record<string, string>> = {
  customerio: '_cio.reset()',
  fullstory: "FS('setIdentity', { anonymous: true })",
  ga4: "gtag('set', { user_id: null })",
  heap: 'heap.resetIdentity()',
  hotjar: "hj('identify', null, {})",
  intercom: "Intercom('shutdown')",
  kissmetrics: "_kmq.push(['clearIdentity'])",
  logrocket: 'LogRocket.startNewSession()',
  mparticle: 'mParticle.Identity.logout()',
  // Without true the anonymous id stays.
  rudderstack: 'rudderanalytics.reset(true)',
  sentry: 'Sentry.setUser(null)',
  snowplow: "snowplow('clearUserData')",
  zendesk: "zE('messenger', 'logoutUser')",
};

/** The call that makes the vendor's SDK forget who the visitor was, for code in advice. */
export const resetCall = (vendor: string): string =>
  Object.hasOwn(resets, vendor) ? (resets[vendor] ?? '') : `${sdkName(vendor)}.reset()`;

const identifies: Readonly<Record<string, (id: string) => string>> = {
  amplitude: (id) => `amplitude.setUserId(${id})`,
  customerio: (id) => `_cio.identify({ id: ${id} })`,
  fullstory: (id) => `FS('setIdentity', { uid: ${id} })`,
  ga4: (id) => `gtag('set', { user_id: ${id} })`,
  hotjar: (id) => `hj('identify', ${id}, {})`,
  intercom: (id) => `Intercom('update', { user_id: ${id} })`,
  kissmetrics: (id) => `_kmq.push(['identify', ${id}])`,
  logrocket: (id) => `LogRocket.identify(${id})`,
  mparticle: (id) => `mParticle.Identity.login({ userIdentities: { customerid: ${id} } })`,
  sentry: (id) => `Sentry.setUser({ id: ${id} })`,
  snowplow: (id) => `snowplow('setUserId', ${id})`,
};

/** The call that tells the vendor's SDK who the visitor is, for code in advice; `id` is an expression of the page's code. */
export const identifyCall = (vendor: string, id: string): string =>
  (Object.hasOwn(identifies, vendor) ? identifies[vendor]?.(id) : undefined) ?? `${sdkName(vendor)}.identify(${id})`;

/** The call that tracks an event, for code in advice. */
export const trackCall = (vendor: string, event: string): string => {
  if (vendor === 'ga4') return `gtag('event', '${event}')`;
  return `${sdkName(vendor)}.${vendor === 'posthog' ? 'capture' : 'track'}('${event}')`;
};

/** `1 event`, `2 events`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** An event as findings and flow steps name it. */
export const eventName = (event: LandedEvent): string => `event ${event.index} (${event.event.name})`;

/** Up to `limit` items in words. */
export const listed = (items: readonly string[], limit = 4): string =>
  items.length <= limit ? items.join(', ') : `${items.slice(0, limit).join(', ')} and ${items.length - limit} more`;

/** The same at the beginning of a sentence. */
export const eventNameFirst = (event: LandedEvent): string => `Event ${event.index} (${event.event.name})`;
