import { createReach } from '../../hook/instances.ts';
import { vendorsPlace } from '../../hook/private-port.ts';
import { vendorFiles, watchesOf } from '../../hook/vendors/index.ts';
import type { TakeVendors } from '../../hook/vendors/vendor.ts';

// The build makes data of the names and carries out the rest of this script only when the hook asks for it.
(window as { [vendorsPlace]?: TakeVendors })[vendorsPlace]?.(vendorFiles.map(watchesOf), (_lent, take) => take(vendorFiles, createReach));
