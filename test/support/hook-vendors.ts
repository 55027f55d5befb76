import { vendorFiles } from '../../src/hook/vendors/index.ts';
import type { Vendor } from '../../src/hook/vendors/vendor.ts';

/** What the hook knows of every vendor. */
export const vendors: readonly Vendor[] = vendorFiles.map((file) => file.vendor());

const named = (name: string): Vendor => {
  const found = vendors.find((vendor) => vendor.name === name);
  if (found === undefined) throw new Error(`There is no vendor “${name}”.`);
  return found;
};
export const amplitude = named('amplitude');
export const davidwells = named('davidwells');
export const ga4 = named('ga4');
export const heap = named('heap');
export const jitsu = named('jitsu');
export const kissmetrics = named('kissmetrics');
export const mixpanel = named('mixpanel');
export const mparticle = named('mparticle');
export const posthog = named('posthog');
export const rudderstack = named('rudderstack');
export const segment = named('segment');
export const snowplow = named('snowplow');
