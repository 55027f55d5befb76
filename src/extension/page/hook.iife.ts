import { type Listener, openChannel } from '../../hook/channel.ts';
import { startHook } from '../../hook/hook.ts';
import { vendorsPlace } from '../../hook/private-port.ts';
import type { TakeVendors } from '../../hook/vendors/vendor.ts';

const place = window as { [vendorsPlace]?: TakeVendors };
const channel = openChannel(window, () => hook);
let hook: Listener | undefined;
// The vendors' script runs right after this one, before the first of the page.
place[vendorsPlace] = (watches, vendors) => {
  delete place[vendorsPlace];
  hook = startHook(window, watches, vendors, channel);
};
