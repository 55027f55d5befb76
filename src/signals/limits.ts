/** An attempt counts as confirmed by what happens in its document within this time, in milliseconds; one logout is told once within it. */
export const attemptMaxAge = 15_000;

/** What a page asks for belongs to the click or key before it within this time, in milliseconds. */
export const actMaxAge = 1_500;

/** A page without a click this long, in milliseconds, does what it does by itself. */
export const clickMaxAge = 5_000;

/** A page that shows nothing and leaves within this time, in milliseconds, only led on to another. */
export const redirectMaxAge = 3_000;

/** How long a new page is watched for what it shows, in milliseconds. */
export const arrivalMaxAge = 10_000;

/** How long a page is watched after a route, in milliseconds. */
export const routeMaxAge = 3_000;

/** The page is looked at no more often than this, in milliseconds. */
export const lookEvery = 150;

/** Looking takes at most one part in this many of the time. */
export const lookShare = 20;
