import { vendorsPlace } from '../../hook/private-port.ts';
import { vendorFiles } from '../../hook/vendors/index.ts';
import type { VendorFile } from '../../hook/vendors/vendor.ts';

(window as { [vendorsPlace]?: (files: readonly VendorFile[]) => void })[vendorsPlace]?.(vendorFiles);
