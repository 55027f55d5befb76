import { type Listener, openChannel } from '../../hook/channel.ts';
import { startHook } from '../../hook/hook.ts';
import { vendorsPlace } from '../../hook/private-port.ts';
import type { VendorFile } from '../../hook/vendors/vendor.ts';

const channel = openChannel(window, () => hook);
let hook: Listener = { stop() {}, said() {} };
// The vendors' script runs right after this one, before the first of the page.
Object.defineProperty(window, vendorsPlace, {
  configurable: true,
  value(files: readonly VendorFile[]) {
    delete (window as { [vendorsPlace]?: unknown })[vendorsPlace];
    hook = startHook(window, files, channel);
  },
});
