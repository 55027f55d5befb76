import { plain } from './plain.ts';
import { ownValue, textOrNull } from './reading.ts';
import type { VendorFile } from './vendor.ts';

/** Other tools that hold an identity. Their documentation is named in `adapters/tools.ts`. */
export const tools: readonly VendorFile[] = [
  plain('intercom', 'Intercom,intercomSettings', 'boot,update,shutdown,intercomSettings', undefined, () => ({
    // Pages that do not boot it themselves leave the user here.
    reach({ page, onGlobal, onAssigned, taking }) {
      onAssigned(page, 'Intercom', taking);
      onGlobal('intercomSettings', (settings) => taking([['intercomSettings', settings]]));
    },
  })),
  plain('fullstory', '_fs_namespace', 'setIdentity,identify,anonymize,setProperties,setUserVars,shutdown,restart', undefined, () => ({
    project: (_sdk, page) => ownValue(page, '_fs_org'),
    // The snippet gives up if its name is taken, so that no trap may stand there before it is over.
    reach: ({ page, onGlobal, onAssigned, soon, taking }) =>
      onGlobal('_fs_namespace', (name) => soon(() => onAssigned(page, textOrNull(name) ?? 'FS', taking))),
  })),
  plain('logrocket', 'LogRocket', 'init,identify,startNewSession'),
  plain('sentry', 'Sentry', 'init,setUser'),
  plain('hotjar', 'hj', 'identify', undefined, () => ({ project: (_sdk, page) => ownValue(ownValue(page, '_hjSettings'), 'hjid') })),
  plain('zendesk', 'zE', 'messenger loginUser,messenger logoutUser,webWidget identify,webWidget logout'),
];
