import { type Field, isBoolean, isBoundedJson, isCount, isId, isIds, isJsonList, isText, isTextRecord, oneOf, orNull } from './field.ts';
import type { FactKind } from './observation.ts';

const isIdOrNull = orNull(isId);
const isTextOrNull = orNull(isText);
const isIdsOrNull = orNull(isIds);
const transport: Field = { name: 'transport', check: oneOf('fetch', 'xhr', 'beacon', 'image') };
const vendor: Field = { name: 'vendor', check: isId };
const project: Field = { name: 'project', check: isIdOrNull, absent: null };
const instance: Field = { name: 'instance', check: isId };
const request: Field = { name: 'request', check: isId };
const why: Field = { name: 'why', check: isTextOrNull, absent: null };

/** The fields of each kind of observation: the file format, schema 1. Fields that may be null may also be absent. */
export const factFields: Readonly<Record<FactKind, readonly Field[]>> = {
  'document.opened': [
    { name: 'url', check: isText },
    { name: 'referrer', check: isText },
    { name: 'lifecycle', check: oneOf('active', 'prerender', 'bfcache') },
  ],
  'document.activated': [],
  'document.closed': [{ name: 'to', check: oneOf('unloaded', 'bfcache') }],
  'route.changed': [{ name: 'url', check: isText }],
  'sdk.found': [
    vendor,
    project,
    instance,
    { name: 'version', check: isTextOrNull, absent: null },
    { name: 'how', check: oneOf('global', 'npm', 'wire', 'storage') },
    { name: 'hooked', check: isBoolean },
    why,
    { name: 'capturing', check: oneOf('in', 'out', 'bot', 'unknown') },
  ],
  'call.observed': [
    { name: 'call', check: isId },
    vendor,
    project,
    instance,
    { name: 'method', check: isId },
    { name: 'args', check: isJsonList },
    { name: 'before', check: isIdsOrNull, absent: null },
    { name: 'after', check: isIdsOrNull, absent: null },
    { name: 'site', check: isTextOrNull, absent: null },
    { name: 'parent', check: isIdOrNull, absent: null },
    { name: 'queued', check: isBoolean, absent: false },
    { name: 'replayOf', check: isIdOrNull, absent: null },
  ],
  'wire.sent': [
    request,
    vendor,
    project,
    transport,
    { name: 'url', check: isText },
    { name: 'payloads', check: orNull(isJsonList), absent: null },
  ],
  'wire.settled': [
    request,
    { name: 'status', check: orNull(isCount), absent: null },
    { name: 'outcome', check: oneOf('accepted', 'failed', 'unconfirmed') },
  ],
  'storage.changed': [
    vendor,
    project,
    { name: 'area', check: oneOf('cookie', 'localStorage', 'sessionStorage') },
    { name: 'ids', check: isIds },
    { name: 'unsent', check: orNull(isCount), absent: null },
    { name: 'capturing', check: oneOf('in', 'out', 'unknown') },
    { name: 'cause', check: isIdOrNull, absent: null },
  ],
  'auth.signalled': [
    { name: 'signal', check: oneOf('login', 'logout', 'expiry') },
    { name: 'confirmed', check: isBoolean },
    { name: 'source', check: isText },
    { name: 'detail', check: isText },
  ],
  'event.injected': [vendor, { name: 'project', check: isId }, { name: 'payload', check: isBoundedJson }],
  'mark.added': [{ name: 'note', check: isText }],
  'loss.counted': [
    { name: 'what', check: isText },
    { name: 'why', check: isText },
    { name: 'count', check: isCount },
  ],
};

/** The fields of a request as the hook reports it; see `WireReport`. */
export const wireReportFields: readonly Field[] = [
  request,
  transport,
  { name: 'method', check: isId },
  { name: 'url', check: isText },
  { name: 'headers', check: isTextRecord },
  { name: 'body', check: orNull((value) => typeof value === 'string') },
  { name: 'encoding', check: oneOf('text', 'base64') },
];
