import type { Story } from '../story.ts';
import { aliased } from './aliased.ts';
import { agreesFirst, agreesWhenLoggedIn, loadsWhenAgreed } from './consent.ts';
import { deviceMode } from './device-mode.ts';
import {
  answerSaysExpired,
  logoutByButton,
  logoutOnReturn,
  logoutOverProvider,
  newDeviceByHand,
  reloginSameUser,
  sessionExpires,
} from './logout.ts';
import { confirmsPassword, endsOtherSessions, sharesPassword, soundsAlike } from './lookalikes.ts';
import { newDevice } from './new-device.ts';
import { accountSwitch, acrossHosts, guestFirst, impersonating, nextUserAtLogIn } from './people.ts';
import { serverKeepsId } from './server-id.ts';
import { sharedDevice } from './shared-device.ts';
import { signUp, signUpAndGo, signUpElsewhere, signUpInOnePage } from './sign-up.ts';
import { backForward, browsing, effectsTwice, failedLogIn, reopened, tokenRefresh, twoTabs } from './staying.ts';
import { magicLink, signUpInPopup, tellsOtherTab } from './windows.ts';

export const correctStories: readonly Story[] = [
  signUp,
  signUpAndGo,
  signUpInOnePage,
  signUpElsewhere,
  newDevice,
  sharedDevice,
  logoutByButton,
  logoutOnReturn,
  sessionExpires,
  answerSaysExpired,
  reloginSameUser,
  reopened,
  tokenRefresh,
  backForward,
  effectsTwice,
  failedLogIn,
  browsing,
  twoTabs,
  accountSwitch,
  acrossHosts,
  impersonating,
  agreesFirst,
  agreesWhenLoggedIn,
  loadsWhenAgreed,
  serverKeepsId,
  aliased,
  deviceMode,
  signUpInPopup,
  magicLink,
  tellsOtherTab,
  logoutOverProvider,
  newDeviceByHand,
  nextUserAtLogIn,
  guestFirst,
  endsOtherSessions,
  confirmsPassword,
  sharesPassword,
  soundsAlike,
];
