import type { FactOf } from './observation.ts';

/** Not an analytics vendor: the site's own servers, which keep an anonymous id in a cookie. */
export const serverVendor = 'server';

/**
 * What a cookie holds in which the site's servers keep an anonymous id: the cookie's name stands for the project.
 * Source: https://docs.mixpanel.com/docs/tracking-methods/id-management/identifying-users-simplified (server-side implementations)
 */
export const serverIdFact = (cookie: string, id: string | null): FactOf<'storage.changed'> => ({
  kind: 'storage.changed',
  vendor: serverVendor,
  project: cookie,
  area: 'cookie',
  ids: { anonymousId: id, knownId: null },
  unsent: null,
  capturing: 'unknown',
  cause: null,
});
