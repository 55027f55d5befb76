import { accountSwitch } from './account-switch.ts';
import { aliasThenIdentify } from './alias-then-identify.ts';
import { consent } from './consent.ts';
import { crossDomain } from './cross-domain.ts';
import type { Flow } from './flow.ts';
import { impersonation } from './impersonation.ts';
import { logout } from './logout.ts';
import { reloginSameUser } from './relogin-same-user.ts';
import { reopenLoggedIn } from './reopen-logged-in.ts';
import { returningOnNewDevice } from './returning-on-new-device.ts';
import { serverSideId } from './server-side-id.ts';
import { sharedDevice } from './shared-device.ts';
import { signUp } from './sign-up.ts';
import { signUpWithRedirect } from './sign-up-with-redirect.ts';

/** Every flow, those first that every site has. */
export const flows: readonly Flow[] = [
  signUp,
  sharedDevice,
  logout,
  returningOnNewDevice,
  reloginSameUser,
  reopenLoggedIn,
  signUpWithRedirect,
  accountSwitch,
  crossDomain,
  consent,
  serverSideId,
  aliasThenIdentify,
  impersonation,
];
