import { vendorsEvent } from '../../hook/private-port.ts';
import { vendorFiles } from '../../hook/vendors/index.ts';

window.dispatchEvent(new MessageEvent(vendorsEvent, { data: vendorFiles }));
