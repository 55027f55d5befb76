import type { RawRequest } from './adapter.ts';
import { harBody } from './har-body.ts';
import { isJsonObject, type Json, type JsonObject, member } from './json.ts';
import type { Transport } from './observation.ts';

/** One request of a HAR that went over HTTP. Times are epoch ms, with fractions where the tool wrote them. */
export type HarEntry = {
  /** Its place in the file, from 0. */
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly request: RawRequest;
  /** The request had a body that cannot be had back from what was saved. */
  readonly mangled: boolean;
  readonly transport: Transport;
  /** 0 when there was no answer. */
  readonly status: number;
  /** The tool says that the request failed or was blocked. */
  readonly refused: boolean;
  readonly pageref: string | null;
  /** It loaded a page into a window: `certain` where the browser says so itself. */
  readonly opens: 'certain' | 'likely' | null;
};

/** What became of reading an entry. Null for what is no request of a page or an app: preflights, web sockets, data addresses. */
export type ReadEntry = HarEntry | { readonly why: string } | null;

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const secondsBelow = 1e11;
/** The end of what a date can say, in epoch ms. */
const lastTime = 8.64e15;
/** Nothing answers later, in ms: a longer time is a mistake of the tool. */
const longestAnswer = 24 * 60 * 60 * 1000;

/**
 * When a request started. ISO 8601 with a zone as `Z`, `+01:00` or `+0100`, with or without fractions (mitmproxy writes
 * microseconds, and what is below a millisecond decides the order of requests), or a number since 1970.
 */
export const harTime = (value: Json | undefined): number | null => {
  if (typeof value === 'number') return value > 0 && value <= lastTime ? (value < secondsBelow ? value * 1000 : value) : null;
  const text = textOf(value).trim();
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2').replace(/(\.\d{3})\d+/, '$1'));
  if (Number.isNaN(at) || at < 0) return null;
  const below = /\.\d{3}(\d+)/.exec(text)?.[1];
  return below === undefined ? at : at + Number(`0.${below}`);
};

const headersOf = (list: Json | undefined): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const header of Array.isArray(list) ? list : []) {
    const [name, value] = [member(header, 'name'), member(header, 'value')];
    if (typeof name === 'string' && typeof value === 'string') headers[name.toLowerCase()] = value;
  }
  return headers;
};

const transportOf = (type: string, headers: Readonly<Record<string, string>>): Transport => {
  if (type === 'xhr') return 'xhr';
  if (type === 'ping' || type === 'beacon' || headers['content-type'] === 'text/ping') return 'beacon';
  return type === 'image' || headers['sec-fetch-dest'] === 'image' ? 'image' : 'fetch';
};

const opensOf = (entry: JsonObject, method: string, status: number, headers: Readonly<Record<string, string>>): HarEntry['opens'] => {
  if (method !== 'GET' || status < 200 || (status >= 300 && status < 400)) return null;
  const target = headers['sec-fetch-dest'];
  if (target !== undefined) return target === 'document' ? 'certain' : null;
  const answered = textOf(member(member(member(entry, 'response'), 'content'), 'mimeType'));
  const asked = /^text\/html/.test(headers.accept ?? '') && headers['x-requested-with'] === undefined;
  return textOf(member(entry, '_resourceType')) === 'document' || (asked && /^text\/html/.test(answered)) ? 'likely' : null;
};

const isPositive = (value: Json | undefined): value is number => typeof value === 'number' && value > 0;

/** Reads one member of `log.entries`. A `content-encoding` goes with the bytes: where the tool saved them decoded, it is left out. */
export const readEntry = (entry: Json, index: number): ReadEntry => {
  const request = member(entry, 'request');
  if (!isJsonObject(entry) || !isJsonObject(request)) return { why: 'this is no entry with a request' };
  const url = textOf(member(request, 'url'));
  const method = textOf(member(request, 'method')).toUpperCase();
  if (url === '' || method === '') return { why: 'the request has no address or no method' };
  if (!/^https?:/i.test(url) || !['GET', 'POST', 'PUT', 'PATCH'].includes(method)) return null;
  const start = harTime(member(entry, 'startedDateTime'));
  if (start === null) return { why: 'it does not say when the request started' };

  const response = member(entry, 'response');
  const status = member(response, 'status');
  const answered = isPositive(status) ? status : 0;
  const took = member(entry, 'time');
  const type = textOf(member(entry, '_resourceType'));
  const all = headersOf(member(request, 'headers'));
  const body = harBody(request);
  const { 'content-encoding': coding, ...others } = all;
  const bytes = body !== 'unreadable' && body.encoding === 'base64';
  const headers = bytes && coding !== undefined ? { ...others, 'content-encoding': coding } : others;
  return {
    index,
    start,
    end: start + (isPositive(took) ? Math.min(took, longestAnswer) : 0),
    request: { url, method, headers, ...(body === 'unreadable' ? { body: null, encoding: 'text' } : body) },
    mangled: body === 'unreadable',
    transport: transportOf(type, all),
    status: answered,
    refused: textOf(member(response, '_error')) !== '',
    pageref: textOf(member(entry, 'pageref')) || null,
    opens: opensOf(entry, method, answered, all),
  };
};
