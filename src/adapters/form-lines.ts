import type { RawRequest } from '../core/adapter.ts';
import type { JsonObject } from '../core/json.ts';
import { bodyText } from './body-text.ts';

/** The parameters of one line of a form; of repeated names the last. */
export const formObject = (line: string): JsonObject => Object.fromEntries(new URLSearchParams(line));

/** The parameters of an address. */
export const queryObject = (url: string): JsonObject => {
  const start = url.indexOf('?');
  return start === -1 ? {} : formObject(url.slice(start + 1).split('#', 1)[0] ?? '');
};

/** The lines of a body that hold parameters; none when there is no body that can be read. */
export const bodyLines = (request: RawRequest): readonly string[] => {
  const body = bodyText(request);
  return body === null || 'why' in body ? [] : body.text.split(/\r?\n/).filter((line) => line.includes('='));
};
