export type { Check, Simulation } from '../reports/shapes.ts';
export { type IdentityFixtures, test } from './fixture.ts';
export type { Identity, ObserveOptions } from './identity.ts';
export { expect, type MatcherOptions } from './matchers.ts';
export { observe } from './observe.ts';
