/** Builds `dist/package` unless it is newer than its sources. `types: false` leaves the types out. */
export function buildPackage(options?: { readonly types?: boolean }): Promise<void>;
