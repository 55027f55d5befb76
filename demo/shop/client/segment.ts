import { AnalyticsBrowser } from '@segment/analytics-next';
import type { ShopContext } from '../context.ts';
import type { Analytics } from './mixpanel.ts';

/** Segment from its npm package, always wired as its best practices ask. Leaves no global behind. */
export function connectSegment({ segment, user }: ShopContext): Analytics {
  const analytics = AnalyticsBrowser.load(
    { writeKey: segment.writeKey, cdnURL: segment.cdnUrl },
    { integrations: { 'Segment.io': { apiHost: segment.apiHost, protocol: 'http' } } },
  );
  return {
    begin() {
      const identified = user === null ? null : analytics.identify(user.id, { name: user.name, email: user.email });
      return Promise.all([identified, analytics.page()]);
    },
    track: (name, properties) => analytics.track(name, properties),
    end() {
      void analytics.reset();
    },
  };
}
