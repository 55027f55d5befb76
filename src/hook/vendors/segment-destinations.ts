import { each, firstOf, joined, listFrom, ObjectOf, some, without } from '../intrinsics.ts';
import { newWeakMap } from '../kinds.ts';
import { ownValue, valuesOf } from './reading.ts';
import type { Reach } from './vendor.ts';

/** A destination that never answers keeps its event in hand. */
const mostInHand = 20;

/**
 * Finds the call on behalf of which a destination calls another SDK in the page (device mode): Segment hands an event to its plugins
 * when the call is over. It announces the event's context inside the call (`dispatch_start`), logs each plugin before it runs, and says
 * when all are done. What a plugin calls at once is told by that alone; what a destination calls later by its first argument, which is one of the
 * event's own values. Source: @segment/analytics-core, `analytics/dispatch`, `queue/delivery`, `queue/event-queue`; executed
 */
export const watchDestinations = ({ current, drives, onCall, soon }: Reach): ((sdk: unknown) => unknown) => {
  const calls = newWeakMap<object, string>();
  let sdks: readonly unknown[] = [];
  let inHand: readonly object[] = [];
  let running: string | undefined;
  drives((first) => {
    const found = first && firstOf(inHand, (context) => some(valuesOf(ownValue(context, 'event')), (value) => value === first));
    return running ?? (found ? calls.get(found) : undefined);
  });
  const isDestination = (name: unknown): boolean =>
    some(sdks, (sdk) =>
      some(
        valuesOf(ownValue(ownValue(sdk, 'queue'), 'plugins')),
        (one) => ownValue(one, 'name') === name && ownValue(one, 'type') === 'destination',
      ),
    );
  const logged = (args: readonly unknown[], context: object): void => {
    const name = ownValue(args[2], 'plugin');
    if (args[1] !== 'plugin' || name === 'Segment.io') return;
    running = calls.get(context);
    soon(() => {
      running = undefined;
    });
    if (isDestination(name)) inHand = joined(listFrom(inHand, inHand.length < mostInHand ? 0 : 1), [context]);
  };
  return (sdk) => {
    sdks = joined(sdks, [sdk]);
    each([sdk, ownValue(sdk, 'queue')], (emitter) =>
      onCall(emitter, 'emit', (args) => {
        const name = args[0];
        const context = ObjectOf(args[1]) as object;
        const call = current();
        if (name === 'dispatch_start' && call) {
          calls.set(context, call);
          onCall(context, 'log', logged);
        } else if (name === 'message_delivered' || name === 'delivery_failure') inHand = without(inHand, context);
      }),
    );
    return sdk;
  };
};
