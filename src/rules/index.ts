import { aliasMisuse } from './alias-misuse.ts';
import { anonymousIdChanged } from './anonymous-id-changed.ts';
import { anonymousIdOverridden } from './anonymous-id-overridden.ts';
import { anonymousSideIsKnown } from './anonymous-side-is-known.ts';
import { bareAnonymousDistinctId } from './bare-anonymous-distinct-id.ts';
import { bootstrapDisagrees } from './bootstrap-disagrees.ts';
import { callLostInNavigation } from './call-lost-in-navigation.ts';
import { clusterNearlyFull } from './cluster-nearly-full.ts';
import { contactDetailAsId } from './contact-detail-as-id.ts';
import { emptyIdentify } from './empty-identify.ts';
import { eventBetweenAuthAndIdentity } from './event-between-auth-and-identity.ts';
import { ga4UserIdMisuse } from './ga4-user-id-misuse.ts';
import { idLengthOutOfRange } from './id-length-out-of-range.ts';
import { idShapeChanged } from './id-shape-changed.ts';
import { identifyBeforeReady } from './identify-before-ready.ts';
import { identifySpam } from './identify-spam.ts';
import { identifyWhileOptedOut } from './identify-while-opted-out.ts';
import { identifyWithoutEvent } from './identify-without-event.ts';
import { identityChangedInSameTick } from './identity-changed-in-same-tick.ts';
import { identityFromUrl } from './identity-from-url.ts';
import { impersonation } from './impersonation.ts';
import { knownIdAsDeviceId } from './known-id-as-device-id.ts';
import { knownIdNeverLinked } from './known-id-never-linked.ts';
import { knownIdNotInProperties } from './known-id-not-in-properties.ts';
import { knownIdWithoutIdentify } from './known-id-without-identify.ts';
import { loggedInPageWithoutIdentify } from './logged-in-page-without-identify.ts';
import { loginWithoutIdentify } from './login-without-identify.ts';
import { logoutEventAfterReset } from './logout-event-after-reset.ts';
import { logoutWithoutReset } from './logout-without-reset.ts';
import { mergeRefused } from './merge-refused.ts';
import { nothingDelivered } from './nothing-delivered.ts';
import { otherToolNotReset } from './other-tool-not-reset.ts';
import { placeholderId } from './placeholder-id.ts';
import { profileWrittenWhileAnonymous } from './profile-written-while-anonymous.ts';
import { propertyDisagreesWithProfile } from './property-disagrees-with-profile.ts';
import { resetClearedConsent } from './reset-cleared-consent.ts';
import { resetKeptAnId } from './reset-kept-an-id.ts';
import { resetWhileAnonymous } from './reset-while-anonymous.ts';
import type { Rule } from './rule.ts';
import { sensitiveTraitInBrowser } from './sensitive-trait-in-browser.ts';
import { sessionReplaySpansPeople } from './session-replay-spans-people.ts';
import { signUpTrackedBeforeIdentify } from './sign-up-tracked-before-identify.ts';
import { tabsDisagree } from './tabs-disagree.ts';
import { traitsLost } from './traits-lost.ts';
import { userSwitchedWithoutReset } from './user-switched-without-reset.ts';
import { vendorsDisagree } from './vendors-disagree.ts';
import { visitorIdentifiedTooEarly } from './visitor-identified-too-early.ts';
import { wrongMergeApi } from './wrong-merge-api.ts';

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
  logoutEventAfterReset,
  tabsDisagree,
  impersonation,
  sessionReplaySpansPeople,
  ga4UserIdMisuse,
  wrongMergeApi,
  knownIdNotInProperties,
  signUpTrackedBeforeIdentify,
  eventBetweenAuthAndIdentity,
  loginWithoutIdentify,
  identifyWhileOptedOut,
  resetClearedConsent,
  nothingDelivered,
  visitorIdentifiedTooEarly,
  propertyDisagreesWithProfile,
  sensitiveTraitInBrowser,
  knownIdAsDeviceId,
  knownIdNeverLinked,
  anonymousSideIsKnown,
  bootstrapDisagrees,
  knownIdWithoutIdentify,
];
