import { aliasMisuse } from './alias-misuse.ts';
import { anonymousIdChanged } from './anonymous-id-changed.ts';
import { anonymousIdOverridden } from './anonymous-id-overridden.ts';
import { bareAnonymousDistinctId } from './bare-anonymous-distinct-id.ts';
import { callLostInNavigation } from './call-lost-in-navigation.ts';
import { clusterNearlyFull } from './cluster-nearly-full.ts';
import { contactDetailAsId } from './contact-detail-as-id.ts';
import { emptyIdentify } from './empty-identify.ts';
import { idLengthOutOfRange } from './id-length-out-of-range.ts';
import { idShapeChanged } from './id-shape-changed.ts';
import { identifyBeforeReady } from './identify-before-ready.ts';
import { identifySpam } from './identify-spam.ts';
import { identifyWithoutEvent } from './identify-without-event.ts';
import { identityChangedInSameTick } from './identity-changed-in-same-tick.ts';
import { identityFromUrl } from './identity-from-url.ts';
import { loggedInPageWithoutIdentify } from './logged-in-page-without-identify.ts';
import { loginWithoutIdentify } from './login-without-identify.ts';
import { logoutWithoutReset } from './logout-without-reset.ts';
import { mergeRefused } from './merge-refused.ts';
import { otherToolNotReset } from './other-tool-not-reset.ts';
import { placeholderId } from './placeholder-id.ts';
import { profileWrittenWhileAnonymous } from './profile-written-while-anonymous.ts';
import { resetKeptAnId } from './reset-kept-an-id.ts';
import { resetWhileAnonymous } from './reset-while-anonymous.ts';
import type { Rule } from './rule.ts';
import { traitsLost } from './traits-lost.ts';
import { userSwitchedWithoutReset } from './user-switched-without-reset.ts';
import { vendorsDisagree } from './vendors-disagree.ts';

/** Every rule, in the order of its number. */
export const rules: readonly Rule[] = [
  userSwitchedWithoutReset,
  logoutWithoutReset,
  resetWhileAnonymous,
  placeholderId,
  emptyIdentify,
  identifyBeforeReady,
  identifyWithoutEvent,
  callLostInNavigation,
  idShapeChanged,
  contactDetailAsId,
  aliasMisuse,
  identifySpam,
  loggedInPageWithoutIdentify,
  profileWrittenWhileAnonymous,
  vendorsDisagree,
  bareAnonymousDistinctId,
  identityChangedInSameTick,
  resetKeptAnId,
  otherToolNotReset,
  mergeRefused,
  clusterNearlyFull,
  idLengthOutOfRange,
  traitsLost,
  anonymousIdOverridden,
  identityFromUrl,
  anonymousIdChanged,
  loginWithoutIdentify,
];
