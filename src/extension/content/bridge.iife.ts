import { portEvent, stopEvent } from '../../hook/private-port.ts';
import { type BridgeRuntime, startBridge } from './bridge.ts';
import { leavePort } from './shared-port.ts';

const { runtime } = ((globalThis as { browser?: unknown }).browser ?? (globalThis as { chrome?: unknown }).chrome) as {
  runtime: BridgeRuntime;
};
const { port1: unused, port2: port } = new MessageChannel();
unused.close();

const bridge = startBridge({
  runtime,
  lifecycle: () => ((document as { prerendering?: boolean }).prerendering === true ? 'prerender' : 'active'),
  clock: () => Date.now(),
  wait: (ms, run) => setTimeout(run, ms),
  cookies: () => document.cookie,
  stopHook: () => port.dispatchEvent(new Event(stopEvent)),
});

// The hook dispatches its batches on this very object, from the page's world: nothing is queued in between.
port.addEventListener('message', (event) => {
  if (typeof event.data === 'string') bridge.reported(event.data);
  // Heard: otherwise the hook says it again.
  event.preventDefault();
});
window.addEventListener('pagehide', () => bridge.leaving(), true);
window.addEventListener('pageshow', (event) => {
  if (event.persisted) bridge.restored();
});
window.dispatchEvent(new MessageEvent(portEvent, { ports: [port] }));
leavePort(port);
