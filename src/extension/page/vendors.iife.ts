import { vendorsEvent } from '../../hook/private-port.ts';
import { vendors } from '../../hook/vendors/index.ts';

window.dispatchEvent(new MessageEvent(vendorsEvent, { data: vendors }));
