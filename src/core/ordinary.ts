import type { AnalyticsEvent } from './event.ts';

const instructions: ReadonlySet<string> = new Set(['$identify', '$create_alias', '$merge', '$merge_dangerously', '$set', '$groupidentify']);

/** What SDKs send by themselves while a page goes: it tells of the page, and goes by whom the page was opened for. */
const farewells: ReadonlySet<string> = new Set(['$pageleave', '$mp_page_leave']);

/** https://posthog.com/docs/libraries/js/config, https://docs.mixpanel.com/docs/tracking-methods/autocapture */
export const endsPage = ({ name }: AnalyticsEvent): boolean => farewells.has(name);

/**
 * Whether an event is one that the person did, rather than an instruction about ids.
 * Only these link ids in Mixpanel's Simplified ID Merge.
 */
export const isOrdinary = (event: AnalyticsEvent): boolean => {
  const { claims } = event;
  switch (claims.shape) {
    case 'mixpanel':
    case 'posthog':
    case 'amplitude':
      return !instructions.has(event.name);
    case 'segment':
      return claims.type !== 'identify' && claims.type !== 'alias' && claims.type !== 'group';
    case 'mparticle':
      return claims.request === null;
    case 'named':
      return claims.alias === null;
    case 'cookie':
      return true;
  }
};
