/** A name in the world that the scripts of this extension share in a document, and that the page cannot see. */
const place = globalThis as { idscopePort?: MessagePort };

/** Leaves the port for the script that runs next. */
export const leavePort = (port: MessagePort): void => {
  place.idscopePort = port;
};

/** Takes the port that the bridge left. */
export const takePort = (): MessagePort | undefined => {
  const port = place.idscopePort;
  delete place.idscopePort;
  return port;
};
