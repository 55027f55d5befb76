import type { PageFact } from '../core/page-fact.ts';
import { dispatch, each } from './intrinsics.ts';
import { factEvent, portEvent, sayEvent, sayQuietlyEvent, stopEvent } from './private-port.ts';
import type { Deliver } from './reporter.ts';

/** Tells the signals script a fact, as JSON text; nobody hears it before the port is there. */
export type TellText = (fact: string) => void;
export type Tell = (...fact: PageFact) => void;

export type Channel = {
  readonly deliver: Deliver;
  readonly tellText: TellText;
};

/** What comes from the bridge and the signals script. `said` is the JSON object of a report without place and time. */
export type Listener = { readonly stop: () => void; readonly said: (text: string, quiet: boolean) => void };

/**
 * Waits for the bridge's port. Batches go out as `message` events dispatched on the port object itself: both
 * worlds hold the same object, so the bridge has a batch before `deliver` returns, even while the page unloads.
 */
export const openChannel = (page: Window & typeof globalThis, listener: () => Listener | undefined): Channel => {
  let MessageEventOf: typeof MessageEvent;
  let port: MessagePort | null = null;
  // Firefox starts the bridge late in about:blank frames.
  let early: string[] = [];
  /** False when it was not heard: where the page has used up the stack, the bridge has none either. */
  const send = (to: MessagePort, data: string, name = 'message'): boolean =>
    !dispatch(to, new MessageEventOf(name, { __proto__: null, data, cancelable: true } as MessageEventInit));
  page.addEventListener(
    portEvent,
    (event) => {
      const offered = (event as MessageEvent).ports?.[0];
      if (port !== null || offered === undefined) return;
      event.stopImmediatePropagation();
      // There for this event: to ask before would make every page wait for it.
      MessageEventOf = page.MessageEvent;
      port = offered;
      port.addEventListener(stopEvent, () => listener()?.stop());
      for (const name of [sayEvent, sayQuietlyEvent])
        port.addEventListener(name, (said) => listener()?.said((said as MessageEvent).data, name !== sayEvent));
      each(early, (batch) => send(offered, batch));
      early = [];
    },
    true,
  );
  return {
    deliver(batch) {
      if (port !== null) return send(port, batch);
      early[early.length] = batch;
      return true;
    },
    tellText(fact) {
      if (port !== null) send(port, fact, factEvent);
    },
  };
};
