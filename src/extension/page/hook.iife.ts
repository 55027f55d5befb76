import { type Listener, openChannel } from '../../hook/channel.ts';
import { startHook } from '../../hook/hook.ts';
import { vendorsEvent } from '../../hook/private-port.ts';

const channel = openChannel(window, () => hook);
let hook: Listener = { stop() {}, said() {} };
// The vendors' script runs right after this one, before the first of the page.
window.addEventListener(
  vendorsEvent,
  (event) => {
    event.stopImmediatePropagation();
    hook = startHook(window, (event as MessageEvent).data, channel);
  },
  { once: true, capture: true },
);
