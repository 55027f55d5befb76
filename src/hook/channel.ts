import { dispatch } from './intrinsics.ts';
import { portEvent, stopEvent } from './private-port.ts';
import type { Deliver } from './reporter.ts';

/**
 * Waits for the bridge's port. Batches go out as `message` events dispatched on the port object itself: both
 * worlds hold the same object, so the bridge has a batch before `deliver` returns, even while the page unloads.
 */
export const openChannel = (page: Window & typeof globalThis, onStop: () => void): { readonly deliver: Deliver } => {
  const MessageEventOf = page.MessageEvent;
  let port: MessagePort | null = null;
  // Firefox starts the bridge late in about:blank frames.
  let early: string[] = [];
  const send = (to: MessagePort, batch: string): void => {
    dispatch(to, new MessageEventOf('message', { data: batch }));
  };
  page.addEventListener(
    portEvent,
    (event) => {
      event.stopImmediatePropagation();
      const offered = (event as MessageEvent).ports?.[0];
      if (offered === undefined) return;
      port = offered;
      port.addEventListener(stopEvent, onStop, { once: true });
      for (const batch of early) send(offered, batch);
      early = [];
    },
    { once: true, capture: true },
  );
  return {
    deliver(batch) {
      if (port !== null) send(port, batch);
      else early[early.length] = batch;
    },
  };
};
