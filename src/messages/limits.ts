/** Version of everything that crosses a boundary of the extension. A mismatch means half an update: reload. */
export const protocolVersion = 1;

/** A document's ring in page memory, until a panel asks for it. */
export const ringMaxObservations = 12_000;
export const ringMaxBytes = 8 * 1024 * 1024;

/** One message from a document to the background. */
export const batchMaxBytes = 256 * 1024;

/** A message above it is refused. It holds at most one oversized report: a body of 1 MiB, which may be base64. */
export const reportsMaxLength = batchMaxBytes + 1.5 * 1024 * 1024;

/** Characters of one page that wait for their turn in the background: eight times what its ring holds. */
export const pageWaitingMaxLength = 8 * ringMaxBytes;

/** Characters of all pages that wait for their turn. Beyond it reports are only counted. */
export const waitingMaxLength = 3 * pageWaitingMaxLength;

/** What a cookie can be called (RFC 6265, token), within reason. */
export const cookieName = /^[!#$%&'*+\-.^`|~\w]{1,256}$/;

/** More patterns of a kind, or muted rules, nobody writes by hand for a site. */
export const patternsMax = 200;

/** Server events pasted at once. */
export const pasteMaxLength = 4 * 1024 * 1024;

/**
 * One piece of a longer text between background and panel. JSON makes of a character six bytes at the worst: as many as these fit into
 * the 64 MiB that Chromium allows a message.
 */
export const pieceMinLength = 8 * 1024 * 1024;

/** A copy of the recording is read as one text; engines allow half a billion characters in one, and what is read takes several times its place. */
export const copyMaxLength = 400 * 1024 * 1024;

/** Rows of the timeline in one message: some ten megabytes. */
export const patchMaxRows = 20_000;

/** Text of a file that is opened. Read, it takes several times its place, and the worker has some four gigabytes. */
export const fileMaxLength = 256 * 1024 * 1024;
