import { createNatives } from '../../src/hook/natives.ts';

/** The browser's classes as this place has them: written in JavaScript, and behind getters of the global object. */
export const natives = createNatives(
  { Request, Response, Headers, URL, URLSearchParams, Blob, ReadableStream, TextDecoder } as never,
  (value) => typeof value === 'function',
);
