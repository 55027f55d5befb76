/** Version of everything that crosses a boundary of the extension. A mismatch means half an update: reload. */
export const protocolVersion = 1;

/** A document's ring in page memory, until a panel asks for it. */
export const ringMaxObservations = 12_000;
export const ringMaxBytes = 8 * 1024 * 1024;

/** One message from a document to the background. */
export const batchMaxBytes = 256 * 1024;

/** A message above it is refused. It holds at most one oversized report: a body of 1 MiB, which may be base64. */
export const reportsMaxLength = batchMaxBytes + 1.5 * 1024 * 1024;

/** What a cookie can be called (RFC 6265, token), within reason. */
export const cookieName = /^[!#$%&'*+\-.^`|~\w]{1,256}$/;

/** Server events pasted at once. */
export const pasteMaxLength = 4 * 1024 * 1024;

/** Text of a file between panel and background: Chromium refuses messages above 64 MiB. */
export const fileMaxLength = 60 * 1024 * 1024;
