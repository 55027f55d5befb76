/** A login counts as confirmed by what happens within this time, in milliseconds; one logout as the same. */
export const attemptMaxAge = 15_000;

/** A logout click counts as confirmed by what happens in its document within this time, in milliseconds. */
export const logoutMaxAge = 5_000;

/** A page that shows nothing and leaves within this time, in milliseconds, only led on to another. */
export const redirectMaxAge = 3_000;

/** A page that has shown nothing by this time, in milliseconds, is no answer to what its predecessor asked. */
export const arrivalMaxAge = 10_000;
