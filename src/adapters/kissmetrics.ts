import type { Adapter, CallMeaning } from '../core/adapter.ts';
import type { Json } from '../core/json.ts';
import { isText, namedEvent } from './named-event.ts';

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

/**
 * Kissmetrics: lines only. Its requests are not decoded and no events are predicted, because no library was available
 * to learn the wire from. A line looks like one of Heap's: `recognise` leaves it to the chosen model.
 */
export const kissmetrics: Adapter = {
  vendor: 'kissmetrics',
  title: 'Kissmetrics',
  decode: () => null,
  toEvent: (payload, project) => namedEvent('kissmetrics', payload, project),
  meaning,
  predict: () => [],
  recognise: () => null,
};
