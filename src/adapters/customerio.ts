import type { Adapter, CallMeaning } from '../core/adapter.ts';
import { isJsonObject, type Json, member } from '../core/json.ts';
import { namedPredict } from './named-calls.ts';
import { isText, namedEvent } from './named-event.ts';

/** Source: https://docs.customer.io/sdk/javascript/identify/ (`_cio.identify({ id })`, `_cio.reset()`) */
const meaning = (method: string, args: readonly Json[]): CallMeaning => {
  switch (method) {
    case 'identify':
    case 'sidentify':
      return {
        kind: 'identify',
        id: member(args[0], 'id') ?? member(args[0], 'email'),
        traits: isJsonObject(args[0]) ? args[0] : undefined,
      };
    case 'reset':
      return { kind: 'reset' };
    case 'track':
      return { kind: 'track', name: isText(args[0]) ? args[0] : '' };
    case 'page':
      return { kind: 'track', name: 'page' };
    default:
      return { kind: 'other' };
  }
};

/**
 * Customer.io: the classic snippet. Its requests are not decoded, because its library is closed, and its profiles not
 * simulated. Its newer client is analytics.js under another name.
 */
export const customerio: Adapter = {
  vendor: 'customerio',
  title: 'Customer.io',
  decode: () => null,
  toEvent: (payload, project) => namedEvent('customerio', payload, project),
  meaning,
  predict: (call, context) => namedPredict(meaning(call.method, call.args), call, context),
  recognise: () => null,
  wire: 'unseen',
  remembers: 'browser',
  unverified: 'its library is closed: calls are read as its documentation names them',
};
