/** A request body larger than this is not copied; the observation says so with `truncated`. */
export const bodyMaxBytes = 1024 * 1024;

/** One call's arguments: beyond these caps the copy says that it was cut. */
export const snapshotMaxBytes = 64 * 1024;
export const snapshotMaxDepth = 6;
export const snapshotMaxKeys = 100;
export const snapshotMaxString = 2048;

/** Characters of reports that wait for the end of the macrotask; more are handed over at once. */
export const batchMaxChars = 128 * 1024;
/** Reports kept while a page has shown nothing of analytics or login yet; later ones are dropped. */
export const quietMaxReports = 20;

/** Frames of a call site. */
export const siteMaxFrames = 5;

/** Characters of a call site. */
export const siteMaxChars = 8192;

/** Of a write to storage: the SDK's own frames come first. */
export const siteMaxFramesOfWrite = 15;

/** Keys of arguments of which the JSON text is kept: so many, so long. */
export const knownKeys = 500;
export const knownKeyMaxLength = 64;
