/** What was thrown, in its own words; anything can be thrown. */
export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The sentence for who asked something of Idscope that it failed at by a defect of its own. */
export const idscopeFailed = (error: unknown): string => `Idscope failed (${errorText(error)}).`;
