import type { Adapter, CallMeaning } from '../core/adapter.ts';
import type { Json } from '../core/json.ts';
import { namedPredict } from './named-calls.ts';
import { isText, namedEvent } from './named-event.ts';

/** Source: https://developers.heap.io/reference/identify and https://developers.heap.io/reference/resetidentity */
const meaning = (method: string, args: readonly Json[]): CallMeaning => {
  switch (method) {
    case 'identify':
      return { kind: 'identify', id: args[0], traits: undefined };
    case 'resetIdentity':
      return { kind: 'reset' };
    case 'track':
      return { kind: 'track', name: isText(args[0]) ? args[0] : '' };
    default:
      return { kind: 'other' };
  }
};

/**
 * Heap: calls, cookies and lines. Its requests are not decoded, because its library is closed.
 * A line looks like one of Kissmetrics': `recognise` leaves it to the chosen model.
 */
export const heap: Adapter = {
  vendor: 'heap',
  title: 'Heap',
  decode: () => null,
  toEvent: (payload, project) => namedEvent('heap', payload, project),
  meaning,
  predict: (call, context) => namedPredict(meaning(call.method, call.args), call, context),
  recognise: () => null,
  wire: 'unseen',
  remembers: 'browser',
  projectOf: (method, args) => (method === 'load' && isText(args[0]) ? args[0] : null),
  unverified: 'its library is closed: calls and cookies are read as its documentation names them',
};
