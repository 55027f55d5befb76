import { plain } from './plain.ts';

/** The `analytics` library by David Wells: it leaves no global, only what it stores shows it. Source: analytics 0.8.19, executed */
export const davidwells = plain('davidwells', '', '', '', () => ({
  reach() {},
  keys: '__anon_id$,__user_id$',
  markers: [['anonymousId', 'meta', 'rid']],
}));
