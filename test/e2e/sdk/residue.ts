/**
 * The names the hook adds to `window`: accessors that answer as if they were not there until the page assigns, and are
 * not enumerable; that `in` finds them is what a page could notice.
 */
export const residue: readonly string[] = [
  'mixpanel',
  'analytics',
  '__SEGMENT_INSPECTOR__',
  'posthog',
  '__PosthogExtensions__',
  'amplitude',
  'rudderanalytics',
  ...['GlobalSnowplowNamespace', 'snowplow', 'Intercom', 'intercomSettings', 'LogRocket', 'Sentry', '_cio', '_fs_namespace', '_kmq'],
  ...['dataLayer', 'heap', 'hj', 'jitsu', 'jitsuQ', 'mParticle', 'zE'],
];
