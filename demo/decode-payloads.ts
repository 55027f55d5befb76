import { gunzipSync } from 'node:zlib';
import { isJsonObject, type Json, member } from '../src/core/json.ts';

/**
 * What a Mixpanel ingestion request carries: `data=` in a form body, a beacon's text or the query string, as JSON or as
 * base64 of JSON; or a bare JSON body. One element per event. Throws when there is nothing to read.
 * Source: https://developer.mixpanel.com/reference/track-event
 */
export function mixpanelPayloads(search: URLSearchParams, body: string): readonly Json[] {
  const text = body.trim();
  if (text.startsWith('[') || text.startsWith('{')) return listOf(JSON.parse(text) as Json);
  const data = new URLSearchParams(text).get('data') ?? search.get('data');
  if (data === null || data === '') throw new Error('There is no data parameter.');
  // A form body turns the "+" of base64 into a space.
  const json = /^\s*[[{]/.test(data) ? data : Buffer.from(data.replaceAll(' ', '+'), 'base64').toString('utf8');
  return listOf(JSON.parse(json) as Json);
}

/**
 * What a Segment tracking request carries: one message, or the `batch` of a `/v1/b` or `/v1/batch` request.
 * Source: https://segment.com/docs/connections/sources/catalog/libraries/server/http-api/
 */
export function segmentPayloads(body: string): readonly Json[] {
  const message = JSON.parse(body) as Json;
  if (!isJsonObject(message)) throw new Error('The body is not one message.');
  const batch = member(message, 'batch');
  return Array.isArray(batch) ? batch : [message];
}

/** The body as text; gzip is recognised by its first two bytes, as no SDK says so in a header. */
export function bodyText(body: Buffer): string {
  return (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body).toString('utf8');
}

function listOf(value: Json): readonly Json[] {
  if (Array.isArray(value)) return value;
  if (isJsonObject(value)) return [value];
  throw new Error('The data is neither an event nor a list of events.');
}
