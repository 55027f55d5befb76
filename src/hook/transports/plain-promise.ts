import { PromiseOf, prototypeOf } from '../intrinsics.ts';

const { prototype } = PromiseOf;

/** True for a promise of the browser's own kind. `await` on any other (a subclass, one with a `constructor` of the page) would run its code. */
export const isPlainPromise = (value: unknown): value is Promise<unknown> =>
  value instanceof PromiseOf && prototypeOf(value) === prototype && value.constructor === PromiseOf;
