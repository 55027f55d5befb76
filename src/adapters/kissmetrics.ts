import type { Adapter, CallMeaning, DecodedRequest, RawRequest } from '../core/adapter.ts';
import type { Json, JsonObject } from '../core/json.ts';
import { queryObject } from './form-lines.ts';
import { namedPredict } from './named-calls.ts';
import { isText, namedEvent } from './named-event.ts';
import { pathOf, textMember } from './wire-body.ts';

/** Source: https://support.kissmetrics.io/reference/identify-main */
const meaning = (method: string, args: readonly Json[]): CallMeaning => {
  switch (method) {
    case 'identify':
      return { kind: 'identify', id: args[0], traits: undefined };
    case 'clearIdentity':
      return { kind: 'reset' };
    case 'alias':
      return { kind: 'alias', alias: args[1] };
    case 'record':
      return { kind: 'track', name: isText(args[0]) ? args[0] : '' };
    default:
      return { kind: 'other' };
  }
};

/** Ids that the library makes up are base64 of about 20 bytes. Source: https://support.kissmetrics.io/docs/identities */
const madeUp = /^[A-Za-z0-9+/]{26,28}=$/;

const person = (id: string): JsonObject => (madeUp.test(id) ? { anonymous_id: id } : { identity: id });

/**
 * An event (`/e`) or an alias (`/a`) by its parameters; properties (`/s`) are none.
 * Source: https://support.kissmetrics.io/reference/api-specifications-1
 */
const decode = ({ url }: RawRequest): DecodedRequest | null => {
  const path = /^\/([ea])$/.exec(pathOf(url))?.[1];
  const query = path === undefined || !/[?&]_k=/.test(url) ? {} : queryObject(url);
  const [key, who, name] = ['_k', '_p', '_n'].map((one) => textMember(query, one));
  if (key == null || who == null || name == null) return null;
  const time = textMember(query, '_t');
  const timed: JsonObject = time === null ? {} : { timestamp: Number(time) };
  const payload: JsonObject = path === 'a' ? { alias: [who, name], ...timed } : { event: name, ...person(who), ...timed };
  return { vendor: 'kissmetrics', project: key, payloads: [payload] };
};

/**
 * Kissmetrics: calls of its queue, its API and lines. No library was available to hold it against.
 * A line looks like one of Heap's: `recognise` leaves it to the chosen model.
 */
export const kissmetrics: Adapter = {
  vendor: 'kissmetrics',
  title: 'Kissmetrics',
  decode,
  toEvent: (payload, project) => namedEvent('kissmetrics', payload, project),
  meaning,
  predict: (call, context) => namedPredict(meaning(call.method, call.args), call, context),
  recognise: () => null,
  remembers: 'browser',
  unverified: 'its library is closed: calls, cookies and requests are read as its documentation names them',
};
