/**
 * Where something stands in a recording. Within a document `seq` decides, between documents `at`;
 * `part` orders what one observation holds (the events of a batch).
 */
export type Position = { readonly at: number; readonly document: string; readonly seq: number; readonly part: number };
